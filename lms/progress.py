"""Tell the person at the terminal what is being done, and how far it is."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

Count = Callable[[int, int], None]


class Progress:
    """One line for each thing done. On a terminal it moves; in a log a long one
    is written again every few seconds."""

    def __init__(self, out: OutputWrapper) -> None:
        self.out = out
        self.moves = out.isatty()
        self.pause = 0.05 if self.moves else 2.0

    def say(self, text: str = "") -> None:
        self.out.write(text)
        self.out.flush()

    @contextmanager
    def doing(self, what: str) -> Iterator[Count]:
        began = shown = time.monotonic()
        self._show(f"{what} …")

        def count(done: int, total: int) -> None:
            nonlocal shown
            if time.monotonic() - shown >= self.pause:
                shown = time.monotonic()
                self._show(f"{what} … {done * 100 // total} %")

        try:
            yield count
        except BaseException:
            self._end_line()
            raise
        took = _("done in %(seconds)d s") % {"seconds": time.monotonic() - began}
        self._show(f"{what} … {took}")
        self._end_line()

    def _show(self, line: str) -> None:
        if self.moves:
            self.out.write(f"\r\033[K{line}", ending="")
            self.out.flush()
        else:
            self.say(line)

    def _end_line(self) -> None:
        if self.moves:
            self.say()
