"""`result.plot`: static figures of a result; each is returned and, given a path, written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import InputError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from tocsin.results.result import Result


class Plots:
    """Figures of a result: `map(hour)`, `timeline()`.

    Raises InputError if matplotlib is not installed.
    """

    def __init__(self, result: Result) -> None:
        try:
            import matplotlib  # noqa: F401
        except ImportError:
            raise InputError(
                "figures need matplotlib; install it with: pip install matplotlib"
            ) from None
        self._result = result

    def map(
        self,
        hour: int | str | None = None,
        path: str | Path | None = None,
        *,
        run: int | None = None,
    ) -> Figure:
        """The country at an hour: circles by people out, colours by the share that riots.

        hour : hours since the start, or a time such as '2022-01-05T14:00' in the scenario's zone; by
            default that with most people out
        path : where to write it (.png, .svg or .pdf)
        run : number of a run; by default the first, or medians where its hours were not kept
        Raises InputError for an hour or a run that there is not, OutputError.
        """
        from tocsin.view.figures import map, style

        made = map.draw(self._result, hour, run)
        if path is not None:
            style.save(made, path)
        return made

    def timeline(self, path: str | Path | None = None) -> Figure:
        """People out, deaths apart by group and detentions by the hour, with what was recorded.

        path : where to write it (.png, .svg or .pdf)
        Of several runs: the median, and the bands in which 50 % and 90 % of them lie.
        """
        from tocsin.view.figures import style, timeline

        made = timeline.draw(self._result)
        if path is not None:
            style.save(made, path)
        return made
