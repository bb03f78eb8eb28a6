"""Mechanisms: what happens in an hour, one file each.

A mechanism is a module with

    READS, WRITES   names of the fields that it may look at and change
    PARAMETERS      the parameters that it uses, each with its kind and limits (`declare.parameter`);
                    a user's file may give names alone, and of these SHARES, POSITIVE and SIGNED
    FIELDS          the fields that it brings along (each field has one owner; `declare.field`)
    start(s, p, now)   optional: values at the beginning
    step(s, p, now)    one hour

`s` holds the declared fields as arrays with place as the last axis (those that are only read cannot
be written), `p` the declared parameters as numbers, `now` the hour, the world and the random numbers:
types of all three stand in `given`.  `street` is what moves people, `forces` what the state does; the
order of an hour is in `tocsin.hour.order`.  Mechanisms work on arrays by place; only `tocsin.people`
touches persons.
"""
