"""Compile the message catalogues without gettext's tools.

`python -m lms.catalogues` does it before Django is there to load the old ones.
"""

from collections.abc import Iterator
from pathlib import Path

import polib

BASE_DIR = Path(__file__).resolve().parent.parent


def compile_catalogues(base: Path = BASE_DIR) -> list[Path]:
    """Compile what is older than its source; return what was compiled."""
    stale = list(stale_catalogues(base))
    for source in stale:
        compile_catalogue(source)
    return stale


def stale_catalogues(base: Path) -> Iterator[Path]:
    for place in ("locale", "*/locale"):
        yield from filter(is_stale, sorted(base.glob(f"{place}/**/LC_MESSAGES/*.po")))


def is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return (
        not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns
    )


def compile_catalogue(source: Path) -> None:
    """Replace at once: another process may be reading the old one."""
    made = source.with_suffix(".mo.new")
    polib.pofile(str(source)).save_as_mofile(str(made))
    made.replace(source.with_suffix(".mo"))


if __name__ == "__main__":
    compile_catalogues()
