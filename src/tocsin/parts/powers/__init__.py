"""Outside powers: influence on the elites."""
