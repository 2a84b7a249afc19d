"""An OpenAI-compatible endpoint over HTTP: the only door to httpx, and the only way out of here.

It is imported only where KB_DRAFT_URL is set. What comes back is a stranger's: one attempt, a
bound on the whole time and on the bytes, no redirects, no proxies from the environment, nothing
unpacked, and not a word of the reply in a log or an error.
"""

import json
import logging
from collections.abc import Sequence
from http import HTTPStatus
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread
from time import monotonic
from typing import Any

import httpx

from kb.errors import EndpointError
from kb.services.drafting.drafter import Message
from kb.settings import Settings

log = logging.getLogger(__name__)

MOST_BYTES = 200_000
MOST_CHARS = 20_000
MOST_TOKENS = 2_000
AT_ONCE = 2
"""Requests in flight from one process: the threads are there for people."""
CONNECT_S = 5.0
UNCHANGED = "Your text is as it was."

WORDS = {
    HTTPStatus.UNAUTHORIZED: "The drafting service does not take our key.",
    HTTPStatus.FORBIDDEN: "The drafting service does not take our key.",
    HTTPStatus.NOT_FOUND: "There is no drafting service at its address, or no such model.",
    HTTPStatus.TOO_MANY_REQUESTS: "The drafting service has too much to do. Try again later.",
}


def open_drafter(settings: Settings) -> "Endpoint":
    """Return the endpoint that the settings name."""
    return Endpoint(
        settings.draft_url,
        key=settings.draft_key,
        model=settings.draft_model,
        limit_s=settings.draft_seconds,
    )


class Endpoint:
    """One endpoint; safe to use from several threads."""

    def __init__(self, url: str, *, key: str, model: str, limit_s: float) -> None:
        self._url = f"{url.rstrip('/')}/chat/completions"
        self._headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        if key:
            self._headers["Authorization"] = f"Bearer {key}"
        self._model = model
        self._limit_s = limit_s
        self._slots = BoundedSemaphore(AT_ONCE)

    def draft(self, messages: Sequence[Message]) -> str:
        """Return what the model wrote. Raises EndpointError; waits `limit_s` at the longest.

        The request runs in a thread of its own: a peer that sends a byte now and then could
        hold any single read for ever.
        """
        if not self._slots.acquire(blocking=False):
            raise _failed("The drafting service is at work for others. Try again in a minute.")
        answered: SimpleQueue[str | EndpointError] = SimpleQueue()
        Thread(target=self._run, args=(messages, answered), daemon=True).start()
        try:
            outcome = answered.get(timeout=self._limit_s)
        except Empty:
            raise self._too_slow() from None
        if isinstance(outcome, EndpointError):
            log.warning("drafting service: %s", outcome)
            raise outcome
        return outcome

    def _run(
        self, messages: Sequence[Message], answered: "SimpleQueue[str | EndpointError]"
    ) -> None:
        try:
            answered.put(_words_of(self._fetch(messages)))
        except EndpointError as error:
            answered.put(error)
        except httpx.TimeoutException:
            answered.put(self._too_slow())
        except (httpx.HTTPError, httpx.InvalidURL, OSError):
            answered.put(_failed("The drafting service cannot be reached, or broke off."))
        finally:
            self._slots.release()

    def _fetch(self, messages: Sequence[Message]) -> bytes:
        """Return the body of the reply, read no longer and no further than the bounds."""
        end = monotonic() + self._limit_s
        body = {
            "model": self._model,
            "messages": [{"role": one.role, "content": one.content} for one in messages],
            "temperature": 0,
            "max_tokens": MOST_TOKENS,
            "stream": False,
        }
        timeout = httpx.Timeout(self._limit_s, connect=min(CONNECT_S, self._limit_s))
        with (
            httpx.Client(trust_env=False, follow_redirects=False, timeout=timeout) as client,
            client.stream("POST", self._url, json=body, headers=self._headers) as response,
        ):
            _refuse_status(response)
            held = bytearray()
            for piece in response.iter_raw():
                held += piece
                if len(held) > MOST_BYTES:
                    raise _failed(f"The drafting service sent more than {MOST_BYTES:,} bytes.")
                if monotonic() > end:
                    raise self._too_slow()
            return bytes(held)

    def _too_slow(self) -> EndpointError:
        return _failed(f"The drafting service did not answer within {self._limit_s:g} seconds.")


def _refuse_status(response: httpx.Response) -> None:
    """Raise on everything but a plain reply: what is sent elsewhere or packed is not followed."""
    status = response.status_code
    if response.is_redirect or HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        raise _failed("The drafting service sends elsewhere, and that is not followed.")
    if status != HTTPStatus.OK:
        known = next((words for one, words in WORDS.items() if one == status), "")
        raise _failed(known or f"The drafting service answered with the error {status}.")
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise _failed("The drafting service sent its reply packed, and that is not unpacked.")


def _words_of(body: bytes) -> str:
    """Return the words of a chat completion. Raises EndpointError on any other shape."""
    try:
        words: Any = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise _failed("The drafting service answered in a form that cannot be read.") from None
    if not isinstance(words, str) or not words.strip():
        raise _failed("The drafting service answered without words.")
    if len(words) > MOST_CHARS:
        raise _failed(f"The drafting service wrote more than {MOST_CHARS:,} letters.")
    return words


def _failed(what: str) -> EndpointError:
    return EndpointError(f"{what} {UNCHANGED}")
