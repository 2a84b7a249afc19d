"""Every route of the site, and what it answers to whom. Written by hand; a new one is added here.

`signed_in` is the status for every role, unless `only` names the roles it is for (403 for the
rest). Outside /api/ a bearer token is nobody. `query` and `form` name the fields that the route
reads; tests put the worst into each of them.
"""

from dataclasses import dataclass, field

from kb.vocabulary import Role


@dataclass(frozen=True)
class Route:
    """One rule and method. `url` is an address that the small library answers."""

    method: str
    rule: str
    url: str
    signed_in: int = 200
    signed_out: int = 303
    token: int = 303
    only: frozenset[Role] = frozenset(Role)
    query: tuple[str, ...] = ()
    form: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        """What the site's own map of routes is compared by."""
        return self.method, self.rule


def page(rule: str, url: str = "", *, query: tuple[str, ...] = ()) -> Route:
    """Return a page that everybody who is signed in may read."""
    return Route("GET", rule, url or rule, query=query)


def everybody(rule: str, url: str = "") -> Route:
    """Return a page that needs nobody signed in."""
    return Route("GET", rule, url or rule, signed_out=200, token=200)


def form(rule: str, url: str = "", *, signed_in: int = 303, **fields: str) -> Route:
    """Return what a form is sent to."""
    return Route("POST", rule, url or rule, signed_in=signed_in, form=fields)


def api(method: str, rule: str, *, query: tuple[str, ...] = (), **fields: str) -> Route:
    """Return a route of the JSON interface: 401 for nobody, open to a token."""
    return Route(method, rule, rule, signed_out=401, token=200, query=query, form=dict(fields))


AUDITORS = frozenset({Role.COMPLIANCE, Role.ADMIN})
ASKERS = frozenset({Role.TRAINER, Role.COMPLIANCE})
ANSWERERS = frozenset({Role.COMPLIANCE})  # and partners, once they belong to a department
DECIDERS = ASKERS | {Role.PARTNER, Role.LEAD}
TRAINERS = frozenset({Role.TRAINER})
AT_THE_BENCH = frozenset({Role.TRAINER, Role.COMPLIANCE, Role.LEAD})
REVIEWERS = AT_THE_BENCH | {Role.PARTNER}
WITHDRAWERS = frozenset({Role.COMPLIANCE, Role.LEAD})
THING, THING_URL = "/<kind>/<path:key>", "/answer/en/borrowing%23how-long"
EDIT, EDIT_URL = f"/edit{THING}", f"/edit{THING_URL}"
LOOKING_BACK = frozenset({Role.COMPLIANCE, Role.LEAD, Role.TRAINER})
ANSWER = "/a/<language>/<original>/<answer>"
ANSWER_URL = "/a/en/borrowing/how-long"

DRAFT_READERS = frozenset({Role.COMPLIANCE, Role.TRAINER})
WRITERS = frozenset({Role.COMPLIANCE})
EDITION = "/editions/<int:edition_id>"
PACKAGE = "/editions/packages/<int:package_id>"


