"""What moves people: one file per mechanism."""
