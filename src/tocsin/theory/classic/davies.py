"""Davies, Fry, Wilson and Bishop 2013: who riots, where they go, and what police can do about it.

T. P. Davies, H. M. Fry, A. G. Wilson, S. R. Bishop, 'A mathematical model of the London riots and
their policing', Scientific Reports 3: 1303.  Three stages, each hour.  Homes i, sites j with retail
Z_j, rioters D_j and police Q_j; how attractive j is from i: W_ij = Z_j^alpha exp(-beta d_ij)
exp(-floor(gamma Q_j / max(D_j, 1))). Participation: of those in i who do not riot yet a share eta
rho_i sum_j W_ij joins, rho deprivation, the sum over sites where somebody riots (our reading:
without it nobody would have to begin).  Destination: rioters of i go to j in proportion to W_ij.
Arrest: 1 - exp(-floor(tau Q_j / D_j)) at j. Police move from site to site in proportion to
D_k^alpha_p exp(-beta_p d_jk), D as it was `lag` hours ago. The structure is the paper's as far as
it could be read; its data (home and offence of arrestees) and the values of its parameters were not
at hand, so the city is made up and no number of the paper is claimed: only the shape (few sites,
those with shops near deprived homes; more and quicker police, fewer rioters)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import InputError
from tocsin.theory.classic import checks
from tocsin.theory.classic.result import Result

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.figure import Figure

SOURCE = "Davies et al. 2013, Sci. Rep. 3:1303"
MOST = 2000  # homes or sites


class City:
    """Homes and sites on a plane.

    home, site : (n, 2) km; people : (home,) who might riot; rho : (home,) deprivation, 0 to 1;
    z : (site,) retail floor space over its mean
    """

    def __init__(self, home: object, people: object, rho: object, site: object, z: object) -> None:
        self.home: NDArray[np.float64] = np.asarray(home, float)
        self.site: NDArray[np.float64] = np.asarray(site, float)
        self.people = np.round(checks.numbers("people", people, 0, 1e9)).astype(np.int64)
        self.rho, self.z = checks.numbers("rho", rho, 0, 1), checks.numbers("z", z, 0)
        for name, at, n in (
            ("home", self.home, len(self.people)),
            ("site", self.site, len(self.z)),
        ):
            if at.shape != (n, 2) or not np.isfinite(at).all() or n > MOST:
                raise InputError(f"{name}: expected {n} pairs of km, {MOST:,} at most")
        if len(self.rho) != len(self.people) or self.z.sum() <= 0:
            raise InputError("rho, z: expected a deprivation for each home, and some retail")


def made_up_city(homes: int = 150, sites: int = 40, people: int = 30_000, seed: int = 1) -> City:
    """A city of 40 km: poorer in the east, shops in a few large and many small centres."""
    homes, sites = checks.whole("homes", homes, 1, MOST), checks.whole("sites", sites, 1, MOST)
    people = checks.whole("people", people, 0, 10**8)
    rng = checks.generator(seed)
    home = rng.normal(0, 9, (homes, 2)).clip(-20, 20)
    rho = np.clip(0.5 + 0.02 * home[:, 0] + rng.normal(0, 0.2, homes), 0.02, 1)
    z = rng.lognormal(0, 1, sites)
    each = np.full(homes, people // homes) + (np.arange(homes) < people % homes)
    return City(home, each, rho, rng.normal(0, 8, (sites, 2)).clip(-20, 20), z / z.mean())


def davies(
    city: City | None = None, *, police: int = 1500, lag: int = 3, hours: int = 96, seeds: int = 30,
    alpha: float = 0.8, beta: float = 0.3, gamma: float = 0.3, eta: float = 3e-3, tau: float = 0.5,
    alpha_p: float = 1.0, beta_p: float = 0.1, seed: int = 1,
) -> Result:  # fmt: skip
    """The course of a riot by hour.

    city : by default `made_up_city()`; police : number; lag : hours until they know where the
        crowds are
    seeds : rioters at the beginning, at the site nearest to the most deprived home alpha, beta
    (1/km), gamma, eta (1/h), tau, alpha_p, beta_p (1/km) : see above; ours, not the paper's
    returns : data.rioters, data.police (hour, site), data.new, data.arrested (hour,), data.joined
        (home,)
    Raises InputError for a value out of range.
    """
    city = made_up_city() if city is None else city
    p = {
        "alpha": checks.number("alpha", alpha, 0, 10), "beta": checks.number("beta", beta, 0, 100),
        "gamma": checks.number("gamma", gamma, 0), "eta": checks.number("eta", eta, 0),
        "tau": checks.number("tau", tau, 0), "alpha_p": checks.number("alpha_p", alpha_p, 0, 10),
        "beta_p": checks.number("beta_p", beta_p, 0, 100),
        "police": checks.whole("police", police, 0, 10**7), "lag": checks.whole("lag", lag, 0, 10_000),
        "hours": checks.whole("hours", hours, 1, 10_000),
    }  # fmt: skip
    seeds = checks.whole("seeds", seeds, 0, int(city.people.sum()))
    kept = _run(city, p, seeds, checks.generator(seed))
    return _result(city, p, kept)


def _run(city: City, p: dict[str, Any], seeds: int, rng: np.random.Generator) -> dict[str, Any]:
    pull = city.z ** p["alpha"] * np.exp(-p["beta"] * _distance(city.home, city.site))
    beat = np.exp(-p["beta_p"] * _distance(city.site, city.site))
    quiet, joined = city.people.copy(), np.zeros(len(city.people), np.int64)
    rioters = np.zeros_like(pull, dtype=np.int64)  # by home and site
    first = int(np.argmax(np.where(city.people >= seeds, city.rho, -1)))
    start = int(np.argmin(_distance(city.home[first : first + 1], city.site)[0]))
    rioters[first, start] = min(seeds, quiet[first])
    quiet[first] -= rioters[first, start]
    joined[first] += rioters[first, start]
    q = p["police"] * city.z / city.z.sum()
    history = [rioters.sum(0)]
    keep: dict[str, list[Any]] = {"rioters": [], "police": [], "new": [], "arrested": []}
    for _ in range(p["hours"]):
        d = rioters.sum(0)
        deter = np.exp(-np.minimum(np.floor(p["gamma"] * q / np.maximum(d, 1)), 700))
        w = pull * deter
        seen = w[:, d > 0].sum(1)
        new = rng.binomial(quiet, -np.expm1(-p["eta"] * city.rho * seen))
        quiet, joined = quiet - new, joined + new
        share = w / np.maximum(w.sum(1, keepdims=True), 1e-300)
        share[w.sum(1) <= 0] = 1 / len(city.z)
        rioters = rng.multinomial(rioters.sum(1) + new, share / share.sum(1, keepdims=True))
        d = rioters.sum(0)
        chance = -np.expm1(-np.floor(p["tau"] * q / np.maximum(d, 1)))
        caught = rng.binomial(rioters, np.broadcast_to(chance, rioters.shape))
        rioters = rioters - caught
        history.append(rioters.sum(0))
        known = history[max(0, len(history) - 1 - p["lag"])]
        if known.any():
            to = known ** p["alpha_p"] * beat
            q = q @ (to / to.sum(1, keepdims=True))
        for name, value in (("rioters", rioters.sum(0)), ("police", q), ("new", new.sum()),
                            ("arrested", caught.sum())):  # fmt: skip
            keep[name].append(value)
    return {k: np.array(v) for k, v in keep.items()} | {"joined": joined, "seeds": seeds}


def _distance(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.sqrt(((a[:, None] - b) ** 2).sum(2)))


def _result(city: City, p: dict[str, Any], kept: dict[str, Any]) -> Result:
    import xarray as xr

    both = ("hour", "site")
    data = xr.Dataset(
        {
            "rioters": (both, kept["rioters"], {"units": "persons"}),
            "police": (both, kept["police"], {"units": "persons"}),
            "new": ("hour", kept["new"], {"units": "persons"}),
            "arrested": ("hour", kept["arrested"], {"units": "persons"}),
            "joined": ("home", kept["joined"], {"units": "persons"}),
            "people": ("home", city.people), "rho": ("home", city.rho), "z": ("site", city.z),
            "home_km": (("home", "axis"), city.home), "site_km": (("site", "axis"), city.site),
        },
        attrs={"model": "davies", "source": SOURCE, **p},
    )  # fmt: skip
    crowd = kept["rioters"].sum(1)
    ever, most = int(kept["joined"].sum()), kept["rioters"].max(0)
    numbers = {
        "ever": ever, "peak": int(crowd.max()), "peak_hour": int(crowd.argmax()) + 1,
        "arrested": int(kept["arrested"].sum()), "at_end": int(crowd[-1]),
        "sites_hit": int((most >= 20).sum()), "sites": len(city.z),
        "largest_crowd": int(most.max()), "parameters": p,
    }  # fmt: skip
    told = (f"{ever:,} took part, {numbers['peak']:,} at once in hour {numbers['peak_hour']}; "
            f"{numbers['arrested']:,} were arrested, {numbers['at_end']:,} are out at the end.",
            f"{numbers['sites_hit']} of {len(city.z)} sites saw 20 or more at once, the largest crowd "
            f"{numbers['largest_crowd']:,}. A made-up city: shape only.")  # fmt: skip
    return Result("davies", SOURCE, data, numbers, told, ("rioters by hour", crowd.tolist()), _draw)


def _draw(figure: Figure, result: Result) -> None:
    from tocsin.theory.classic import drawing as d

    data = result.data
    left, right = figure.subplots(1, 2)
    home, site = data.home_km.values, data.site_km.values
    points = left.scatter(*home.T, c=data.joined / np.maximum(data.people, 1), s=14, cmap="Oranges",
                          vmin=0, edgecolors=d.FAINT, linewidths=0.4)  # fmt: skip
    figure.colorbar(points, ax=left, label="share of the home that took part", shrink=0.8)
    left.scatter(*site.T, s=6 + data.rioters.max("hour") / 3, color=d.BLUE, alpha=0.5, marker="s")
    left.set_aspect("equal")
    d.finish(left, "km", "km", "homes (dots), crowds at their largest (squares)")
    a = data.attrs
    same = {k: a[k] for k in ("alpha", "beta", "gamma", "eta", "tau", "alpha_p", "beta_p", "hours")}
    for police, lag, colour in (
        (a["police"], a["lag"], d.BLUE), (2 * a["police"], a["lag"], d.GREEN),
        (a["police"] // 2, a["lag"], d.ORANGE), (a["police"], 4 * a["lag"] + 1, d.PINK),
    ):  # fmt: skip
        crowd = davies(_city(data), police=police, lag=lag, **same).data.rioters.sum("site")
        right.plot(crowd, color=colour, label=f"{police:,} police, {lag} h behind")
    right.set_yscale("symlog", linthresh=100)
    right.yaxis.set_major_formatter("{x:,.0f}")
    right.legend()
    d.finish(right, "hour", "rioters", "police: how many, how soon")


def _city(data: xr.Dataset) -> City:
    """The city that a result was made with."""
    return City(
        data.home_km.values, data.people.values, data.rho.values, data.site_km.values, data.z.values
    )
