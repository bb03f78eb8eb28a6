"""Static figures with matplotlib (the extra `plot`).

`map` and `timeline` are a result's (`result.plot.map()`), `differences` a comparison's, `indices` a
sweep's.  `style` has what they share, `moments` reads times that users give; PNG, SVG and PDF, and
notebooks.
"""
