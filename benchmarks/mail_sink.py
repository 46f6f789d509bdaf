"""A mail server on loopback that keeps nothing of a mail but its Message-ID."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

END = b".\r\n"


class MailSink(ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.accepted: Counter[str] = Counter()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Conversation(StreamRequestHandler):
    server: MailSink

    def handle(self) -> None:
        self.say("220 here")
        try:
            while line := self.rfile.readline():
                self.answer(line[:4].strip().upper())
        except ConnectionError:  # whoever spoke was killed
            return

    def answer(self, verb: bytes) -> None:
        if verb == b"DATA":
            self.say("354 go on")
            if name := self.message_id():
                self.server.accepted[name] += 1
        self.say("221 bye" if verb == b"QUIT" else "250 ok")

    def message_id(self) -> str:
        """Of a whole mail; one that was cut off has not arrived."""
        name = ""
        while line := self.rfile.readline():
            if line == END:
                return name
            if line.lower().startswith(b"message-id:"):
                name = line.partition(b":")[2].strip().decode()
        return ""

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_sink() -> Iterator[MailSink]:
    with MailSink() as sink:
        Thread(target=sink.serve_forever, daemon=True).start()
        try:
            yield sink
        finally:
            sink.shutdown()
