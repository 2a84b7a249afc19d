"""A drafting service for tests: a real server on loopback that answers as it is told to."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Stub:
    """A running stub: its address, what it was sent, and what it does next."""

    url: str
    behave: Behaviour
    requests: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)


def says(words: str) -> Behaviour:
    """Answer as a model that wrote `words`."""
    reply = {"choices": [{"message": {"role": "assistant", "content": words}}]}
    return sends(json.dumps(reply).encode())


def sends(body: bytes, status: int = 200, **headers: str) -> Behaviour:
    """Answer with these bytes; `Content_Encoding` names a header."""

    def behave(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return behave


def breaks_off(request: BaseHTTPRequestHandler) -> None:
    """Promise a body, send a part of it, and hang up."""
    request.send_response(200)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    request.wfile.write(b'{"choices"')
    request.wfile.flush()
    request.connection.shutdown(socket.SHUT_RDWR)


def dribbles(stop: threading.Event) -> Behaviour:
    """Send a header line now and then, for ever: no single read takes long."""

    def behave(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not stop.wait(0.05):
            try:
                request.wfile.write(b"X-More: yes\r\n")
                request.wfile.flush()
            except OSError:
                return

    return behave


@contextmanager
def running_stub(behave: Behaviour) -> Iterator[Stub]:
    """Give a stub that answers from a free port of this machine until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            stub.requests.append((dict(self.headers), json.loads(self.rfile.read(length))))
            stub.behave(self)

        def do_GET(self) -> None:
            stub.requests.append((dict(self.headers), {"followed": self.path}))
            sends(b"{}")(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its parent's name
            """Keep the tests' output free of it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stub = Stub(f"http://127.0.0.1:{server.server_address[1]}/v1", behave)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
