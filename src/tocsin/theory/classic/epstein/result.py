"""What a run gives: series in xarray, the numbers of the paper's figures, pictures."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.theory.classic.epstein import statistics
from tocsin.theory.classic.epstein.inputs import Inputs
from tocsin.theory.classic.result import Result

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import xarray as xr
    from numpy.typing import NDArray

    from tocsin.theory.classic.epstein.simulate import One
    from tocsin.theory.classic.epstein.simulate_two import Two

SOURCE = "Epstein 2002, PNAS 99 suppl. 3:7243"


@dataclass(frozen=True)
class EpsteinResult(Result):
    """A run: `data` over time (period, 0 is the start), and frame, y, x if pictures were kept."""

    def animate(self, path: str | Path, pixels: int = 240, milliseconds: int = 80) -> None:
        """Write the kept pictures as a moving GIF; raises InputError if there are none, OutputError."""
        from tocsin.theory.classic.epstein import animation

        animation.write(self, path, pixels, milliseconds)


def _attributes(i: Inputs, run: int, seed: int) -> dict[str, Any]:
    """Inputs as attributes that any file format can hold."""
    told = {k: v for k, v in asdict(i).items() if v is not None}
    told = {k: int(v) if isinstance(v, bool) else v for k, v in told.items()}
    return {"source": SOURCE, "run": run, "seed": seed, **told}


def _dataset(
    series: dict[str, tuple[Any, str]], frames: Sequence[NDArray[Any]], times: Sequence[int],
    attributes: dict[str, Any],
) -> xr.Dataset:  # fmt: skip
    import xarray as xr

    data: dict[str, Any] = {
        name: ("time", np.asarray(values), {"units": units})
        for name, (values, units) in series.items()
    }
    length = len(next(iter(series.values()))[0])
    coordinates: dict[str, Any] = {"time": ("time", np.arange(length), {"units": "periods"})}
    if len(frames):
        data["lattice"] = (("frame", "y", "x"), np.stack(frames))
        coordinates["frame"] = ("frame", np.asarray(times), {"units": "periods"})
    return xr.Dataset(data, coordinates, attributes)


def one(
    name: str, run: int, i: Inputs, seed: int, schedule: str, size: tuple[int, int],
    outburst: float | None, made: One,
) -> EpsteinResult:  # fmt: skip
    """The result of a run of Model I."""
    from tocsin.theory.classic.epstein import plot

    _, quiet, active, jailed, cops = made.counts.T
    line, found, numbers = _bursts(active, size, outburst)
    agents = int((quiet + active + jailed + cops)[1:].sum())
    numbers |= {
        "agent_steps_per_second": agents / made.seconds if made.seconds else math.nan,
        "outburst_line": line, "mean_active": float(active[1:].mean()),
        "mean_jailed": float(jailed[1:].mean()), "last_jailed": int(jailed[-1]),
        "log_slope_above_30": statistics.log_slope(found.waits),
        "agents": int(agents / max(1, i.steps)), "steps": i.steps, "seconds": made.seconds,
        "cpu_seconds": made.cpu_seconds,
        "threads": made.threads, "bytes_per_site": made.bytes_per_site,
        "schedule": schedule, "ratio": i.ratio,
    }  # fmt: skip
    series = {
        "active": (active, "persons"), "quiet": (quiet, "persons"), "jailed": (jailed, "persons"),
        "cops": (cops, "persons"), "legitimacy": (made.legitimacy, "1"),
    }  # fmt: skip
    if np.isfinite(made.tension).any():
        series["tension"] = (made.tension, "1")
    attributes = _attributes(i, run, seed) | {"schedule": schedule, "outburst_line": line}
    data = _dataset(series, made.frames, made.frame_times, attributes)
    if len(found.start):
        wait = numbers["waiting_mean"]
        waits = f", {wait:.1f} periods apart" if math.isfinite(wait) else ""
        told = (
            f"{len(found.start)} outbursts of {numbers['activation_mean']:.0f} citizen-periods "
            f"each{waits}."
        )
    else:
        told = f"No outburst: never more than {int(active.max())} active, line {line:g}."
    return EpsteinResult(
        name, SOURCE, data, numbers,
        (f"{i.steps} periods, {size[0]} x {size[1]} sites, {SCHEDULED[schedule]}.", told),
        ("active", active.tolist()), plot.one,
    )  # fmt: skip


def _bursts(
    active: NDArray[np.integer], size: tuple[int, int], outburst: float | None
) -> tuple[float, statistics.Outbursts, dict[str, Any]]:
    """The line above which there is an outburst, the outbursts, and what is told of them."""
    line = statistics.line_for(size[0] * size[1]) if outburst is None else outburst
    found = statistics.outbursts(active, line)
    activation, activation_sd = statistics.mean_sd(found.activation)
    wait, wait_sd = statistics.mean_sd(found.waits)
    return line, found, {
        "outbursts": len(found.start),
        "activation_mean": activation, "activation_sd": activation_sd,
        "waiting_mean": wait, "waiting_sd": wait_sd,
        "peak_active": int(active.max()),
    }  # fmt: skip


SCHEDULED = {
    "exact": "one after the other in random order",
    "blocks": "one after the other in blocks",
    "synchronous": "all at once",
}


def two(
    name: str,
    run: int,
    i: Inputs,
    seed: int,
    size: tuple[int, int],
    outburst: float | None,
    made: Two,
) -> EpsteinResult:
    """The result of a run of Model II, where the active are those who would kill."""
    from tocsin.theory.classic.epstein import plot

    s = made.series
    line, _, bursts = _bursts(np.asarray(s["active"]), size, outburst)
    numbers: dict[str, Any] = {
        "genocide_at": made.genocide_at, "victor": made.victor,
        "blue_last": s["blue"][-1], "green_last": s["green"][-1], **bursts, "outburst_line": line,
        "killings": sum(s["killings"]), "steps": len(s["blue"]) - 1, "seconds": made.seconds,
        "agent_steps_per_second": made.person_steps / made.seconds if made.seconds else math.nan,
    }  # fmt: skip
    series = {name: (np.asarray(values), "persons") for name, values in s.items()}
    data = _dataset(series, made.frames, made.frame_times, _attributes(i, run, seed))
    if made.genocide_at is None:
        told = f"Both groups live after {numbers['steps']} periods."
    else:
        left = f"; the {made.victor} are left" if made.victor else ""
        told = f"A group was gone in period {made.genocide_at}{left}."
    return EpsteinResult(
        name, SOURCE, data, numbers, (told,), ("blue", s["blue"]), plot.two
    )  # fmt: skip
