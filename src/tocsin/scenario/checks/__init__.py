"""What sections say of one another: references, sums, spans."""
