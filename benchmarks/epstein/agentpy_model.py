"""Epstein's Model I by Mesa's choices in AgentPy, as its tutorials write a model on a grid."""

from __future__ import annotations

import math

import agentpy as ap

QUIET, ACTIVE, JAILED, COP = 1, 2, 3, 4
VIEW = [
    (y, x) for y in range(-7, 8) for x in range(-7, 8) if 0 < abs(y) + abs(x) <= 7
]  # fmt: skip


class Person(ap.Agent):
    def setup(self):
        self.kind = COP if self.model.placed < self.model.cops else QUIET
        self.model.placed += 1
        self.hardship = self.model.random.random()
        self.aversion = self.model.random.random()
        self.term = 0

    def act(self):
        model = self.model
        if self.term:
            self.term -= 1
            return
        row, column = model.grid.positions[self]
        rows = model.p.rows
        sites = [((row + y) % rows, (column + x) % rows) for y, x in VIEW]
        cells = model.cells
        people = [next(iter(cells[s]), None) for s in sites]
        active = [p for p in people if p is not None and p.kind == ACTIVE]
        vacant = [s for s, p in zip(sites, people, strict=True) if p is None]
        if self.kind == COP:
            if active:
                caught = model.random.choice(active)
                caught.kind = JAILED
                caught.term = model.random.randint(0, model.p.max_jail_term)
        else:
            cops = sum(p is not None and p.kind == COP for p in people)
            chance = 1 - math.exp(-2.3 * round(cops / (1 + len(active))))
            grievance = self.hardship * (1 - model.p.legitimacy)
            self.kind = ACTIVE if grievance - self.aversion * chance > 0.1 else QUIET
        if vacant:
            model.grid.move_to(self, model.random.choice(vacant))


class Epstein(ap.Model):
    def setup(self):
        sites = self.p.rows**2
        self.cops = round(self.p.cop_density * sites)
        self.placed = 0
        self.people = ap.AgentList(self, self.cops + round(self.p.citizen_density * sites), Person)
        self.grid = ap.Grid(self, (self.p.rows, self.p.rows), torus=True, track_empty=True)
        self.grid.add_agents(self.people, random=True, empty=True)
        self.cells = self.grid.grid.agents

    def step(self):
        self.people.shuffle().act()
