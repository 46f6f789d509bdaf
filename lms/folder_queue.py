"""Celery's queue in a folder, made safe for several processes.

Kombu's own transport opens a message before it writes it, and a worker that
looks in between dies of an empty message (celery/kombu issue 1551). Here every
file appears whole, and one damaged by a power cut is passed over: the Job row,
not the message, is what must not be lost.
"""

import fcntl
import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from time import time_ns
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps

log = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:
        name = f"{time_ns()}_{uuid.uuid4()}.{queue}.msg"
        appear_whole(Path(self.data_folder_out) / name, dumps(payload))

    def _get(self, queue: str) -> Any:
        try:
            return super()._get(queue)
        except ValueError as error:
            log.warning("A damaged message in %s was passed over: %s", queue, error)
            raise Empty from error

    def get_table(self, exchange: str) -> list[Any]:
        """A damaged table is an empty one: whoever sends or listens binds again."""
        try:
            return list(super().get_table(exchange))
        except ValueError:
            return []

    def _queue_bind(
        self, exchange: str, routing_key: str, pattern: str, queue: str
    ) -> None:
        row = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with self._alone():
            table = self.get_table(exchange)
            if row not in table:
                appear_whole(self._exchange_file(exchange), dumps([row, *table]))

    def _delete(self, queue: str, exchange: str, *args: Any, **kwargs: Any) -> None:
        with self._alone():
            self._purge(queue)
            table = self.get_table(exchange)
            kept = [row for row in table if row.queue != queue]
            if kept != table:
                appear_whole(self._exchange_file(exchange), dumps(kept))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.control_folder.mkdir(parents=True, exist_ok=True)
        with (self.control_folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class Transport(filesystem.Transport):
    Channel = Channel


def appear_whole(file: Path, content: str) -> None:
    unfinished = file.with_name(f".{uuid.uuid4()}")
    unfinished.write_text(content)
    unfinished.replace(file)
