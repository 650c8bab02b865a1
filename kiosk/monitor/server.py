"""The process of the staff page: one event loop, one socket, no more."""

import socket
from collections.abc import Callable

import uvicorn

from kiosk.config.monitor import is_loopback
from kiosk.monitor.app import application
from kiosk.monitor.connection import Connection
from kiosk.monitor.state import Monitor

KEEP_ALIVE_S = 30
STOP_S = 2
BACKLOG = 128


class NoPort(Exception):
    """The page cannot listen there; the message says why."""


def listen(host: str, port: int) -> socket.socket:
    """Bind the page's socket and listen. Raises NoPort."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, kind, protocol)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(BACKLOG)  # whoever reads the address first may ask at once, and waits for the first answer
    except OSError as error:
        raise NoPort(f"the page cannot listen on {host} port {port}: {error.strerror or error}") from error
    made.set_inheritable(True)
    return made


def server_of(monitor: Monitor) -> uvicorn.Server:
    """Return the server of a page, not running yet."""
    config = monitor.config
    hosts = ("localhost", "127.0.0.1", "[::1]") if is_loopback(config.host) and not config.behind_proxy else ("*",)
    return uvicorn.Server(
        uvicorn.Config(
            application(monitor, hosts=hosts),
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=config.behind_proxy,
            forwarded_allow_ips="127.0.0.1",
            ssl_certfile=config.tls_certificate or None,
            ssl_keyfile=config.tls_key or None,
            timeout_keep_alive=KEEP_ALIVE_S,
            timeout_graceful_shutdown=STOP_S,
            lifespan="on",
            ws="none",
            http=Connection,
        )
    )


def serve(monitor: Monitor, bound: socket.socket, ready: Callable[[], None] = lambda: None) -> None:
    """Serve until a signal ends it."""
    server = server_of(monitor)
    ready()
    server.run([bound])
