"""A library that attacks whoever reads it: a vector of our own in every text that files can hold.

Each of six sets of things holds eight vectors in every field, in another order in each field, so
that no vector always stands behind one that swallows what follows.
"""

import re
from collections.abc import Iterator
from datetime import date

from kb.importers import records as r
from kb.importers.library.contents import read_contents
from kb.importers.library.decode import clean_line
from kb.text.provisions import walk
from kb.vocabulary import BlockKind, Disclosure, StepKind
from tests.factories import make_library

VECTORS = (
    # elements that run by themselves
    "<script>ran(1)</script>",
    "<script src=data:text/javascript,ran(2)></script>",
    "<img src=x: onerror=ran(3)>",
    "<svg/onload=ran(4)>",
    "<svg><script>ran&#40;5)</script></svg>",
    "<svg><animate onbegin=ran(6) attributeName=x dur=1s>",
    "<svg><set onbegin=ran(7) attributename=x to=y>",
    "<video autoplay><source onerror=ran(8)>",
    "<audio src=x onerror=ran(9)></audio>",
    "<iframe onload=ran(10)></iframe>",
    "<iframe srcdoc='&lt;script&gt;parent.ran(11)&lt;/script&gt;'></iframe>",
    "<iframe src=javascript:parent.ran(12)></iframe>",
    "<object data='data:text/html,<script>top.ran(13)</script>'></object>",
    "<embed src=javascript:ran(14)>",
    "<details open ontoggle=ran(15)>x</details>",
    "<input autofocus onfocus=ran(16)>",
    "<select autofocus onfocus=ran(17)>",
    "<xss tabindex=1 autofocus onfocus=ran(18) contenteditable>x</xss>",
    "<body onpageshow=ran(19)>",
    "<body onresize=ran(20) onload=ran(20)>",
    "<marquee width=1 loop=1 onfinish=ran(21)>x</marquee>",
    "<style onload=ran(22)>x</style>",
    "<link rel=stylesheet href=data:text/css,x onload=ran(23)>",
    "<meta http-equiv=refresh content='0;url=javascript:ran(24)'>",
    "<base href='javascript:ran(25)//'>",
    "<template><img src=x: onerror=ran(26)></template>",
    "<math><mtext><mglyph><style><!--</style><img src=x: onerror=ran(27)>",
    "<p style='animation:x' onanimationstart=ran(28)>x</p>",
    # out of where the text stands
    "'><img src=x: onerror=ran(29)>",
    '"><svg onload=ran(30)>',
    '" autofocus onfocus="ran(31)" x="',
    "' onmouseover='ran(32)' x='",
    "` onclick=ran(33) `",
    "</title><script>ran(34)</script>",
    "</textarea><script>ran(35)</script>",
    "</template><script>ran(36)</script>",
    "</script><script>ran(37)</script>",
    "--><script>ran(38)</script>",
    "]]><script>ran(39)</script>",
    "&lt;img src=x: onerror=ran(40)&gt;",
    "&#60;svg onload=ran(41)&#62;",
    "\uff1cscript\uff1eran(42)\uff1c/script\uff1e",
    # what Markdown, Jinja and our own format might make of it
    "[x](javascript:ran(43))",
    "[x](<javascript:ran(44)>)",
    "![x](x: 'y\" onerror=\"ran(45)')",
    "<javascript:ran(46)>",
    "[x](https://evil.example/ \"y' onmouseover='ran(47)\")",
    "<script/**/>ran(48)</script",
)
"""Each calls `ran` where it runs; the last one swallows what follows, so it stands last."""
SETS, EACH = 6, 8
IMAGE = "<image src=x: onerror=ran(0) "
ODD_EID = "x'onfocus='ran(0)'<svg/onload=ran(0)>"
DAYS = date(2025, 1, 1), date(2026, 4, 1)


def word(number: int) -> str:
    """Return a word that finds the things of a set, and nothing else."""
    return f"nasty{'abcdef'[number]}word"


class _Set:
    """The texts of one set: eight vectors, beginning with another one each time."""

    def __init__(self, number: int) -> None:
        self.vectors = VECTORS[number::SETS]
        self.taken = 0

    def text(self, between: str = " ") -> str:
        at = self.taken = (self.taken + 1) % EACH
        return clean_line(between.join([*self.vectors[at:], *self.vectors[:at]]))


def nasty_library() -> r.Library:
    """Return the library: six things of each kind, and the mission."""
    return make_library(
        *(record for number in range(SETS) for record in _things(number)), _mission()
    )


