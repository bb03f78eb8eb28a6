"""What the state does and what it costs: one file per mechanism."""
