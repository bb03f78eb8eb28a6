"""Experiments: many runs, variants beside each other, designs over parameters, on any executor."""
