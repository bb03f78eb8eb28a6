"""Mechanisms: what happens in an hour, one file each.

A mechanism is a module with

    READS, WRITES   names of the fields that it may look at and change
    PARAMETERS      names of the parameters that it uses; of these
    SHARES              those that lie between 0 and 1 (optional)
    POSITIVE, SIGNED    those that must be above zero, and those that may be below (optional)
    FIELDS          the fields that it brings along (each field has one owner)
    start(s, p, now)   optional: values at the beginning
    step(s, p, now)    one hour

`s` holds the declared fields as arrays with place as the last axis (those that are only read cannot
be written), `p` the declared parameters as numbers, `now` the hour, the world and the random numbers.
`base` has these pieces, `catalogue` the order of an hour.  Mechanisms work on arrays by place; only
`tocsin.people` touches persons.
"""
