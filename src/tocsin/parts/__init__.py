"""Parts of politics, a slice each: plan, mechanisms, outcomes and lines of the chronicle."""
