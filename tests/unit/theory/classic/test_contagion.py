"""Contagion: closed forms of epidemics and clusters, the riot SIR in space, flows, fields."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin import classic
from tocsin.errors import InputError
from tocsin.theory.classic.davies import City, made_up_city
from tocsin.theory.classic.flows import great_circle, random_towns
from tocsin.theory.classic.reaction_diffusion import critical_tension
from tocsin.theory.classic.riot_sir import weights

# SIR and branching


@pytest.mark.parametrize(
    ("r0", "size"), [(1.2, 0.31370), (1.5, 0.58281), (2, 0.79681), (3, 0.94048)]
)
def test_final_sizes(r0, size):
    assert classic.sir_final_size(r0) == pytest.approx(size, abs=5e-6)


@settings(deadline=None)
@given(st.floats(0, 20))
def test_the_final_size_solves_its_equation_and_is_zero_up_to_one(r0):
    a = classic.sir_final_size(r0)
    assert a == pytest.approx(1 - np.exp(-r0 * a), abs=1e-9)
    assert (a > 0) == (r0 > 1 + 1e-9) or r0 == pytest.approx(1, abs=1e-6)
    q = classic.branching_extinction(r0)
    assert q == pytest.approx(np.exp(-r0 * (1 - q)), abs=1e-9)


def test_clusters_of_n_06_are_borel():
    s = np.arange(1, 3000)
    p = classic.borel(0.6, s)
    assert p[:4] == pytest.approx([0.54881, 0.18072, 0.08926, 0.05225], abs=5e-6)
    assert p.sum() == pytest.approx(1)
    assert (p * s).sum() == pytest.approx(2.5)
    assert (p * s**2).sum() - 2.5**2 == pytest.approx(9.375)


def test_a_simulated_hawkes_process_has_the_mean_and_the_scatter_of_its_clusters():
    """Mean mu / (1 - n) = 5; over long spans variance over mean is 1 / (1 - n)^2 = 6.25.

    8,000 days: the mean has a standard error of sqrt(5 * 6.25 / 8000) = 0.06; 200 spans of 40 days
    give the ratio to about 10 %, edges lower it by some 5 %.
    """
    r = classic.hawkes(2.0, 0.6, 1.0, days=8000, seed=2)
    counts = r.data["count"].values
    assert counts.mean() == pytest.approx(5, abs=0.25)
    spans = counts.reshape(200, 40).sum(1)
    assert spans.var() / spans.mean() == pytest.approx(6.25, rel=0.3)
    assert (np.diff(r.data.time.values) > 0).all()


def test_without_offspring_it_is_a_poisson_process():
    counts = classic.hawkes(3.0, 0.0, 1.0, days=3000, seed=1).data["count"].values
    assert counts.var() / counts.mean() == pytest.approx(1, abs=0.1)  # s.e. 0.026


def test_times_of_events_give_back_the_parameters_within_their_intervals():
    r = classic.hawkes(1.0, 0.6, 0.5, days=300, seed=3)
    found = classic.fit_hawkes_times(r.data.time.values, 300)
    for name, truth in (("mu", 1.0), ("n", 0.6), ("beta", 0.5)):
        assert found[name]["low"] < truth < found[name]["high"], name


# riot SIR in space


def test_one_place_is_the_riot_sir_with_its_final_size():
    r = classic.riot_sir(population=1000, omega=0.3, r0=2, a=1e-3, days=400)
    assert r.summary()["reached"] == pytest.approx(classic.sir_final_size(2), abs=1e-4)
    # what enters leaves: events over all days are the entered over omega
    total = float(r.data.activity.sum())
    entered = 1000 - float(r.data.susceptible[-1, 0])
    assert total == pytest.approx((entered + 1e-3) / 0.3, rel=1e-3)


def test_no_outbreak_below_the_threshold():
    r = classic.riot_sir(population=1000, omega=0.3, r0=0.9, a=1, days=200)
    assert r.summary()["peak_day"] == 0
    assert r.summary()["reached"] < 0.01


def test_small_steps_agree_with_an_ode_solver():
    from scipy.integrate import solve_ivp

    y, x, n = [48.0, 48.1, 48.3], [2.0, 2.2, 2.1], [1000.0, 400.0, 700.0]
    r = classic.riot_sir(y, x, n, omega=0.3, beta=6e-4, a=5, days=30)
    w = weights(great_circle(np.array(y), np.array(x)))

    def slope(_, z):
        psi = 6e-4 * w @ z[3:]
        return np.concatenate([-z[:3] * psi, z[:3] * psi - 0.3 * z[3:]])

    s = solve_ivp(slope, (0, 30), [*n, 5, 0, 0], rtol=1e-10, atol=1e-10)
    assert r.data.susceptible.values[-1] == pytest.approx(s.y[:3, -1], rel=2e-3)


def test_distance_slows_it_down_and_a_town_too_far_is_left_alone():
    lat = [48.0, 48.2, 49.0, 52.0]
    r = classic.riot_sir(lat, [2.0] * 4, [1000] * 4, d0=5, delta=2, days=60)
    peaks = r.data.activity.values.argmax(0)
    assert (np.diff(peaks) >= 0).all()
    assert peaks[-1] > peaks[0]
    alone = classic.riot_sir(lat, [2.0] * 4, [1000] * 4, kernel="none", days=60)
    assert alone.summary()["places_reached"] == 1


def test_a_threshold_keeps_a_small_crowd_from_spreading():
    free = classic.riot_sir(population=1000, omega=0.3, a=5, eta=0.5, gamma=0.05, critical=0)
    held = classic.riot_sir(population=1000, omega=0.3, a=5, eta=0.5, gamma=0.05, critical=6)
    assert free.summary()["events"] > 10 * held.summary()["events"]


# flows


@settings(deadline=None)
@given(st.integers(2, 25), st.integers(0, 2**32))
def test_radiation_sends_out_one_minus_the_share_of_the_origin(n, seed):
    rng = np.random.default_rng(seed)
    m = np.round(rng.lognormal(8, 2, n)) + 1
    trips = rng.uniform(1, 100, n)
    r = classic.radiation(m, rng.uniform(-60, 60, n), rng.uniform(-180, 180, n), trips=trips)
    assert r.data.leaving.values == pytest.approx(trips * (1 - m / m.sum()), rel=1e-9)


def test_radiation_by_hand():
    """Towns of 10, 20, 30 on a line: from the first, 10*20/(10*30) = 2/3 and 10*30/(30*60) = 1/6."""
    d = np.abs(np.subtract.outer([0, 1, 3], [0, 1, 3]))
    flow = classic.radiation([10, 20, 30], distance=d, trips=[1, 1, 1]).data.flow.values
    assert flow[0] == pytest.approx([0, 2 / 3, 1 / 6])


def test_gravity_falls_with_distance_as_told_and_sums_to_what_is_asked():
    m, y, x, names = random_towns(12, seed=3)
    r = classic.gravity(m, y, x, names=names, a=0.8, b=1.2, c=1.5, trips=1000)
    i, j = 2, 7
    flow, d = r.data.flow.values, r.data.distance.values
    assert flow.sum() == pytest.approx(1000)
    ratio = (m[i] / m[j]) ** 0.8 * (m[j] / m[i]) ** 1.2
    assert flow[i, j] / flow[j, i] == pytest.approx(ratio)
    k = 9
    expected = (m[j] / m[k]) ** 1.2 * (d[i, j] / d[i, k]) ** -1.5
    assert flow[i, j] / flow[i, k] == pytest.approx(expected)


def test_great_circles():
    quarter = great_circle(np.array([0.0, 0.0, 90.0]), np.array([0.0, 90.0, 0.0]))
    assert quarter[0, 1:] == pytest.approx(6371 * np.pi / 2)


# Davies 2013: shape


def test_nobody_riots_where_nobody_begins():
    assert classic.davies(seeds=0).summary()["ever"] == 0


def test_more_police_and_sooner_hold_what_few_and_late_lose():
    """Medians of five draws."""

    def ever(**options):
        return np.median([classic.davies(seed=s, **options).summary()["peak"] for s in range(5)])

    usual = ever()
    assert ever(police=750) > 4 * usual
    assert ever(lag=12) > 4 * usual


def test_rioters_are_counted_once():
    r = classic.davies(hours=40)
    d = r.data
    assert int(d.joined.sum()) == int(d.new.sum()) + 30
    assert int(d.joined.sum()) == int(d.arrested.sum()) + int(d.rioters[-1].sum())
    assert (d.joined <= d.people).all()
    assert d.police.sum("site").values == pytest.approx(1500)


def test_deprivation_and_nearness_to_a_riot_decide_who_joins():
    home = [[0.0, 0.0], [0.0, 0.0], [30.0, 0.0]]
    city = City(home, [1000] * 3, [0.9, 0.1, 0.9], [[0.0, 1.0]], [1.0])
    joined = classic.davies(city, police=0, hours=24, seeds=5, eta=0.1).data.joined.values
    assert joined[0] > joined[1] > joined[2]


# Berestycki, Nadal, Rodriguez 2015


def test_what_activity_does_to_tension_decides_between_lasting_and_a_burst():
    lasting = classic.reaction_diffusion(p=1).summary()
    burst = classic.reaction_diffusion(p=-1).summary()
    assert lasting["outcome"] == "lasting"
    assert lasting["speed"] > 0
    assert burst["outcome"] == "burst"
    assert burst["active_for"] < 0.2 * lasting["active_for"]
    assert classic.reaction_diffusion(shock=0).summary()["outcome"] == "quiet"


@pytest.mark.parametrize("side", [-0.02, 0.02])
def test_activity_grows_from_nothing_just_above_the_critical_tension(side):
    at = critical_tension(5, 1, 10, 1)
    assert at == pytest.approx(1 - np.log(4) / 10)
    r = classic.reaction_diffusion(vb=at + side, shock=0, u0=1e-6, time=10, cells=10, p=1)
    grew = r.data.mean_u.values[-1] > 1e-6
    assert grew == (side > 0)


def test_where_activity_never_decays_or_never_grows_there_is_no_critical_tension():
    for options in ({"omega": 0}, {"Gamma": 0.5}, {"beta": 0}):
        found = classic.reaction_diffusion(cells=5, time=0.5, **options).summary()
        assert found["critical_tension"] is None


def test_without_diffusion_every_point_follows_its_own_equation():
    from scipy.integrate import solve_ivp

    r = classic.reaction_diffusion(d1=0, d2=0, cells=5, time=6, u0=0.05)

    def slope(_, z):
        u, v = z
        rate = 5 / (1 + np.exp(-10 * (v - 1)))
        return [rate * u * (1 - u) - u, 0.75 - v / (1 + u)]

    k = 2
    start = [0.05, float(r.data.v[0, k])]
    s = solve_ivp(slope, (0, 6), start, rtol=1e-9, atol=1e-9)
    assert [float(r.data.u[-1, k]), float(r.data.v[-1, k])] == pytest.approx(s.y[:, -1], rel=2e-2)


def test_diffusion_alone_keeps_what_there_is():
    r = classic.reaction_diffusion(Gamma=0, omega=0, theta=0, vb=0, d1=0, time=5, cells=60)
    total = r.data.v.sum("x").values
    assert total == pytest.approx(total[0])


# Moro 2016: shape


@pytest.mark.parametrize(
    ("p", "r", "outcome"), [(0.4, 0.3, "revolution"), (0.9, 0.3, "anarchy"), (0.9, 0.1, "restored")]
)
def test_precision_on_both_sides_decides_between_three_outcomes(p, r, outcome):
    """One seed and n = 1.2 for the three, as in the paper's figure."""
    assert classic.moro(p, r, 1.2, steps=200, seed=1).summary()["outcome"] == outcome


