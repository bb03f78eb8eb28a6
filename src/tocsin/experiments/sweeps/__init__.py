"""A scenario at many points.

`designs` say which points, `runs` does them, `sensitivity` and `variance` say what drives outcomes.
"""
