"""What sections say of one another, a file for each subject; `spec` asks them all.

Each check yields problems with their line, whatever else is wrong with a file (`reading.raw`).
"""
