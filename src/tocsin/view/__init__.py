"""How results are shown.

`terminal` for people at a terminal, with `spark` for its small charts; `report` for everyone, one HTML
file; `figures` for papers, with matplotlib; `outlines` has the countries that both draw.
"""
