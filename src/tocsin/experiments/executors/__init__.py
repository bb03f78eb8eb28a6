"""Where runs are carried out.

`work` says what a task is, `dispatch` sends tasks where they go, the rest is how they get there.
"""
