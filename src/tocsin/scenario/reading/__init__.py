"""From files to a document that knows its lines, and back."""
