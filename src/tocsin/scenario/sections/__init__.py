"""The sections of a scenario: one pydantic model each, and the kinds of values they share."""
