"""What Tocsin costs: declared benchmarks, each case in a process of its own, with limits beside it.

`cases` says what is measured and how, `country` makes scenarios of other sizes, `limits` measures what
the machine can do at most, `run` carries it out and keeps the result.  No test asserts a time.
"""
