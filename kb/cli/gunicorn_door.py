"""The only door to gunicorn: one worker with threads behind one socket, without a config file.

Production starts gunicorn by its own command (docs/operations.md) and may name `PatientWorker`
there too. Why gunicorn serves `make run` as well: docs/decisions/0017.
"""

import socket
from collections.abc import Callable, Mapping
from functools import partial
from selectors import EVENT_READ
from typing import TYPE_CHECKING

from gunicorn.app.base import BaseApplication
from gunicorn.workers.gthread import TConn, ThreadWorker

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

MOST_CONNECTIONS = 4_000  # an open page keeps one to six; at the limit new ones wait unheard
IDLE_S = 75  # longer than the pause between two polls of a page, and than a proxy's usual minute
STOP_WAIT_S = 5


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


def serve_app(
    app: "WSGIApplication",
    listener: socket.socket,
    *,
    threads: int,
    started: Callable[[], object],
    stopping: Callable[[], object],
) -> None:
    """Serve `app` on `listener` until stopped, in one process below this one.

    There `started` is called before the first request and `stopping` after the last. Nothing may
    run in threads here, and no connection to the database may be open: it is forked.
    """
    options = {
        "bind": f"fd://{listener.detach()}",
        "worker_class": f"{__name__}.{PatientWorker.__name__}",
        "threads": threads,
        "worker_connections": MOST_CONNECTIONS,
        "keepalive": IDLE_S,
        "graceful_timeout": STOP_WAIT_S,
        "limit_request_line": 0,  # the application says so itself, in a page
        "control_socket_disable": True,
        "loglevel": "error",
        "post_worker_init": lambda worker: started(),  # noqa: ARG005 - gunicorn counts them
        "worker_exit": lambda arbiter, worker: stopping(),  # noqa: ARG005 - as above
    }
    _Server(app, options).run()


class _Server(BaseApplication):  # type: ignore[misc] # gunicorn is untyped
    def __init__(self, app: "WSGIApplication", options: Mapping[str, object]) -> None:
        self._app = app
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> "WSGIApplication":
        return self._app
