"""The door to the drafting service: whatever the other side does, a clear error or plain words."""

import gzip
import threading
from collections.abc import Iterator

import pytest

from kb.errors import EndpointError
from kb.services.drafting.drafter import Message
from kb.services.drafting.endpoint import AT_ONCE, MOST_BYTES, MOST_CHARS, Endpoint
from tests.drafting import Stub, breaks_off, dribbles, running_stub, says, sends

ASKED = (Message("system", "Rewrite."), Message("user", "The member shall pay."))
DEEP = b"[" * 100_000


@pytest.fixture
def stub() -> Iterator[Stub]:
    with running_stub(says("You must pay.")) as stub:
        yield stub


def ask(stub: Stub, *, limit_s: float = 20, key: str = "a-secret") -> str:
    return Endpoint(stub.url, key=key, model="small", limit_s=limit_s).draft(ASKED)


def test_what_the_model_wrote_comes_back_as_it_is(stub):
    assert ask(stub) == "You must pay."


def test_it_is_sent_the_messages_the_model_and_the_key(stub):
    ask(stub)
    ((headers, body),) = stub.requests
    assert headers["Authorization"] == "Bearer a-secret"
    assert body["model"] == "small"
    assert body["messages"] == [vars(one) for one in ASKED]
    assert body["stream"] is False


def test_without_a_key_none_is_sent(stub):
    ask(stub, key="")
    assert "Authorization" not in stub.requests[0][0]


BAD = {
    "no JSON": (sends(b"<html>"), "form that cannot be read"),
    "another shape": (sends(b'{"choices": []}'), "form that cannot be read"),
    "a list": (sends(b"[1]"), "form that cannot be read"),
    "deep nesting": (sends(DEEP), "form that cannot be read"),
    "bytes that are no text": (sends(b"\xff\xfe\x00"), "form that cannot be read"),
    "no words": (says("  \n"), "without words"),
    "words that are a number": (
        sends(b'{"choices": [{"message": {"content": 7}}]}'),
        "without words",
    ),
    "too many letters": (says("x" * (MOST_CHARS + 1)), "wrote more than"),
    "a huge body": (sends(b" " * (MOST_BYTES + 1)), "sent more than"),
    "packed": (sends(gzip.compress(b"{}"), Content_Encoding="gzip"), "packed"),
    "a broken connection": (breaks_off, "broke off"),
    "a wrong key": (sends(b"secret words", 401), "does not take our key"),
    "too much to do": (sends(b"", 429), "Try again later"),
    "an error": (sends(b"secret words", 500), "the error 500"),
    "no content": (sends(b"", 204), "the error 204"),
}


@pytest.mark.parametrize("what", sorted(BAD))
def test_anything_else_is_an_error_in_plain_words(stub, what, caplog):
    stub.behave, said = BAD[what]
    with pytest.raises(EndpointError) as told:
        ask(stub)
    assert said in str(told.value)
    assert str(told.value).endswith("Your text is as it was.")
    assert "secret words" not in caplog.text
    assert "a-secret" not in caplog.text
    assert len(stub.requests) == 1, "one attempt"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(stub, status):
    stub.behave = sends(b"", status, Location=f"{stub.url}/elsewhere")
    with pytest.raises(EndpointError, match="sends elsewhere"):
        ask(stub)
    assert len(stub.requests) == 1


def test_a_peer_that_dribbles_headers_for_ever_is_left_in_time(stub):
    stop = threading.Event()
    stub.behave = dribbles(stop)
    try:
        with pytest.raises(EndpointError, match=r"within 0\.5 seconds"):
            ask(stub, limit_s=0.5)
    finally:
        stop.set()


def test_nobody_there_is_told(stub):
    gone = Endpoint("http://127.0.0.1:9/v1", key="", model="small", limit_s=5)
    with pytest.raises(EndpointError, match="cannot be reached"):
        gone.draft(ASKED)


def test_a_proxy_of_the_environment_is_not_used(stub, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert ask(stub) == "You must pay."


def test_only_so_many_wait_at_once_and_a_slot_comes_back(stub):
    hold, begun = threading.Event(), threading.Semaphore(0)
    answer = stub.behave

    def wait(request):
        begun.release()
        hold.wait(20)
        answer(request)

    stub.behave = wait
    endpoint = Endpoint(stub.url, key="", model="small", limit_s=20)
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.append(endpoint.draft(ASKED))) for _ in range(AT_ONCE)
    ]
    for thread in threads:
        thread.start()
    for _ in threads:
        assert begun.acquire(timeout=20)
    with pytest.raises(EndpointError, match="at work for others"):
        endpoint.draft(ASKED)
    hold.set()
    for thread in threads:
        thread.join()
    assert found == ["You must pay."] * AT_ONCE
    assert endpoint.draft(ASKED) == "You must pay."


def test_signs_of_the_law_arrive_as_they_are(stub):
    Endpoint(stub.url, key="", model="small", limit_s=20).draft((Message("user", "§ 5 “may”"),))
    assert stub.requests[0][1]["messages"][0]["content"] == "§ 5 “may”"
