"""Category paths as Moodle writes them: "/" between names, "//" inside one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from quizzes.formats.plain import one_line

SEPARATOR: Final = re.compile(r"(?<!/)/(?!/)")
# "$course$/top/Báo chí": which course is Moodle's affair, "top" has no name.
MOODLE_ROOT: Final = re.compile(r"\A\s*\$[a-z0-9]+\$\s*(?:/(?!/)|$)")
ROOT: Final = "$course$/top"


def moodle_names(path: str) -> tuple[str, ...]:
    path, in_moodle = MOODLE_ROOT.subn("", path)
    names = path_names(path)
    if names[:1] == ("top",) and (in_moodle or len(names) > 1):
        return names[1:]
    return names


def path_names(path: str) -> tuple[str, ...]:
    names = (one_line(name.replace("//", "/")) for name in SEPARATOR.split(path))
    return tuple(name for name in names if name)


def joined_path(names: Sequence[str]) -> str:
    return _glue(names).join(name.replace("/", "//") for name in names)


def moodle_path(names: Sequence[str]) -> str:
    return f"{ROOT}{_glue(names)}{joined_path(names)}" if names else ROOT


def _glue(names: Sequence[str]) -> str:
    at_edge = any(name.startswith("/") or name.endswith("/") for name in names)
    return " / " if at_edge else "/"
