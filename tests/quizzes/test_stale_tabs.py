"""Two tabs, an old form, a re-send: the answer acknowledged last is the one kept."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from quizzes.models import Response
from quizzes.services import (
    AttemptIsOver,
    NewerAnswerKept,
    mark_attempt,
    save_answer,
)
from tests.factories import AttemptFactory

Answers = st.sampled_from([[], ["a"], ["b"], ["c"]])


@dataclass
class Tab:
    """A page in a browser: what it believes is kept, and what it sent last."""

    saves: int
    sent: list[str] | None = None


class TwoTabs(RuleBasedStateMachine):
    tabs = Bundle("tabs")

    @initialize(target=tabs)
    def start(self):
        self.pk = AttemptFactory().responses.first().pk
        self.acknowledged: list[str] = []
        self.posted = 0
        self.is_over = False
        return multiple(Tab(saves=0), Tab(saves=0))

    def row(self) -> Response:
        return Response.objects.select_related("version", "attempt").get(pk=self.pk)

    @rule(target=tabs)
    def open_tab(self):
        return Tab(saves=self.row().saves)

    @rule(tab=tabs)
    def reload(self, tab):
        tab.saves = self.row().saves

    @rule(tab=tabs, values=Answers, hears=st.booleans())
    def answer(self, tab, values, hears):
        """Post an answer; without `hears` the line drops before the reply."""
        tab.sent = values
        self.posted += 1
        before = self.row()
        is_newest = tab.saves == before.saves or values == (before.answer or [])
        try:
            saved = save_answer(response=self.row(), values=values, saves=tab.saves)
        except AttemptIsOver:
            assert self.is_over
        except NewerAnswerKept:
            assert not is_newest
        else:
            assert is_newest
            assert not self.is_over
            self.acknowledged = values
            if hears:
                tab.saves = saved.saves

    @rule(tab=tabs, hears=st.booleans())
    def send_again(self, tab, hears):
        if tab.sent is not None:
            self.answer(tab, tab.sent, hears)

    @precondition(lambda self: self.posted > 5 and not self.is_over)
    @rule()
    def hand_in(self):
        mark_attempt(attempt=self.row().attempt)
        self.is_over = True

    @invariant()
    def the_answer_acknowledged_last_is_kept(self):
        assert (self.row().answer or []) == self.acknowledged

    @invariant()
    def the_mark_is_that_of_the_answer_kept(self):
        row = self.row()
        assert row.mark == (int(row.answer == ["a"]) if self.is_over else None)


@pytest.mark.django_db
def test_no_older_answer_replaces_a_newer_one():
    run_state_machine_as_test(
        TwoTabs,
        settings=settings(
            max_examples=40,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
