"""What can be declared, each once: fields, mechanisms, random purposes; and the state they make.

Nothing here knows a mechanism, a scenario or a file: every other package may import from here.
"""
