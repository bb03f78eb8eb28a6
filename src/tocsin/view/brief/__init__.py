"""The briefing: one or two pages for somebody who decides, or writes, and has five minutes.

`gather` reads a run directory or a comparison into what a briefing says, `page` lays it out as HTML,
`curve` draws the one picture, `paper` prints it as PDF where a Chromium is at hand, `document` writes
it for Word, `words` has its texts in three languages, `write` is the door.
"""

from tocsin.view.brief.write import write

__all__ = ["write"]
