"""Elites: offices, loyalty of services, coups."""
