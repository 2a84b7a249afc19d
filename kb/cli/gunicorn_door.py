"""The only door to gunicorn: workers with threads behind one socket, without a config file.

Production starts gunicorn by its own command (docs/operations.md) and may name `PatientWorker`
there too. Why gunicorn serves `make run` as well: docs/decisions/0017.
"""

import os
import socket
from collections.abc import Callable, Mapping
from functools import partial
from selectors import EVENT_READ
from typing import TYPE_CHECKING, TypeVar

from gunicorn.app.base import BaseApplication
from gunicorn.workers.gthread import TConn, ThreadWorker

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

MOST_CONNECTIONS = 4_000  # an open page keeps one to six; at the limit new ones wait unheard
IDLE_S = 75  # longer than the pause between two polls of a page, and than a proxy's usual minute
STOP_WAIT_S = 15  # a busy machine needs some of it; whoever is done ends at once


class PatientWorker(ThreadWorker):  # type: ignore[misc] # gunicorn is untyped
    """A worker of which no thread waits for a connection that has said nothing yet.

    Browsers open connections in case they need them. gunicorn's own worker gives each of those a
    thread for five seconds: eight of them, and nobody is answered.
    """

    def accept(self, listener: socket.socket) -> None:
        """Take a new connection, and let the poller wait for its first words."""
        try:
            accepted, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):  # taken by another worker, or hung up
            return
        connection = TConn(self.cfg, accepted, address, listener.getsockname())
        connection.set_timeout()
        self.nr_conns += 1
        self.pending_conns.append(connection)
        speaks = partial(self.on_pending_socket_readable, connection)
        self.poller.register(accepted, EVENT_READ, speaks)


App = TypeVar("App", bound="WSGIApplication")


def serve_app(
    make: Callable[[], App],
    listener: socket.socket,
    *,
    workers: int,
    threads: int,
    started: Callable[[App], object],
    stopping: Callable[[], object],
) -> None:
    """Serve on `listener` until stopped, in `workers` processes below this one.

    Each worker calls `make` for an application of its own, `started` with it before the first
    request, and `stopping` after the last. One that dies is replaced. Nothing may run in threads
    here, and no connection to the database may be open: it is forked.
    """
    options = {
        "bind": f"fd://{listener.detach()}",
        "worker_class": f"{__name__}.{PatientWorker.__name__}",
        "workers": workers,
        "threads": threads,
        "worker_connections": MOST_CONNECTIONS,
        "keepalive": IDLE_S,
        "graceful_timeout": STOP_WAIT_S,
        "limit_request_line": 0,  # the application says so itself, in a page
        "control_socket_disable": True,
        "loglevel": "error",
        "post_worker_init": lambda worker: started(worker.wsgi),
        "worker_exit": lambda arbiter, worker: _end(worker, stopping),  # noqa: ARG005 - gunicorn counts them
    }
    _Server(make, options).run()


def _end(worker: ThreadWorker, stopping: Callable[[], object]) -> None:
    """End a worker at once: to take a process of this size apart takes seconds on a busy machine.

    One that never began ends as it would, with the status that tells so.
    """
    stopping()
    if worker.booted:
        os._exit(0)


class _Server(BaseApplication):  # type: ignore[misc] # gunicorn is untyped
    def __init__(
        self, make: "Callable[[], WSGIApplication]", options: Mapping[str, object]
    ) -> None:
        self._make = make
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> "WSGIApplication":
        return self._make()
