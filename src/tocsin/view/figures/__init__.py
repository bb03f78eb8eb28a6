"""Static figures with matplotlib (the extra `plot`): `result.plot.map()`, `result.plot.timeline()`.

`style` has what they share, `moments` reads times that users give; PNG, SVG and PDF, and notebooks.
"""
