"""What can be declared, each once; every other room may import from here.

    field, parameter, purposes      what a mechanism declares, and `mechanism` the whole of it
    outcome, totals                 what a run comes to, and what follows from it by adding
    lever                           what a kind of lever declares; `choices` what a command may choose
    state                           the structure of arrays that the fields make
    own, literal                    a user's own mechanism, read and run, or read only
    catalogue                       the mechanisms of the model, for those who stand below them

Nothing here knows a mechanism, a scenario or the layout of a file.
"""
