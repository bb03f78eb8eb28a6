"""Kinds of levers are declared once, and half a declaration is refused at import."""

from __future__ import annotations

from typing import ClassVar, Literal

import pytest
from pydantic import BaseModel

from tocsin.declare import lever as declared
from tocsin.declare.lever import Line, Over, complete, lever_kind, order
from tocsin.errors import DeclarationError
from tocsin.hour.order import ORDER
from tocsin.record.chronicle import WEIGHT
from tocsin.scenario.sections.levers import KINDS
from tocsin.scenario.sections.levers.lever import Lever
from tocsin.scenario.sections.spec import Spec

FIELDS = {f.name: f.axes for module, _ in ORDER for f in getattr(module, "FIELDS", ())}


@pytest.fixture(autouse=True)
def _restored(monkeypatch):
    """What a test declares is forgotten."""
    for name in ("KINDS", "ORDERS", "_CARRIED"):
        monkeypatch.setattr(declared, name, dict(getattr(declared, name)))


def a_kind(name="new", **row):
    """A model of a lever, declared with this row."""

    class Model(Lever):
        """Does something."""

        kind: Literal[name]  # type: ignore[valid-type]

    return lever_kind(**{"told": Line("order", 2), **row})(Model)


def test_every_kind_is_carried_out_and_every_order_has_a_kind():
    complete(FIELDS, set(Spec.model_fields))
    assert set(declared.ORDERS) <= set(KINDS)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({}, "no order in mechanisms/forces/orders.py carries it out"),
        ({"by": "elites"}, "elites does not say that it carries it out"),
        ({"needs": "moon"}, "there is no section 'moon'"),
        ({"done_at": "emergency"}, "there is no field 'emergency' by lever"),
        ({"over": Over("It is over", 2, "shutdow")}, "there is no field 'shutdow' by region"),
    ],
)
def test_half_a_declaration_is_refused_before_any_run(row, message):
    model = a_kind(**row)
    if row and "by" not in row:
        order(model)(lambda *_: None)
    with pytest.raises(DeclarationError, match=message):
        complete(FIELDS, set(Spec.model_fields))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"name": "shutdown"}, "the kind 'shutdown' is declared already"),
        ({"told": None}, "expected its line in the chronicle"),
        ({"told": Line("order", 3)}, "the line 'order' has the weight 2"),
    ],
)
def test_a_row_that_contradicts_another_is_refused(row, message):
    with pytest.raises(DeclarationError, match=message):
        a_kind(**row)


def test_a_kind_says_its_name_and_what_it_does():
    class Silent(Lever):
        kind: Literal["silent"]

    with pytest.raises(DeclarationError, match="expected a docstring"):
        lever_kind(told=Line("order", 2))(Silent)

    class Nameless(BaseModel):
        """Has no name."""

        national: ClassVar[bool] = False
        kind: str

    with pytest.raises(DeclarationError, match=r"expected kind: Literal"):
        lever_kind(told=Line("order", 2))(Nameless)


def test_a_kind_has_one_order_of_each_sort():
    model = a_kind()
    order(model)(lambda *_: None)
    with pytest.raises(DeclarationError, match="two orders of the sort 'standing'"):
        order(model)(lambda *_: None)
    order(model, "hourly")(lambda *_: None)


def test_only_what_the_row_names_carries_a_kind_out():
    with pytest.raises(DeclarationError, match="its row says 'levers'"):
        declared.carries_out("elites", a_kind())
    with pytest.raises(DeclarationError, match="no declared kind"):
        declared.carries_out("elites", Lever)


def test_every_line_of_the_chronicle_by_a_lever_has_a_weight():
    assert set(declared.known_lines()) <= set(WEIGHT)
    assert {n for n, k in declared.KINDS.items() if k.lethal} == {"live_fire", "checkpoints"}
    assert all(k.grave for k in declared.KINDS.values() if k.lethal)
