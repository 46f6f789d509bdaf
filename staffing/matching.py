"""Who of those known is meant by a row. Of two it is never guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from django.db.models import Prefetch, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from accounts.models import User
from departments.models import Department, Membership
from staffing.entries import Entry
from staffing.plan import Known
from vietnamese.names import given_name, sort_key
from vietnamese.text import fold, has_marks

AT_ONCE: Final = 1_000
LONGEST_CODE: Final = 12
OWN_BRANCH: Final = 8  # characters of a path: a unit straight below the province


@dataclass(frozen=True)
class Match:
    """Exactly one of the three, or nothing: somebody new."""

    known: Known | None = None
    candidates: tuple[Known, ...] = ()
    fault: str = ""


@dataclass
class People:
    """Everybody whom some row might mean, with their posts; read once."""

    everyone: dict[int, Known] = field(default_factory=dict)
    by_code: dict[str, Known] = field(default_factory=dict)
    by_email: dict[str, Known] = field(default_factory=dict)
    by_username: dict[str, Known] = field(default_factory=dict)
    by_folded_name: dict[str, list[Known]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def load(self, entries: Sequence[Entry]) -> None:
        for start in range(0, len(entries), AT_ONCE):
            self._load(meant_by(entries[start : start + AT_ONCE]))

    def load_unit(self, unit: Department) -> None:
        """Everybody with a post in the unit or below it today."""
        posts = Membership.objects.current()
        inside = posts.filter(department__path__range=unit.path_range)
        self._load(Q(pk__in=inside.values("user")))

    def _load(self, meant: Q) -> None:
        posts = Membership.objects.current().select_related("department")
        people = User.objects.annotate(lower_email=Lower("email")).filter(meant)
        for user in people.order_by("pk").prefetch_related(
            Prefetch("memberships", posts)
        ):
            if user.pk not in self.everyone:
                self._add(Known(user, tuple(user.memberships.all())))

    def _add(self, known: Known) -> None:
        user = known.user
        self.everyone[user.pk] = known
        self.by_username[user.username] = known
        if user.staff_code:
            self.by_code[user.staff_code] = known
        if user.email:
            self.by_email[user.email.lower()] = known
        self.by_folded_name[user.folded_name].append(known)

    # --- one row ----------------------------------------------------------------------

    def match(self, entry: Entry, unit: Department) -> Match:
        named = list(self._identified(entry))
        if len({known.user.pk for known in named}) > 1:
            names = ", ".join(sorted({str(known.user) for known in named}))
            reason = _("Code, e-mail and sign-in name belong to different people: %s.")
            return Match(fault=reason % names)
        if named:
            return self._checked(named[0], entry)
        return self._by_name(entry, unit)

    def code_of(self, entry: Entry) -> str:
        """The code with the zeros that a spreadsheet took from it, if it is known."""
        if entry.code_is_number and entry.code not in self.by_code:
            known = [code for code in _with_zeros(entry.code) if code in self.by_code]
            return known[0] if len(known) == 1 else entry.code
        return entry.code

    def _identified(self, entry: Entry) -> Iterator[Known]:
        pairs = [
            (self.by_code, self.code_of(entry)),
            (self.by_email, entry.email),
            (self.by_username, entry.username),
        ]
        return (known[value] for known, value in pairs if value and value in known)

    def _checked(self, known: Known, entry: Entry) -> Match:
        """A code typed into the wrong row must not turn one person into another."""
        user = known.user
        if is_another_name(user.full_name, entry.name):
            reason = _("Code, e-mail or sign-in name belongs to %(known)s.")
            return Match(fault=reason % {"known": describe(known)})
        if entry.username and entry.username != user.username:
            reason = _("The sign-in name of %(known)s is %(name)s.")
            values = {"known": user, "name": user.username}
            return Match(fault=reason % values)
        return Match(known)

    def _by_name(self, entry: Entry, unit: Department) -> Match:
        same = [
            known
            for known in self.by_folded_name.get(fold(entry.name), [])
            if not self._is_other(known, entry)
        ]
        spelt = [known for known in same if is_same_name(known.user, entry.name)]
        sure = [known for known in spelt if _same_day(known.user.birth, entry.birth)]
        here = [known for known in sure or spelt if known.post_in(unit)]
        for likely in (sure, here):
            if len(likely) == 1:
                return Match(likely[0])
        if not has_marks(entry.name):
            spelt = same  # typed in a hurry: any spelling may be meant
        return Match(candidates=tuple(sorted(spelt, key=_nearness(unit))))

    def _is_other(self, known: Known, entry: Entry) -> bool:
        user = known.user
        if entry.code and user.staff_code and user.staff_code != self.code_of(entry):
            return True
        if entry.username and entry.username != user.username:
            return True
        return births_differ(user.birth, entry.birth)


name_key = lru_cache(maxsize=20_000)(sort_key)


def meant_by(entries: Sequence[Entry]) -> Q:
    codes = {entry.code for entry in entries if entry.code}
    for entry in entries:
        if entry.code_is_number:
            codes.update(_with_zeros(entry.code))
    return (
        Q(staff_code__in=codes)
        | Q(lower_email__in={entry.email for entry in entries if entry.email})
        | Q(username__in={entry.username for entry in entries if entry.username})
        | Q(folded_name__in={fold(entry.name) for entry in entries if entry.name})
    )


def _with_zeros(code: str) -> list[str]:
    digits = code.lstrip("0")
    return [digits.zfill(size) for size in range(len(digits), LONGEST_CODE + 1)]


def with_zeros_restored(entries: Sequence[Entry]) -> list[Entry]:
    """A spreadsheet made 124 of 00124; the codes it left as text show how long they are."""
    texts = [entry.code for entry in entries if not entry.code_is_number]
    padded = [code for code in texts if code.isdecimal() and code[0] == "0"]
    whole = {code.lstrip("0"): code for code in padded}
    lengths = {len(code) for code in padded}
    length = lengths.pop() if len(lengths) == 1 else 0
    return [
        replace(entry, code=whole.get(entry.code, entry.code.zfill(length)))
        if entry.code_is_number and entry.code
        else entry
        for entry in entries
    ]


def is_same_name(user: User, name: str) -> bool:
    """The same word for word: case and the place of tones do not count."""
    return name_key(user.full_name) == name_key(name)


def is_another_name(known: str, typed: str) -> bool:
    """Beyond a slip of the pen: neither family name nor given name may differ."""
    first, second = fold(known).split(), fold(typed).split()
    if first == second:
        return False
    same_family = first[:1] == second[:1]
    return not same_family or fold(given_name(known)) != fold(given_name(typed))


def births_differ(known: str, typed: str) -> bool:
    """A year alone agrees with every day in it; nothing agrees with everything."""
    shorter, longer = sorted((known, typed), key=len)
    return not longer.startswith(shorter)


def _same_day(known: str, typed: str) -> bool:
    return known == typed and "-" in known


def _nearness(unit: Department) -> Callable[[Known], tuple[bool, bool, int]]:
    """Those of the unit first, then those of the same branch."""

    def far(known: Known) -> tuple[bool, bool, int]:
        paths = [post.department.path for post in known.posts]
        branch = unit.path[:OWN_BRANCH]
        return (
            not known.post_in(unit),
            not any(path.startswith(branch) for path in paths),
            known.user.pk,
        )

    return far


def describe(known: Known) -> str:
    """Enough to tell two people of one name apart."""
    units = ", ".join(str(post.department) for post in known.posts)
    parts = [known.user.full_name, known.user.birth_words, units or _("no unit")]
    return " · ".join(filter(None, parts))
