"""Tell the person at the terminal what is being done, and how far it is."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

Count = Callable[[int, int], None]


class Progress:
    """One line for each thing done. On a terminal it moves; in a log it is
    written again at every tenth."""

    def __init__(self, out: OutputWrapper) -> None:
        self.out = out
        self.moves = out.isatty()

    def say(self, text: str = "") -> None:
        self.out.write(text)
        self.out.flush()

    @contextmanager
    def doing(self, what: str) -> Iterator[Count]:
        began = time.monotonic()
        self._show(f"{what} …")
        tenths = 0

        def count(done: int, total: int) -> None:
            nonlocal tenths
            if self.moves or done * 10 // total > tenths:
                tenths = done * 10 // total
                self._show(f"{what} … {done * 100 // total} %")

        yield count
        took = _("done in %(seconds)d s") % {"seconds": time.monotonic() - began}
        self._show(f"{what} … {took}")
        if self.moves:
            self.say()

    def _show(self, line: str) -> None:
        if self.moves:
            self.out.write(f"\r\033[K{line}", ending="")
            self.out.flush()
        else:
            self.say(line)
