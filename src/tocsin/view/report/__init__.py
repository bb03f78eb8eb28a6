"""The report: one HTML file that shows a run, an ensemble or a comparison to whoever opens it.

The page is built in web/ and ships in `bundle`; web/src/contract.ts says what goes into it.  Here:

    packing     arrays into one compressed stream
    setting     what a scenario says: places, sites, levers, parameters, the map
    layers      what a run directory holds hour by hour; `cases` its outcomes, spread and chronicle
    run, comparison   the whole of a run directory, of a comparison's
    page        data into the template; `write` to disk

The same result gives the same file: there is no date of writing in it, and no timing.
"""