def test_nobody_dies_of_shots_that_never_hit_and_people_are_kept():
    r = classic.moro(0, 0, steps=60)
    assert r.summary()["police_killed"] == 0
    assert r.summary()["revolutionaries_killed"] == 0
    r = classic.moro(0.9, 0.3, steps=60)
    assert (np.diff(r.data.police.values) <= 0).all()
    assert (r.data.active + r.data.jailed <= r.summary()["citizens"]).all()


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 2**50))
def test_the_same_seed_gives_the_same_bits(seed):
    for run in (
        lambda: classic.moro(steps=20, seed=seed).data,
        lambda: classic.davies(hours=10, seed=seed).data,
        lambda: classic.hawkes(days=20, seed=seed).data,
        lambda: classic.riot_sir(days=10, seed=seed).data,
    ):
        assert run().identical(run())


def test_an_explosion_is_stopped_and_told(monkeypatch):
    from tocsin.theory.classic import hawkes as module

    monkeypatch.setattr(module, "MOST", 1000)
    with pytest.raises(InputError, match="more than 1,000 events"):
        classic.hawkes(mu=100, n=1.5, beta=5, days=100)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: classic.sir_final_size(-1), "r0: -1"),
        (lambda: classic.hawkes(n=50), "n: 50"),
        (lambda: classic.riot_sir(omega=0), "omega: 0"),
        (lambda: classic.riot_sir([48], [2], [0]), "nobody is where it begins"),
        (lambda: classic.riot_sir(population=[1, 2]), "several places need lat and lon"),
        (lambda: classic.radiation([1, 0], [0, 1], [0, 1]), "every town needs people"),
        (lambda: classic.radiation([1, 2]), "lat and lon, or distance"),
        (lambda: classic.gravity([0, 0], [0, 1], [0, 1]), "no flow is left"),
        (lambda: classic.gravity([1, 2], [0, 1], [0, 999]), "lon, number 2: 999"),
        (lambda: classic.davies(police=-1), "police: -1"),
        (lambda: made_up_city(homes=0), "homes: 0"),
        (lambda: classic.reaction_diffusion(cells=50_000), "too much work"),
        (lambda: classic.moro(p=1.1), "p: 1.1"),
        (lambda: classic.moro(citizens=0.9, police=0.2), "0.98"),
        (lambda: classic.moro(vision=30), "vision: 30"),
    ],
)
def test_mistakes_are_told_by_name(call, told):
    with pytest.raises(InputError, match=told):
        call()
