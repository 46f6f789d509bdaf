"""Two presses of "apply": each test has its twin in which the guard is off."""

from __future__ import annotations

import pytest

from departments.models import Membership, Reorganisation, Succession
from departments.reorganising import applying
from departments.reorganising.acts import Dissolve, Target, Transfer
from departments.reorganising.applying import AlreadyApplied, CannotApply, apply
from departments.reorganising.drafting import add_act
from departments.services import UnitIsDissolved, appoint
from tests.factories import DepartmentFactory, ReorganisationFactory, UserFactory
from tests.races.harness import RUNNERS, race, without_constraints

LINE = "one_succession_line"
REFUSALS = (AlreadyApplied, CannotApply)


@pytest.fixture
def transfer():
    """Functions alone: nothing in the tree would tell a second press of the first."""
    one, two = DepartmentFactory(name="Sở Một"), DepartmentFactory(name="Sở Hai")
    decision = ReorganisationFactory()
    act = Transfer(one.pk, Target(unit=two.pk), "Quản lý báo chí")
    add_act(decision=decision, act=act)
    return decision


def presses(decision):
    def press():
        return apply(decision=Reorganisation.objects.get(pk=decision.pk), by=None)

    return race(*[press] * RUNNERS, refusals=REFUSALS)


@pytest.mark.parametrize("_round", range(3))
def test_a_decision_pressed_by_many_is_applied_once(_round, transfer):
    with without_constraints(Succession, LINE):
        results = presses(transfer)

        refused = [each for each in results if isinstance(each, AlreadyApplied)]
        assert len(refused) == RUNNERS - 1
        assert Succession.objects.count() == 1


def test_without_the_guard_it_would_be_applied_again(transfer, monkeypatch):
    def take_anyway(decision, **values):
        Reorganisation.objects.filter(pk=decision.pk).update(**values)

    monkeypatch.setattr(applying, "_take", take_anyway)
    with without_constraints(Succession, LINE):
        presses(transfer)

        assert Succession.objects.count() == RUNNERS


@pytest.fixture
def dissolution():
    top = DepartmentFactory(name="Tỉnh")
    unit = DepartmentFactory(name="Phòng", parent=top)
    decision = ReorganisationFactory()
    add_act(decision=decision, act=Dissolve(unit.pk))
    return unit, decision


@pytest.mark.parametrize("_round", range(3))
def test_nobody_slips_into_a_unit_while_it_is_dissolved(_round, dissolution):
    unit, decision = dissolution
    user = UserFactory()

    race(
        lambda: apply(decision=decision, by=None),
        lambda: appoint(user=user, department=unit, on=decision.effective_on),
        lambda: appoint(user=UserFactory(), department=unit, on=decision.decided_on),
        refusals=(CannotApply, UnitIsDissolved),
    )

    unit.refresh_from_db()
    left = Membership.objects.current().filter(department=unit)
    assert unit.dissolved_on is None or not left.exists()
