"""Fictional people: names as they are heard in Cao Bằng, and sign-in names."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from lms.demo.folder import DATA, Table, read_toml
from vietnamese.text import nfc, unmarked


@dataclass(frozen=True)
class Name:
    family: str
    middle: str
    given: str

    @property
    def full(self) -> str:
        return " ".join(f"{self.family} {self.middle} {self.given}".split())

    @property
    def sign_in(self) -> str:
        """ "Hoàng Thị Sen" → "sen.hoangthi"."""
        given, rest = unmarked(self.given), unmarked(self.family + self.middle)
        return f"{given}.{rest}".replace(" ", "")


class Namer:
    """Draws names that fit together, and never the same sign-in name twice."""

    def __init__(self) -> None:
        self.pools: list[Table] = list(read_toml(DATA / "names.toml").values())
        self.shares = [pool["share"] for pool in self.pools]
        self.taken: dict[str, int] = {}

    def draw(self, rng: Random) -> Name:
        pool = rng.choices(self.pools, self.shares)[0]
        gender = rng.choice(["male", "female"])
        return Name(
            family=nfc(rng.choice(pool["families"])),
            middle=nfc(rng.choice(pool[f"{gender}_middles"])),
            given=nfc(rng.choice(pool[f"{gender}_given"])),
        )

    def username(self, name: Name) -> str:
        """ "sen.hoangthi", the next one "sen.hoangthi2"."""
        wanted = name.sign_in
        self.taken[wanted] = self.taken.get(wanted, 0) + 1
        number = self.taken[wanted]
        return wanted if number == 1 else f"{wanted}{number}"
