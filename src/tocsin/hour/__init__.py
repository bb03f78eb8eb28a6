"""The order of an hour and the loop that goes through it."""
