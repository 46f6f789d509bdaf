"""Sign-in names for people whose list gives none."""

from __future__ import annotations

import re
from typing import Final

from accounts.models import User
from vietnamese.names import given_name
from vietnamese.text import unmarked

OTHER: Final = re.compile(r"[^a-z0-9]+")


class Usernames:
    """Gives "ha.nongthi" to Nông Thị Hà, "ha.nongthi2" to the next one."""

    def __init__(self) -> None:
        names = User.objects.values_list("username", flat=True)
        self.taken = {name.lower() for name in names}

    def take(self, full_name: str, *, wanted: str = "") -> str:
        name = wanted or self._free(plain_name(full_name))
        self.taken.add(name.lower())
        return name

    def _free(self, plain: str) -> str:
        if plain not in self.taken:
            return plain
        number = 2
        while f"{plain}{number}" in self.taken:
            number += 1
        return f"{plain}{number}"


def plain_name(full_name: str) -> str:
    given = given_name(full_name)
    rest = full_name.split()[:-1]
    parts = [OTHER.sub("", unmarked(each)) for each in (given, "".join(rest))]
    return ".".join(filter(None, parts))[:140] or "can-bo"
