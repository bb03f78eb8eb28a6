"""`tocsin export`."""

NAME = "export"


def main() -> None:
    """Soon."""
