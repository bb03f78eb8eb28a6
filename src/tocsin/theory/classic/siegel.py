"""Siegel 2009: the same motivations, other networks.

D. A. Siegel, 'Social networks and collective action', American Journal of Political Science 53:
122-138. Person i takes part iff b_i + c_i,t > 0: b ~ N(bmean, bsd) is internal motivation, c
external and learnt from the share lpr of i's ties that take part, c_i,t+1 = lam c_i,t - (1 - lam)(1
- lpr_i,t).  With lam = 0 it is the threshold rule b_i > 1 - lpr_i; lam only slows it down.  Nobody
takes part at first (c = -1).  More ties may lower participation: see the picture.  Networks by
option, or your own edges: `networks`.  Next door: `watts`, where thresholds are alike and one spark
is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tocsin.theory.classic import checks
from tocsin.theory.classic.networks import MOST_PEOPLE, Network, draw
from tocsin.theory.classic.result import Result

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SOURCE = "Siegel 2009, AJPS 53:122"
MOST_ROUNDS = 10_000
SETTLED = 1e-9  # change of external motivation below which a run is at rest


def siegel(
    network: str | Network = "small-world",
    people: int = 1000,
    *,
    bmean: float = 0.6,
    bsd: float = 0.25,
    lam: float = 0.0,
    runs: int = 100,
    seed: int = 1,
    **ties: object,
) -> Result:
    """Participation in the end over runs, each with a network and motivations of its own.

    network : a kind of `networks.KINDS`, with its options as keywords (ties, weak, size, gamma,
        expansion, within), or a Network
    bmean, bsd : of internal motivation; 1 takes part alone, 0 if all ties do
    lam : how slowly external motivation follows, 0 to below 1
    returns : data.participation (run,) and data.path (round,), shares; `participation`, their mean
    Raises InputError for a value out of range.
    """
    bmean, bsd = checks.number("bmean", bmean), checks.number("bsd", bsd, 0)
    lam = checks.number("lam", lam, 0, below=1)
    runs = checks.whole("runs", runs, 1, 100_000)
    rng = checks.generator(seed)
    kind = network if isinstance(network, str) else "given"
    if isinstance(network, Network):
        people = network.people
    people = checks.whole("people", people, 2, MOST_PEOPLE)
    paths = []
    if network == "complete":
        network = draw(network, people, rng)
    for _ in range(runs):
        net = network if isinstance(network, Network) else draw(network, people, rng, **ties)
        paths.append(spread(net, rng.normal(bmean, bsd, people), lam))
    return _result(kind, people, bmean, bsd, lam, paths, ties)


def spread(net: Network, b: NDArray[np.float64], lam: float = 0.0) -> NDArray[np.float64]:
    """Share that takes part, round by round, until motivations rest.

    b : (people,) internal motivation
    """
    tied, degree = net.matrix(), np.maximum(net.degree, 1)
    c = np.full(net.people, -1.0)
    path = []
    for _ in range(MOST_ROUNDS):
        active = b + c > 0
        path.append(float(active.mean()))
        new = lam * c - (1 - lam) * (1 - (tied @ active.astype(np.float32)) / degree)
        rest = np.abs(new - c).max() < SETTLED
        c = new
        if rest:
            break
    return np.array(path)


def _result(
    kind: str,
    people: int,
    bmean: float,
    bsd: float,
    lam: float,
    paths: list[Any],
    ties: dict[str, object],
) -> Result:
    import xarray as xr

    longest = max(map(len, paths))
    whole = np.array([np.pad(p, (0, longest - len(p)), mode="edge") for p in paths])
    ends = whole[:, -1]
    about = {"model": "siegel", "source": SOURCE, "network": kind, "people": people, "bmean": bmean,
             "bsd": bsd, "lam": lam, **ties}  # fmt: skip
    data = xr.Dataset(
        {
            "participation": ("run", ends, {"units": "1", "long_name": "takes part in the end"}),
            "path": ("round", whole.mean(0), {"units": "1", "long_name": "mean share taking part"}),
        },
        attrs=about,
    )
    numbers = {
        "participation": ends.mean(), "sd": ends.std(), "low": np.quantile(ends, 0.05),
        "high": np.quantile(ends, 0.95), "willing_alone": whole[:, 0].mean(), "runs": len(ends),
        "rounds": longest - 1, "network": kind,
    }  # fmt: skip
    told = (f"{ends.mean():.1%} take part in the end (over {len(ends)} runs, 90 % of them from "
            f"{numbers['low']:.1%} to {numbers['high']:.1%}); {numbers['willing_alone']:.1%} would "
            f"alone.",)  # fmt: skip
    path = ("taking part by round", whole.mean(0).tolist())
    return Result("siegel", SOURCE, data, numbers, told, path, _draw)


def _draw(figure: Figure, result: Result) -> None:
    from tocsin.theory.classic import drawing as d

    about = result.data.attrs
    left, right = figure.subplots(1, 2)
    means = np.linspace(0.3, 0.9, 13)
    kinds: tuple[tuple[str, dict[str, Any], str], ...] = (
        ("small-world", {"ties": 10, "weak": 0.1}, d.BLUE),
        ("village", {"size": 10, "weak": 1}, d.GREEN),
        ("opinion-leader", {"gamma": 2.5}, d.ORANGE),
        ("hierarchy", {"expansion": 10}, d.PINK),
    )  # fmt: skip
    for kind, options, colour in kinds:
        ends = [siegel(kind, 400, bmean=float(m), bsd=about["bsd"], runs=10, **options)
                .numbers["participation"] for m in means]  # fmt: skip
        left.plot(means, ends, color=colour, label=kind)
    left.legend()
    d.finish(
        left, "mean internal motivation", "share that takes part", "same people, other networks"
    )
    weak = np.array([0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20])
    for bmean, colour in ((0.5, d.PINK), (0.55, d.ORANGE), (0.6, d.YELLOW), (0.7, d.BLUE)):
        ends = [siegel("village", 400, bmean=bmean, bsd=about["bsd"], runs=40, size=6, weak=float(w))
                .numbers["participation"] for w in weak]  # fmt: skip
        right.plot(weak, ends, "o-", color=colour, markersize=3, label=f"mean motivation {bmean:g}")
    right.set_xscale("symlog", linthresh=0.1)
    right.xaxis.set_major_formatter("{x:g}")
    right.legend()
    d.finish(right, "weak ties of each person, beside a village of six", "",
             "more ties may mean fewer people")  # fmt: skip