def edition_routes() -> tuple[Route, ...]:
    """Return the routes of editions on their way; edition 2 is in force, so little may happen."""
    gets = [
        ("/editions/", "", DRAFT_READERS, ()),
        ("/editions/new", "", WRITERS, ("original", "corrects")),
        (EDITION, "/editions/2", DRAFT_READERS, ()),
        (f"{EDITION}/text", "/editions/2/text", DRAFT_READERS, ()),
        (f"{EDITION}/edit", "/editions/2/edit", WRITERS, ()),
        (f"{EDITION}/changes", "/editions/2/changes", DRAFT_READERS, ("kind", "page", "view")),
        (f"{EDITION}/impact", "/editions/2/impact", DRAFT_READERS, ()),
        (f"{EDITION}/readiness", "/editions/2/readiness", DRAFT_READERS, ()),
        ("/editions/packages/new", "", WRITERS, ()),
    ]
    written = {"title": "x", "in_force_from": "x", "kind": "x", "slug": "x", "text": "x"}
    posts = [
        ("/editions/read", "", 200, written),
        ("/editions/", "", 400, written),
        (f"{EDITION}/changes", "/editions/2/changes", 303, {"key-1": "x", "size-1": "x"}),
        (f"{EDITION}/submit", "/editions/2/submit", 409, {}),
        (f"{EDITION}/take-back", "/editions/2/take-back", 409, {}),
        (f"{EDITION}/review", "/editions/2/review", 409, {"decision": "x", "reason": "x"}),
        (f"{EDITION}/publish", "/editions/2/publish", 409, {"why": "x"}),
        (f"{EDITION}/release", "/editions/2/release", 409, {}),
        (f"{EDITION}/withdraw", "/editions/2/withdraw", 400, {"why": "x"}),
        (f"{EDITION}/set-aside", "/editions/2/set-aside", 409, {"why": "x"}),
        ("/editions/packages/", "", 400, {"title": "x", "in_force_from": "x"}),
        (f"{PACKAGE}/add", "/editions/packages/99/add", 404, {"slug": "x"}),
        (f"{PACKAGE}/take-out", "/editions/packages/99/take-out", 404, {"slug": "x"}),
        (f"{PACKAGE}/publish", "/editions/packages/99/publish", 404, {}),
        (f"{PACKAGE}/release", "/editions/packages/99/release", 404, {}),
        (f"{PACKAGE}/withdraw", "/editions/packages/99/withdraw", 404, {"why": "x"}),
    ]
    show = Route("GET", PACKAGE, "/editions/packages/99", 404, only=DRAFT_READERS)
    take = f"{EDITION}/impact/export"
    given = {"format": "csv"}
    return (
        *(Route("GET", rule, url or rule, query=ask, only=who) for rule, url, who, ask in gets),
        show,
        Route("POST", take, "/editions/2/impact/export", only=DRAFT_READERS, form=given),
        *(
            Route("POST", rule, url or rule, status, only=WRITERS, form=fields)
            for rule, url, status, fields in posts
        ),
    )


TELLING = frozenset({Role.LEAD, Role.COMPLIANCE})
WRITING_LAW = frozenset({Role.COMPLIANCE})
NOTICE_FORM = {
    "title": "x",
    "say": "x",
    "size": "major",
    "topic": "x",
    "answers": "x",
    "starts": "x",
    "ends": "x",
}

