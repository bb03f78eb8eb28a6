"""What the flagship is fitted to: soft targets with tolerances, and the loss of a run.

A target is a number and a scale: of the logarithm (LOG) or of the number itself (PLAIN); the loss of
each is sqrt(1 + z^2) - 1, quadratic near the target and linear far from it.  Sources: the references
of the scenario; scales are judgement.  Two targets are not records: `dead_bystanders` (no count
exists) and `quiet_peak` (a country without the shock stays quiet).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tocsin.record.recorder import Recorder

DAY = {n: f"2022-01-{n:02d}" for n in range(1, 15)}

LOG = {
    "day 1": (100, 1.0),
    "day 2": (500, 0.7),
    "day 3": (12000, 0.35),
    "day 4": (37500, 0.25),
    "day 5": (50000, 0.2),
    "day 6": (20000, 0.7),
    "Almaty 3": (120, 1.0),
    "Almaty 4": (12000, 0.4),
    "Almaty 5": (18000, 0.2),
    "Mangystau 3": (7000, 0.4),
    "Mangystau 4": (13000, 0.4),
    "Mangystau 5": (9000, 0.5),
    "Atyrau 4": (4000, 0.8),
    "Aktobe 4": (750, 0.8),
    "Nur-Sultan 4": (450, 0.7),
    "Taldykorgan 5": (3000, 1.1),
    "Oskemen 5": (3000, 1.1),
    "Taraz 5": (1500, 1.0),
    "Kyzylorda 5": (3500, 1.0),
    "Shymkent 5": (3500, 0.7),
    "dead": (238, 0.25),
    "dead_forces": (19, 0.35),
    "dead_bystanders": (40, 0.7),
    "dead Almaty": (145, 0.25),
    "dead south": (60, 0.5),
    "injured_forces": (3393, 0.3),
    "injured_others": (1200, 0.4),
    "detained 5": (200, 0.5),
    "detained 6": (2200, 0.35),
    "detained 8": (4404, 0.3),
    "detained 11": (9900, 0.2),
    "hours_hq_attacked": (10, 1.0),
    "premises_damaged": (1466, 0.4),
}
PLAIN = {
    "regions 3": (2, 1.0),
    "regions any 3": (8, 3.0),
    "regions 4": (9, 1.5),
    "regions 5": (11, 1.5),
    "administration": (109.75, 6.0),
    "airport": (116.6, 14.0),
    "headquarters": (0, 0.5),
    "administrations": (4, 1.5),
    "sites": (12, 4.0),
    "calm": (9.0, 0.7),
    "rioting Mangystau": (0, 0.03),
    "first": (1, 0.25),
    "quiet_peak": (20, 12.0),
}


def figures(recorder: Recorder) -> dict[str, float]:
    """The figures of a run that have a target."""
    from tocsin.record.outcomes import outcomes

    o: Any = outcomes(recorder)
    world, active = recorder.world, recorder.active
    names = world.places.names
    region = world.places.region
    by_region = {n: active[:, region == i].sum(1) for i, n in enumerate(world.regions.names)}

    def day(series: np.ndarray, n: int) -> float:
        return float(series[24 * (n - 1) : 24 * n].max())

    def crowd(place: str, n: int) -> float:
        return float(o["largest_crowd"][f"{place} {DAY[n]}"])

    national = active.sum(1)
    out = {f"day {n}": day(national, n) for n in range(1, 7)}
    for n in (3, 4, 5):
        out[f"Almaty {n}"] = day(by_region["Almaty city"], n)
        out[f"Mangystau {n}"] = day(by_region["Mangystau"], n)
    for place, n in (("Atyrau", 4), ("Aktobe", 4), ("Nur-Sultan", 4), ("Taldykorgan", 5),
                     ("Oskemen", 5), ("Taraz", 5), ("Kyzylorda", 5), ("Shymkent", 5)):  # fmt: skip
        out[f"{place} {n}"] = crowd(place, n)
    for name in ("dead", "dead_forces", "dead_bystanders", "injured_forces", "premises_damaged"):
        out[name] = float(o[name])
    out["injured_others"] = float(o["injured"] - o["injured_forces"])
    dead = o["dead_by_region"]
    out["dead Almaty"] = float(dead["Almaty city"])
    out["dead south"] = float(
        sum(dead[n] for n in ("Almaty region", "Zhambyl", "Kyzylorda", "Turkistan", "Shymkent"))
    )
    detained = recorder.arrays["ever_detained"].sum(1)
    for key, hour in (("5", 98), ("6", 137), ("8", 181), ("11", 247)):
        out[f"detained {key}"] = float(detained[hour])
    at = dict(zip(world.sites.names, recorder.final["captured_at"], strict=True))
    tries = dict(zip(world.sites.names, recorder.final["attacked_hours"], strict=True))
    out["hours_hq_attacked"] = float(tries["Almaty police headquarters"])
    out["regions 3"], out["regions 4"], out["regions 5"] = (
        float(o["regions_active_by_day"][DAY[n]]) for n in (3, 4, 5)
    )
    out["regions any 3"] = float(sum(day(x, 3) >= 50 for x in by_region.values()))
    out["administration"] = min(float(at["Almaty administration"]), 999.0)
    out["airport"] = min(float(at["Almaty airport"]), 999.0)
    out["headquarters"] = float(np.isfinite(at["Almaty police headquarters"]))
    kinds = dict(zip(world.sites.names, world.sites.kind, strict=True))
    fallen = [n for n, t in at.items() if np.isfinite(t)]
    out["administrations"] = float(sum(kinds[n] == "administration" for n in fallen))
    out["sites"] = float(len(fallen))
    busy = np.flatnonzero(national >= 500)
    out["calm"] = 1 + (busy[-1] + 1 if len(busy) else 0) / 24
    share = o["rioting_share"]["Mangystau"]
    out["rioting Mangystau"] = 0.0 if share is None else float(share)
    out["first"] = float(o["first_active_place"] == "Zhanaozen")
    del names
    return out


def loss(figures: dict[str, float]) -> tuple[float, dict[str, float]]:
    """Total loss, and the standardised miss of each target."""
    z = {k: np.log((figures[k] + 2) / (t + 2)) / s for k, (t, s) in LOG.items()}
    for k, (t, s) in PLAIN.items():
        if k in figures:
            z[k] = (min(figures[k], t + 4 * s) - t) / s
    return float(sum(np.sqrt(1 + x * x) - 1 for x in z.values())), z
