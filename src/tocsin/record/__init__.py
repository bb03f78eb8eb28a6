"""What is kept while a run goes, and what is read off it when it has ended.

`recorder` copies fields hour by hour, `variables` says which, `willing` finds the person by whom the
terms of N are told; `outcomes` and `chronicle` read a finished record.  What the political parts tell
of it stands with them (`parts/*/told`); what goes to disk, in `tocsin.results`.
"""
