"""Where the site listens, and the names under which it may be asked for."""

import http.client
import socket
from dataclasses import dataclass

EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104
NO_REAL_HOST = ("192.0.2.1", 9)


@dataclass(frozen=True)
class Address:
    host: str
    port: int

    @property
    def url(self) -> str:
        return f"http://{in_url(self.reached_at)}:{self.port}"

    @property
    def reached_at(self) -> str:
        return "127.0.0.1" if self.host in EVERYWHERE else self.host

    def names(self) -> list[str]:
        """For ALLOWED_HOSTS: this machine's own names, never just any."""
        names = {"localhost", "127.0.0.1", "[::1]", in_url(self.reached_at)}
        if self.host in EVERYWHERE:
            names |= {socket.gethostname().lower(), *own_network_address()}
        return sorted(names)

    def reason_not_free(self) -> str:
        """Empty when the port can be listened on."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                return error.strerror or str(error)
        return ""

    def answers(self) -> bool:
        connection = http.client.HTTPConnection(self.reached_at, self.port, timeout=10)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return True


def in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def own_network_address() -> set[str]:
    """What others on the network see. Connecting a UDP socket sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(NO_REAL_HOST)
        except OSError:
            return set()
        return {str(probe.getsockname()[0])}
