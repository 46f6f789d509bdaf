"""Compile the message catalogues without gettext's tools.

Run as `python -m lms.catalogues` before tests; `run_site` does it by itself.
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
    for source in sorted(base.glob("**/LC_MESSAGES/*.po")):
        if ".venv" not in source.parts and is_stale(source):
            yield source


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
