"""Who goes where in a merger, a split or a transfer, and as what: a row per person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from departments.models import Membership
from departments.organisation import Unit
from departments.reorganising.acts import Going, Merge, Split, Transfer
from departments.reorganising.situation import situation
from departments.reorganising.words import Speaker, targets_of

PeopleAct = Merge | Split | Transfer
STAYS = ""


@dataclass(frozen=True)
class Row:
    """A person, or a division with everybody in it, and the fields of the row."""

    name: str
    note: str
    fields: list[forms.BoundField]
    is_unit: bool = False


class PeopleForm(forms.Form):
    """A merger takes everybody along; for the others each row says where to."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        act: PeopleAct,
        speaker: Speaker,
        day: Any,
    ) -> None:
        super().__init__(data)
        self.act, self.speaker = act, speaker
        there = situation(day)
        sources = act.sources if isinstance(act, Merge) else (act.source,)
        self.posts = [
            post
            for post in there.posts_of_everyone_in(sources)
            if post.department_id in sources
        ]
        self.divisions: list[Unit] = []
        if not isinstance(act, Merge):
            self._add_rest()
            source = there.before.get(act.source)
            self.divisions = there.before.below(source) if source else []
        for unit in self.divisions:
            self.fields[f"unit_{unit.pk}"] = self._where(act_units(act).get(unit.pk))
        for post in self.posts:
            self._add_post(post)

    # --- fields -----------------------------------------------------------------------

    @property
    def places(self) -> list[tuple[str, str]]:
        targets = targets_of(self.act)
        names = [(str(n), self.speaker.target(t)) for n, t in enumerate(targets)]
        if isinstance(self.act, Transfer):
            return [(STAYS, str(_("stays"))), *names]
        return [(STAYS, str(_("choose"))), *names]

    def _where(self, place: int | None) -> forms.TypedChoiceField:
        return forms.TypedChoiceField(
            label=_("Goes to"),
            choices=self.places,
            coerce=int,
            empty_value=None,
            required=False,
            initial="" if place is None else place,
        )

    def _add_rest(self) -> None:
        self.fields["rest"] = self._where(None)
        self.fields["rest"].label = _("All rows not chosen yet go to")

    def _add_post(self, post: Membership) -> None:
        told = self.act.posts.get(post.pk)
        if not isinstance(self.act, Merge):
            self.fields[f"to_{post.pk}"] = self._where(told.to if told else None)
        title = told.post if told and told.post is not None else _title(post)
        self.fields[f"post_{post.pk}"] = forms.CharField(
            label=_("Post there"), max_length=120, required=False, initial=title
        )
        self.fields[f"head_{post.pk}"] = forms.BooleanField(
            label=_("heads it, or is a deputy"),
            required=False,
            initial=bool(told and told.is_head),
        )

    def rows(self) -> list[Row]:
        rows = [
            Row(unit.name, "", [self[f"unit_{unit.pk}"]], is_unit=True)
            for unit in self.divisions
        ]
        for post in self.posts:
            names = [f"{part}_{post.pk}" for part in ("to", "post", "head")]
            fields = [self[name] for name in names if name in self.fields]
            rows.append(Row(post.user.full_name, _note(post, self.speaker), fields))
        return rows

    # --- what it says -------------------------------------------------------------------

    def answer(self) -> PeopleAct:
        """The act with what the rows say."""
        goes = {post.pk: self._going(post) for post in self.posts}
        posts = {pk: going for pk, going in goes.items() if going is not None}
        if isinstance(self.act, Merge):
            return replace(self.act, posts=posts)
        chosen = {unit.pk: self._place(f"unit_{unit.pk}") for unit in self.divisions}
        units = {pk: place for pk, place in chosen.items() if place is not None}
        return replace(self.act, posts=posts, units=units)

    def _place(self, name: str) -> int | None:
        place = self.cleaned_data.get(name)
        return self.cleaned_data.get("rest") if place is None else place

    def _going(self, post: Membership) -> Going | None:
        is_merge = isinstance(self.act, Merge)
        to = 0 if is_merge else self._place(f"to_{post.pk}")
        if to is None:
            return None
        title = self.cleaned_data[f"post_{post.pk}"].strip()
        is_head = self.cleaned_data[f"head_{post.pk}"]
        kept = None if title == _title(post) and not is_head else title
        if is_merge and kept is None:
            return None  # goes along as everybody does
        return Going(to, kept, is_head)


def act_units(act: PeopleAct) -> Mapping[int, int]:
    return {} if isinstance(act, Merge) else act.units


def _title(post: Membership) -> str:
    """The title of a head ends with the unit."""
    return "" if post.is_head else post.post


def _note(post: Membership, speaker: Speaker) -> str:
    unit = speaker.name(post.department_id)
    title = post.post or str(_("no title"))
    head = f" ({_('heads the unit')})" if post.is_head else ""
    return f"{title}{head}, {unit}"
