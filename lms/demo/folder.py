"""Where the demo's own files lie, and how they are read."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"
DATA = Path(__file__).parent / "data"

Table = dict[str, Any]


def read_toml(path: Path) -> Table:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
