"""Units and posts as a plan says, and notes of what undoing needs."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

from departments.models import (
    Department,
    DepartmentVersion,
    Membership,
    Reorganisation,
    Succession,
)
from departments.reorganising.acts import Key
from departments.reorganising.plan import Plan
from departments.services import change_department, found_department


class Writer:
    """Does what a plan says and notes what undoing needs."""

    def __init__(self, decision: Reorganisation, plan: Plan) -> None:
        self.decision, self.plan = decision, plan
        self.day = plan.day
        self.eve = plan.day - timedelta(days=1)
        self.units: dict[Key, Department] = {}
        self.effects: dict[str, Any] = {
            "founded": [],
            "changed": [],
            "ended": [],
            "closed": [],  # pk, and the last day it had
            "opened": [],
            "repointed": [],  # as they were
            "left": [],  # opened and repointed, as the decision left them
            "continued": [],
        }

    def write(self) -> dict[str, Any]:
        self._found_all()
        self._change_all()
        self._write_posts()
        self._end_all()
        self._write_lines()
        return self.effects

    # --- units --------------------------------------------------------------------

    def _unit(self, key: Key) -> Department:
        if key not in self.units:
            if isinstance(key, str):
                self._found(key)
            else:
                self.units[key] = Department.objects.get(pk=key)
        return self.units[key]

    def _found_all(self) -> None:
        for key in self.plan.founded:
            self._unit(key)

    def _found(self, key: str) -> None:
        """The unit above is founded first."""
        new = self.plan.founded[key]
        self.units[key] = unit = found_department(
            kind=new.kind,
            name=new.name,
            short_name=new.short_name,
            code=new.code,
            parent=self._unit(new.parent) if new.parent is not None else None,
            on=self.day,
            by=self.decision,
        )
        self.effects["founded"].append(unit.pk)

    def _change_all(self) -> None:
        """Units that move out of one another first: no place is inside itself then."""
        for pk, change in sorted(self.plan.changed.items(), key=self._depth_after):
            change_department(
                unit=Department.objects.get(pk=pk),
                on=self.day,
                name=change.name,
                short_name=change.short_name,
                code=change.code,
                parent=self._fresh(change.parent),
                by=self.decision,
            )
            self.effects["changed"].append(pk)

    def _depth_after(self, item: tuple[int, object]) -> tuple[int, int]:
        return len(self.plan.above(item[0])), item[0]

    def _fresh(self, key: Key | None) -> Department | None:
        """Paths change while units move."""
        return None if key is None else Department.objects.get(pk=self._unit(key).pk)

    def _end_all(self) -> None:
        ended = list(self.plan.ended)
        Department.objects.filter(pk__in=ended).update(dissolved_on=self.day)
        versions = DepartmentVersion.objects.filter(department__in=ended, valid_to=None)
        versions.update(valid_to=self.eve)
        self.effects["ended"] = ended

    def _write_lines(self) -> None:
        Succession.objects.bulk_create(
            Succession(
                reorganisation=self.decision,
                act=line.act,
                predecessor_id=line.unit,
                successor=self._successor(line.successor),
                is_heir=line.is_heir,
                note=line.note,
            )
            for line in self.plan.lines
        )

    def _successor(self, key: Key | None) -> Department | None:
        return None if key is None else self._unit(key)

    # --- posts --------------------------------------------------------------------

    def _write_posts(self) -> None:
        opened: list[Membership] = []
        heirs: dict[int, Membership] = {}  # by the post that each carries on
        for each in self.plan.carried:
            late = [post for post in each.old if post.started_on >= self.day]
            new = late[0] if late else Membership(user_id=each.old[0].user_id)
            if late:
                self._note_as_it_was(new)
            if new.pk is None or len(each.old) > 1:
                new.started_on = self.day
            new.department = self._unit(each.to)
            new.post, new.is_head = each.post, each.is_head
            new.is_primary = each.is_primary
            new.ended_on = _last_day(each.old)
            opened.append(new)
            heirs.update({post.pk: new for post in each.old if post is not new})
        for taken in self.plan.absorbed:
            heirs.update({post.pk: taken.by for post in taken.old})
        self._close([*self.plan.closed, *self._carried_on(heirs)])
        for post in [new for new in opened if new.pk]:
            post.save()
        fresh = Membership.objects.bulk_create([new for new in opened if not new.pk])
        self.effects["opened"] = [post.pk for post in fresh]
        self.effects["left"] = [_facts(post) for post in opened]
        self._link(heirs)

    def _carried_on(self, heirs: dict[int, Membership]) -> list[Membership]:
        return [post for post in self.plan.posts if post.pk in heirs]

    def _note_as_it_was(self, post: Membership) -> None:
        self.effects["repointed"].append(_facts(post))

    def _close(self, posts: list[Membership]) -> None:
        for post in posts:
            last = post.ended_on.isoformat() if post.ended_on else None
            self.effects["closed"].append([post.pk, last])
        pks = [post.pk for post in posts]
        Membership.objects.filter(pk__in=pks).update(ended_on=self.eve)

    def _link(self, heirs: dict[int, Membership]) -> None:
        """Posts point to the last that carries them on, however long ago they ended."""
        earlier: dict[int, list[Membership]] = defaultdict(list)
        for post in Membership.objects.filter(continued_by__in=heirs):
            earlier[post.continued_by_id or 0].append(post)
        changed = []
        for post in Membership.objects.filter(pk__in=heirs):
            for each in [post, *earlier[post.pk]]:
                self.effects["continued"].append([each.pk, each.continued_by_id])
                each.continued_by = heirs[post.pk]
                changed.append(each)
        Membership.objects.bulk_update(changed, ["continued_by"], batch_size=500)


def _last_day(posts: list[Membership]) -> Any:
    """A post goes on as long as the longest of those it carries on."""
    days = [post.ended_on for post in posts]
    return None if None in days else max(day for day in days if day)


def _facts(post: Membership) -> dict[str, Any]:
    return {
        "pk": post.pk,
        "user": post.user_id,
        "department": post.department_id,
        "post": post.post,
        "is_head": post.is_head,
        "is_primary": post.is_primary,
        "started_on": post.started_on.isoformat(),
        "ended_on": post.ended_on.isoformat() if post.ended_on else None,
    }
