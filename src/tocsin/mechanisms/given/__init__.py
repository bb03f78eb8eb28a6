"""What a mechanism is given beside state and parameters: the hour, and the scenario made ready."""