def _things(number: int) -> Iterator[r.Placed]:
    made, name = _Set(number), f"set-{number}"
    text = made.text
    yield r.DepartmentRecord(name, text(), text(), ((f"team-{number}", text()),))
    yield r.LineRecord(name, text())
    yield r.TopicRecord(name, text(), name)
    yield r.DriverRecord(name, text(), name, text(), (name,))
    contact = r.ContactPointRecord(name, text(), name, text(), text(), takes=text(), tell=text())
    yield contact
    editions = [_edition(made, number, day) for day in DAYS]
    yield from editions
    eids = tuple(eid for eid in dict.fromkeys(p.eid for p, _ in walk(editions[1].provisions)))
    covers = tuple(r.Cover(name, eid) for eid in eids)
    yield r.ValueRecord(name, tuple((day, text()) for day in DAYS), text(), text(), covers[0])
    yield r.TermRecord(name, text(), text(), text(), covers[0], keep=True)
    yield r.KpiRecord(name, text(), *_short(made), unit=text(), department=name)
    yield r.TranslationRecord("en", name, no_customer_effect=((eids[-1], text()),), topics=(name,))
    yield _answer(made, number, covers)
    yield _process(made, number, covers)


def _mission() -> r.MissionRecord:
    return r.MissionRecord(*VECTORS[:4], VECTORS[:-1], (r.ObjectiveRecord("aim", *VECTORS[4:6]),))


def _short(made: _Set) -> list[str]:
    """Six sections of a KPI, which has 75 words in all."""
    return [made.vectors[at] if len(made.vectors[at].split()) < 12 else "x" for at in range(6)]


def _edition(made: _Set, number: int, day: date) -> r.EditionRecord:
    quoted = {key: made.text().replace("'", "''") for key in ("title", "citation", "jurisdiction")}
    head = "\n".join(f"{key}: '{value}'" for key, value in quoted.items())
    (*law,) = (_lawful(made.text()) for _ in range(11))
    inside = law[10].replace("{", "").replace('"', "")
    source = (
        f"---\n{head}\nkind: act\ndepartment: set-{number}\ncite_as: '{{citation}} <b>{{number}}'\n"
        f"topics: [set-{number}]\n---\n# {word(number)} {law[0]}\n\n"
        f"## 1 {law[1]}\n\n{law[2]}\n\n(a) {{#{ODD_EID}}} {law[3]}\n\n"
        f'(b) {{from="2026-07-01" transitional="{inside}"}} {law[4]}\n\n'
        f"| {law[5]} | a |\n|---|---|\n| {law[6]} | b |\n\n"
        f"## 2 Definitions\n\n“{law[7]}” means {law[8]}[^1] of {day}.\n\n[^1]: {law[9]}\n"
    )
    contents = read_contents(f"content/originals/set-{number}/{day}.md", source.encode())
    assert not contents.notes.problems, contents.notes.problems
    record = contents.records[0]
    assert isinstance(record, r.EditionRecord)
    return record


def _lawful(text: str) -> str:
    """Law has no images; <image> is one to a browser, but not to the reader of editions."""
    return re.sub("<(?:img|svg|object|embed)", IMAGE, text.replace("![", "! ["))


def _answer(made: _Set, number: int, covers: tuple[r.Cover, ...]) -> r.AnswerRecord:
    value = f"{{{{ value:set-{number} }}}}"
    say = f"{value} {made.text()}\n\n- {made.text()}\n\n| a | b |\n|---|---|\n| {made.text()} | x |"
    blocks = [r.Block(BlockKind.SAY, say)]
    blocks += [r.Block(kind, made.text()) for kind in BlockKind if kind is not BlockKind.SAY]
    return r.AnswerRecord(
        "en",
        f"set-{number}",
        "answer",
        0,
        f"{word(number)} {made.text()}",
        tuple(blocks),
        covers[:-1],
        disclose=Disclosure.VERIFIED,
        phrasings=tuple(vector.replace("\n", " ") for vector in made.vectors),
        topics=(f"set-{number}",),
    )


def _process(made: _Set, number: int, covers: tuple[r.Cover, ...]) -> r.ProcessRecord:
    name = f"set-{number}"
    kinds = (BlockKind.KNOW, BlockKind.SAY, BlockKind.WORD_FOR_WORD)
    steps = [
        r.StepRecord(
            step,
            made.text(),
            StepKind.HAND_OFF if last else StepKind.DECIDE,
            tuple(r.Block(kind, made.text()) for kind in kinds),
            () if last else (r.Outcome(made.text(), "two"), r.Outcome(made.text(), "one")),
            covers[:2],
            authority=made.text(),
            system=made.text(),
            takes_s=45,
            contact=name if last else "",
        )
        for step, last in (("one", False), ("two", True))
    ]
    return r.ProcessRecord(
        name, made.text(), tuple(steps), made.text(), name, ((name, "answer"),), topics=(name,)
    )
