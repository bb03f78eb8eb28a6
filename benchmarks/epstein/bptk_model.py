"""Epstein's Model I by Mesa's choices in BPTK-Py: agents and a scheduler are its own, it has no grid.

Its scheduler calls agents in the order of their list, which is shuffled before each round.
"""

from __future__ import annotations

import math
import random

from BPTK_Py import Agent, Model, SimultaneousScheduler

QUIET, ACTIVE, JAILED, COP = 1, 2, 3, 4
VIEW = [
    (y, x) for y in range(-7, 8) for x in range(-7, 8) if 0 < abs(y) + abs(x) <= 7
]  # fmt: skip


class Person(Agent):
    def initialize(self):
        self.kind = COP if self.agent_type == "cop" else QUIET
        self.hardship, self.aversion = self.model.draw.random(), self.model.draw.random()
        self.term = 0
        self.site = self.model.vacant.pop()
        self.model.cells[self.site] = self

    def act(self, time, round_no, step_no):
        model = self.model
        if self.term:
            self.term -= 1
            return
        row, column = divmod(self.site, model.rows)
        cells, rows = model.cells, model.rows
        sites = [(row + y) % rows * rows + (column + x) % rows for y, x in VIEW]
        people = [cells[s] for s in sites]
        active = [p for p in people if p is not None and p.kind == ACTIVE]
        vacant = [s for s, p in zip(sites, people, strict=True) if p is None]
        if self.kind == COP:
            if active:
                caught = model.draw.choice(active)
                caught.kind = JAILED
                caught.term = model.draw.randint(0, model.max_jail_term)
        else:
            cops = sum(p is not None and p.kind == COP for p in people)
            chance = 1 - math.exp(-2.3 * round(cops / (1 + len(active))))
            grievance = self.hardship * (1 - model.legitimacy)
            self.kind = ACTIVE if grievance - self.aversion * chance > 0.1 else QUIET
        if vacant:
            cells[self.site] = None
            self.site = model.draw.choice(vacant)
            cells[self.site] = self


class Epstein(Model):
    def begin_round(self, time, sim_round, step):
        self.draw.shuffle(self.agents)

    def end_round(self, time, sim_round, step):
        kinds = [p.kind for p in self.agents]
        self.seen.append((kinds.count(ACTIVE), kinds.count(JAILED)))


def made(rows, steps, seed, legitimacy, cop_density, citizen_density, max_jail_term):
    """The model with its people placed; `run` does the steps, `seen` has actives and jailed."""
    model = Epstein(name="epstein", scheduler=SimultaneousScheduler())
    model.starttime, model.stoptime, model.dt = 1, steps, 1
    model.draw, model.rows = random.Random(seed), rows
    model.legitimacy, model.max_jail_term = legitimacy, max_jail_term
    model.seen, model.cells = [], [None] * rows**2
    model.vacant = list(range(rows**2))
    model.draw.shuffle(model.vacant)
    for kind, density in (("cop", cop_density), ("citizen", citizen_density)):
        model.register_agent_factory(
            kind,
            lambda number, model, properties, kind=kind: Person(number, model, properties, kind),
        )
        model.create_agents({"name": kind, "count": round(density * rows**2)})
    return model
