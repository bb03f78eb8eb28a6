"""Models of use on their own: bargaining, requests to alliances, official figures, the classics."""
