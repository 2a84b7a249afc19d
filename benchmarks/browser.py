"""One agent's browser, as far as a server notices: kept connections, cookies, the form's key.

HTTP/1.1 on asyncio's streams, because a client of hundreds must cost little: about a tenth of
what the server spends.
"""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import perf_counter
from urllib.parse import urlencode

from benchmarks.tally import Tally

TIMEOUT_S = 10.0
MAX_HEAD = 2**16
FORM_KEY = re.compile(r'name="csrf-token" content="([^"]+)"')
FORM = "application/x-www-form-urlencoded;charset=UTF-8"


class GoneError(ConnectionError):
    """The server closed a kept connection before it said anything: ask again on a new one."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str


@dataclass
class Line:
    """One connection, opened when it is needed and kept."""

    port: int
    streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, request: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        """Send `request` and return status, headers and body. Raises OSError."""
        is_kept = self.streams is not None and not self.streams[0].at_eof()
        try:
            return await self._exchange(request)
        except (GoneError, ConnectionResetError, BrokenPipeError):
            self.close()
            if not is_kept:
                raise
            return await self._exchange(request)  # as browsers do
        except BaseException:  # cancelled or timed out: an answer may still be under way
            self.close()
            raise

    def close(self) -> None:
        """Hang up; the next request opens a new connection."""
        if self.streams is not None:
            self.streams[1].close()
        self.streams = None

    async def _exchange(self, request: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        reader, writer = await self._opened()
        writer.write(request)
        head = await _head(reader)
        status, headers = _parse(head)
        fields = {name.lower(): value for name, value in headers}
        body = await reader.readexactly(int(fields.get("content-length", 0)))
        if "transfer-encoding" in fields:
            raise ValueError("The server sent an answer in chunks, which is not read here.")
        if fields.get("connection", "").lower() == "close":
            self.close()
        return status, headers, body

    async def _opened(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self.streams is not None and self.streams[0].at_eof():
            self.close()
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port, limit=MAX_HEAD)
        return self.streams


@dataclass
class Browser:
    """Asks on one line for the person and on another for the open page's clock."""

    port: int
    tally: Tally
    cookies: dict[str, str] = field(default_factory=dict)
    form_key: str = ""
    call: str = "0000000000000000"

    def __post_init__(self) -> None:
        self.line = Line(self.port)
        self.clock_line = Line(self.port)

    async def get(
        self, kind: str, address: str, *, by_clock: bool = False, known: str = ""
    ) -> Answer | None:
        """Fetch `address`, kept already as `known` (an ETag); None when nothing came."""
        line = self.clock_line if by_clock else self.line
        marks = {"If-None-Match": known} if known else {}
        return await self._counted(kind, line, self._request("GET", address, marks))

    async def post(
        self, kind: str, address: str, form: Mapping[str, str], *, by_clock: bool = False
    ) -> Answer | None:
        """Send `form` to `address` as the page's script does; None when nothing came."""
        line = self.clock_line if by_clock else self.line
        marks = {"X-CSRFToken": self.form_key, "X-Call": self.call, "Content-Type": FORM}
        if by_clock:
            marks["X-Unattended"] = "1"
        body = urlencode(form).encode()
        return await self._counted(kind, line, self._request("POST", address, marks, body))

    def close(self) -> None:
        """Close the browser."""
        self.line.close()
        self.clock_line.close()

    async def _counted(self, kind: str, line: Line, request: bytes) -> Answer | None:
        started = perf_counter()
        try:
            async with asyncio.timeout(TIMEOUT_S):
                status, headers, body = await line.ask(request)
        except TimeoutError:
            self.tally.failed(kind, f"no answer within {TIMEOUT_S:.0f} s")
            return None
        except (OSError, asyncio.IncompleteReadError) as error:
            self.tally.failed(kind, type(error).__name__)
            return None
        self.tally.answered(kind, status, (perf_counter() - started) * 1000)
        return self._read(status, headers, body)

    def _read(self, status: int, headers: list[tuple[str, str]], body: bytes) -> Answer:
        for name, value in headers:
            if name.lower() == "set-cookie":
                cookie, _, content = value.partition(";")[0].partition("=")
                self.cookies[cookie] = content
        text = body.decode()
        if key := FORM_KEY.search(text):
            self.form_key = key[1]
        return Answer(status, {name.lower(): value for name, value in headers}, text)

    def _request(
        self, method: str, address: str, marks: Mapping[str, str], body: bytes = b""
    ) -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {
            "Host": f"127.0.0.1:{self.port}",
            "User-Agent": "Mozilla/5.0 (benchmarks.load)",
            "Accept-Encoding": "gzip, deflate, br",
            **({"Cookie": cookies} if cookies else {}),
            **marks,
            **({"Content-Length": str(len(body))} if method == "POST" else {}),
        }
        lines = [f"{method} {address} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items())]
        return "\r\n".join([*lines, "", ""]).encode() + body


async def _head(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as error:
        if not error.partial:
            raise GoneError("The connection was closed.") from error
        raise


def _parse(head: bytes) -> tuple[int, list[tuple[str, str]]]:
    first, *lines = head.decode("latin-1").strip().split("\r\n")
    pairs = (line.partition(":")[::2] for line in lines)
    return int(first.split(" ", 2)[1]), [(name.strip(), value.strip()) for name, value in pairs]