ROUTES = (
    everybody("/static/<path:filename>", "/static/css/tokens.css"),
    everybody("/healthz"),
    Route("GET", "/sign-in", "/sign-in", 303, 200, 200, query=("next",)),
    Route(
        "POST",
        "/sign-in",
        "/sign-in",
        401,
        401,
        401,
        form={"name": "x", "password": "x", "next": "/", "kept_path": "/x", "kept.a": "x"},
    ),
    form("/sign-out"),
    page("/sessions"),
    form("/sessions/<int:session_id>/end", "/sessions/999/end", signed_in=404),
    form("/sessions/end-others"),
    page("/password"),
    form("/password", signed_in=400, current_password="x", new_password="x"),
    page("/", query=("q", "all", "as_of")),
    form("/search", signed_in=200, q="book"),
    page("/results", query=("q", "typing", "all")),
    page("/why", query=("q", "all")),
    form("/results", signed_in=200, q="book", typing="1"),
    page("/o/"),
    page("/o/<original>", "/o/borrowing"),
    page("/o/<original>/<in_force_from>", "/o/borrowing/2025-01-01"),
    page(
        "/o/<original>/compare",
        "/o/borrowing/compare",
        query=("from", "to", "kind", "page", "view"),
    ),
    *edition_routes(),
    Route(
        "POST",
        "/checks",
        "/checks",
        409,  # there is nothing to check in the small library
        only=frozenset({Role.TRAINER, Role.COMPLIANCE}),
        form={
            "kind": "answer",
            "key": "en/borrowing#how-long",
            "part": "",
            "cause": "definition",
            "edition_id": "2",
            "eid": "sec_1.1",
            "reason": "x",
        },
    ),
    page("/p/"),
    page("/p/<process>", "/p/renew-loan"),
    page("/p/<process>/picture", "/p/renew-loan/picture", query=("here", "size")),
    page("/p/<process>/<step>", "/p/renew-loan/find", query=("t", "back")),
    page("/topics/"),
    page("/topics/<topic>", "/topics/loans"),
    page("/departments/"),
    page("/departments/<department>", "/departments/accounts"),
    page("/decide", query=("department",)),
    page("/help"),
    page("/help/checks"),
    page("/home"),
    page("/t/"),
    page("/t/<term>", "/t/overdue"),
    Route("GET", "/plain-words", "/plain-words", only=TRAINERS, query=("q", "how")),
    page("/c/"),
    page("/c/<contact>", "/c/accounts-desk"),
    page("/k/"),
    page("/k/<kpi>", "/k/right-first-time"),
    page("/mission"),
    page("/notices"),
    Route("GET", "/notices/<notice>", "/notices/no-such-notice", signed_in=404),
    form("/notices/<notice>/confirm", "/notices/none/confirm", signed_in=404, revision="1"),
    form("/notices/now", signed_in=200, answer="en/borrowing#how-long"),
    Route("GET", "/notices/write", "/notices/write", only=TELLING, query=("answer",)),
    Route("POST", "/notices/write", "/notices/write", 400, only=TELLING, form=NOTICE_FORM),
    Route("GET", "/notices/<notice>/write", "/notices/none/write", 404, only=TELLING),
    Route(
        "POST",
        "/notices/<notice>/write",
        "/notices/none/write",
        404,
        only=TELLING,
        form=NOTICE_FORM,
    ),
    Route(
        "POST",
        "/notices/<notice>/end",
        "/notices/none/end",
        404,
        only=TELLING,
        form={"reason": "x"},
    ),
    Route("GET", "/notices/from/<int:edition>", "/notices/from/999", 404, only=WRITING_LAW),
    Route(
        "POST",
        "/notices/from/<int:edition>",
        "/notices/from/999",
        404,
        only=WRITING_LAW,
        form={"hash": "x"},
    ),
    Route(
        "POST",
        "/notices/from/<int:edition>/words",
        "/notices/from/999/words",
        404,
        only=WRITING_LAW,
        form=NOTICE_FORM,
    ),
    form(
        "/notices/proposals/<int:revision>/agree",
        "/notices/proposals/999/agree",
        signed_in=404,
        hash="x",
    ),
    form(
        "/notices/proposals/<int:revision>/send-back",
        "/notices/proposals/999/send-back",
        signed_in=404,
        reason="x",
    ),
    form(
        "/notices/proposals/<int:revision>/take-back",
        "/notices/proposals/999/take-back",
        signed_in=404,
    ),
    Route("GET", "/clarifications", "/clarifications", only=ASKERS),
    Route(
        "GET",
        "/clarifications/new",
        "/clarifications/new?edition=1&eid=sec_1.1",
        only=ASKERS,
        query=("edition", "eid"),
    ),
    Route(
        "POST",
        "/clarifications",
        "/clarifications",
        303,
        only=ASKERS,
        form={"edition": "1", "eid": "sec_1.1", "question": "Why?", "department": "desk"},
    ),
    Route("GET", "/clarifications/<int:clarification>", "/clarifications/999", 404, only=ASKERS),
    Route(
        "POST",
        "/clarifications/<int:clarification>/reply",
        "/clarifications/999/reply",
        404,
        only=ANSWERERS,
        form={"reply": "Because."},
    ),
    Route(
        "POST",
        "/clarifications/<int:clarification>/seen",
        "/clarifications/999/seen",
        404,
        only=ASKERS,
    ),
    Route(
        "POST",
        "/clarifications/<int:clarification>/take-back",
        "/clarifications/999/take-back",
        404,
        only=ASKERS,
    ),
    Route("GET", "/meaning", "/meaning", only=ASKERS),
    Route("POST", "/meaning", "/meaning", 303, only=ASKERS),
    Route("GET", "/meaning/<original>", "/meaning/borrowing", only=ASKERS),
    Route("GET", "/desk", "/desk", only=ANSWERERS, query=("of", "shelf")),
    Route("GET", "/deputies", "/deputies", only=DECIDERS),
    Route(
        "POST",
        "/deputies",
        "/deputies",
        400,
        only=DECIDERS,
        form={"deputy": "nobody", "starts": "2026-05-04", "until": "2026-05-03"},
    ),
    Route("POST", "/deputies/<int:deputy>/end", "/deputies/999/end", 404, only=DECIDERS),
    Route(
        "GET",
        "/audit",
        "/audit",
        only=AUDITORS,
        query=("first", "last", "verb", "thing", "actor", "act", "before"),
    ),
    Route(
        "POST",
        "/audit/export",
        "/audit/export",
        only=AUDITORS,
        form={"format": "csv", "first": "", "last": "", "verb": "", "thing": "", "actor": ""},
    ),
    Route("GET", "/bench", "/bench", only=AT_THE_BENCH),
    Route("GET", "/bench/facts", "/bench/facts", only=TRAINERS),
    Route("GET", EDIT, EDIT_URL, only=TRAINERS, query=("edition", "help")),
    Route(
        "POST",
        EDIT,
        EDIT_URL,
        303,
        only=TRAINERS,
        form={"do": "save", "question": "How?", "piece_kind": "say", "piece_text": "So."},
    ),
    Route("GET", f"/merge{THING}", f"/merge{THING_URL}", only=TRAINERS),
    Route("POST", f"/merge{THING}", f"/merge{THING_URL}", 303, only=TRAINERS),
    Route(
        "GET",
        "/write/<kind>",
        "/write/answer?original=borrowing&eid=sec_1.1",
        only=TRAINERS,
        query=("original", "eid", "day"),
    ),
    Route("POST", "/write/<kind>", "/write/term", 400, only=TRAINERS, form={"name": "Not so"}),
    Route("GET", "/review", "/review", only=REVIEWERS),
    Route("GET", "/review/<int:revision_id>", "/review/999", 404),
    Route(
        "POST",
        "/review/<int:revision_id>",
        "/review/999",
        404,
        form={"do": "approve", "reason": "x", "quote": "x", "read_against": "1"},
    ),
    Route("GET", f"/withdraw{THING}", f"/withdraw{THING_URL}", only=WITHDRAWERS),
    Route(
        "POST",
        f"/withdraw{THING}",
        f"/withdraw{THING_URL}",
        400,
        only=WITHDRAWERS,
        form={"reason": "", "instead": "x", "to_put_right": "x"},
    ),
    Route("GET", f"/retire{THING}", f"/retire{THING_URL}", only=TRAINERS),
    Route(
        "POST", f"/retire{THING}", f"/retire{THING_URL}", 400, only=TRAINERS, form={"reason": ""}
    ),
    Route("GET", "/corrections", "/corrections", only=AT_THE_BENCH),
    Route(
        "POST",
        "/corrections/<int:correction_id>",
        "/corrections/999",
        404,
        only=AT_THE_BENCH,
        form={"do": "close", "done": "x", "to_put_right": "x"},
    ),
    page(ANSWER, ANSWER_URL, query=("q",)),
    page(f"{ANSWER}/panes", f"{ANSWER_URL}/panes", query=("q",)),
    form(f"{ANSWER}/panes", f"{ANSWER_URL}/panes", signed_in=200, q="book"),
    form("/call/verification", verification="verified", next="/"),
    form("/call/new", next="/"),
    page("/deadline"),
    page("/values"),
    Route("GET", "/values/<value>", "/values/none", 404),
    Route("GET", "/seen", "/seen", only=LOOKING_BACK, query=("at", "q")),
    Route(
        "GET",
        "/seen/<minute>/a/<language>/<original>/<answer>",
        "/seen/2026-05-04T09:30Z/a/en/borrowing/how-long",
        only=LOOKING_BACK,
    ),
    form("/deadline", signed_in=200, start="2026-05-04", period="60 days", counting="after"),
    form("/call/event-date", event_date="2025-07-01", next="/"),
    form("/favourites", kind="answer", key="en/borrowing#how-long", keep="1", next="/"),
    form("/at-hand", signed_in=200, thing="answer:en/borrowing#how-long"),
    form("/preferences", theme="dark", keys="off", size="large", language="es", next="/"),
    api("GET", "/api/v1/search", query=("q", "limit", "kind", "language", "as_of")),
    api("POST", "/api/v1/search", q="book", limit="5", kind="answer", language="en"),
    api("GET", "/api/v1/changes", query=("since", "watch")),
)
