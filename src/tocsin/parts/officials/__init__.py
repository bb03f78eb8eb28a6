"""Officials: what they report of what happened."""
