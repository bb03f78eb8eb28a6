"""Models that are of use on their own, without a scenario: `classic` has the published ones."""
