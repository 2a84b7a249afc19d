"""One mistake of every kind: where it stands, and what is said of it."""

from tests.importers.samples import FILES

EDITION = "content/originals/charges/2026-04-01.md"
TRANSLATION = "translations/en/charges.md"
PROCESS = "content/processes/refund.md"
VERIFY = "content/processes/verify.md"
KPI = "content/kpis/in-step.md"
DEPARTMENTS = "content/departments.yaml"
DIRECTORY = "content/directory.yaml"
GLOSSARY = "content/glossary.yaml"
VALUES = "content/values.yaml"
TOPICS = "content/topics.yaml"
MISSION = "content/mission.yaml"

REASON = ("kind: duration", "reason: Customers count in days.", "law: 10 days")


def finding(*lines):
    """No provision without effect, and one finding of these lines."""
    return "{}\nfindings:\n  - " + "\n    ".join(lines)


# (file, what stands there, what it becomes, line, part of what is wrong, part of the mend)
SPOILT = {
    "not yaml": (TOPICS, "refunds:", "refunds: [", 2, "This is not YAML", "Check colons"),
    "tab": (DEPARTMENTS, "  name:", "\tname:", 2, "This is not YAML", "Check colons"),
    "key twice": (
        DEPARTMENTS, "  name: Billing", "  name: A\n  name: B", 3,
        'The key "name" stands here a second time, after line 2.', "Remove one of the two.",
    ),
    "unknown key": (
        DEPARTMENTS, "  name:", "  nmae:", 2,
        'The key "nmae" is not known in "billing".', 'Write "name", or use one of: name, does',
    ),
    "entry without keys": (
        TOPICS, "{name: Refunds, line: charges}", "Refunds", 1,
        '"refunds" must hold keys with values.', "Write it as refunds: {key: value}.",
    ),
    "list for a table": (TOPICS, FILES[TOPICS], "- refunds\n", 1, "list of keys", "Write one `key"),
    "bad name": (
        TOPICS, "refunds:", "Our Refunds:", 1,
        '"Our Refunds" cannot be the name of a topic.', "Use lower-case letters",
    ),
    "list for a text": (
        TOPICS, "name: Refunds", "name: [Refunds]", 1, '"name" must be a text.', "Write one text",
    ),
    "text for a mapping": (
        DEPARTMENTS, "{desk: Desk}", "desk", 3, '"teams" must hold keys', "Write them as teams: {",
    ),
    "mapping for a list": (
        EDITION, "[refunds]", "{refunds: x}", 5, '"topics" must be a list.',
        "Write it as topics: [",
    ),
    "named twice": (
        EDITION, "[refunds]", "[refunds, refunds]", 5, '"refunds" is named twice.', "Remove one",
    ),
    "name with blanks": (
        EDITION, "department: billing", "department: Bill & Co", 4,
        '"Bill & Co" cannot be a name.', "Use lower-case letters",
    ),
    "alias": (TOPICS, "{name: Refunds", "&a {name: Refunds", 1, "Anchors", "Write the text out"),
    "tag": (TOPICS, "Refunds,", "!!python/name:os.system x,", 1, "Tags", "Remove the tag"),
    "two documents": (
        TOPICS, FILES[TOPICS], "a: {name: A}\n---\nb: {name: B}\n", 2,
        "A second document starts here.", "Remove the line",
    ),
    "only a comment": (
        TOPICS, FILES[TOPICS], "# later\n", 1, "This says nothing.", "Write its keys",
    ),
    "too deep": (
        TOPICS, "Refunds,", "[[[[[[[[x]]]]]]]],", 1, "nested too deep",
        "Write it with fewer levels",
    ),
    "key that is a list": (TOPICS, "refunds:", "[a]:", 1, "A key must be one word.", "Write `key"),
    "control character in quotes": (
        TOPICS, "name: Refunds", 'name: "a\\x07b"', 1, "control character", "Delete it, or type",
    ),
    "unknown line of business": (
        TOPICS, "line: charges", "line: charge", 1,
        'There is no line of business "charge".',
        'Write "charges", or add it to content/lines.yaml',
    ),
    "flag": (
        GLOSSARY, "keep: true", "keep: yes", 1, "either true or false", "Write true or false.",
    ),
    "source without original": (
        GLOSSARY, "charges#sec_4.1", "sec_4.1", 1,
        '"sec_4.1" does not name a provision.', "Write it as original#eid.",
    ),
    "two sources": (
        GLOSSARY, "charges#sec_4.1,", "[charges#sec_4.1, charges#sec_4.1__para_a],", 1,
        '"source" names more than one provision.', "Keep one of them.",
    ),
    "unknown source": (
        GLOSSARY, "charges#sec_4.1", "charges#sec_4.2", 1,
        'There is no provision "sec_4.2" in charges.', 'Write "sec_4.1", the nearest there is',
    ),
    "source of no original": (
        GLOSSARY, "charges#sec_4.1", "charge#sec_4.1", 1,
        'There is no original "charge".',
        'Write "charges#sec_4.1", or add content/originals/charge',
    ),
    "amount without a day": (
        VALUES, "{2026-04-01: 10}", "{April: 10}", 1,
        '"April" is not a day of the calendar.', "Write the day like 2026-04-01.",
    ),
    "day without an amount": (
        VALUES, "{2026-04-01: 10}", '{2026-04-01: ""}', 1,
        "The amount from 2026-04-01 is missing.", "Write it after the day.",
    ),
    "value without amounts": (
        VALUES, ", from: {2026-04-01: 10}", "", 1,
        'The key "from" is missing in "refund-days".', "Add from:",
    ),
    "days of the week": (
        DIRECTORY, "sat:", "saturday:", 3, "does not name days", "Write days like",
    ),
    "opening hours": (
        DIRECTORY, "09:00-12:00", "9-12", 3, '"9-12" is not a time from and to.',
        "Write times like",
    ),
    "objective without keys": (
        MISSION, "{name: Right}", "Right", 3, '"right-first-time" must hold', "Write it as right",
    ),
    "no front matter": (
        EDITION, "---\ntitle", "title", 1, "The front matter is missing.", "Begin the file with",
    ),
    "endless front matter": (
        VERIFY, "caller\n---\n", "caller\n", 1,
        "The front matter does not end.", "Write a line --- after its last key.",
    ),
    "no title": (
        EDITION, "title: Charges policy\n", "", 2,
        'The key "title" is missing in the front matter.', "Add title: with its value.",
    ),
    "empty title": (
        EDITION, "title: Charges policy\n", "title:\n", 2,
        'The key "title" is missing in the front matter.', "Add title: with its value.",
    ),
    "no such kind": (
        EDITION, "citation:", "kind: law\ncitation:", 3,
        '"law" is not a kind that is known here.',
        "Write one of: act, regulation, policy, guidance.",
    ),
    "day differs from file name": (
        EDITION, "citation:", "in_force_from: 2026-05-01\ncitation:", 3,
        "The text says in force from 2026-05-01, the file's name says 2026-04-01.",
        "Rename the file to 2026-05-01, or correct in_force_from.",
    ),
    "day that is none": (
        EDITION, "citation:", "in_force_from: 2026-02-30\ncitation:", 3,
        '"2026-02-30" is not a day of the calendar.', "Write the day like 2026-04-01.",
    ),
    "unknown department": (
        EDITION, "department: billing", "department: biling", 4,
        'There is no department "biling".',
        'Write "billing", or add it to content/departments.yaml.',
    ),
    "unknown objective": (
        EDITION, "[right-first-time]", "[quick]", 6,
        'There is no objective "quick".', "Add it to content/mission.yaml.",
    ),
    "unknown parent": (
        EDITION, "citation:", "made_under: great-act\ncitation:", 3,
        'There is no original "great-act".', "Add an edition in content/originals/great-act.",
    ),
    "image in a law": (
        EDITION, "(a) A charge", "(a) ![seal](x.png) A charge", 12, "image", "",
    ),
    "no original": (
        TRANSLATION, "original: charges\n", "", 2,
        'The key "original" is missing in the front matter.', "Add original: with its value.",
    ),
    "original and file name differ": (
        TRANSLATION, "original: charges", "original: charge", 2,
        'The file is named "charges" but translates "charge".', "Rename the file to charge.md.",
    ),
    "unknown edition": (
        TRANSLATION, "edition: 2026-04-01", "edition: 2026-04-02", 3,
        'There is no edition "charges@2026-04-02".', 'Write "charges@2026-04-01", or add',
    ),
    "effect without a reason": (
        TRANSLATION, "a heading only", '""', 4, "There is no reason why", "Write the reason",
    ),
    "effect of no provision": (
        TRANSLATION, "{sec_4.1:", "{sec_9:", 4,
        'There is no provision "sec_9" in charges, edition 2026-04-01.', "in that edition.",
    ),
    "dangling covers": (
        TRANSLATION, "sec_4.1__para_a", "sec_4.1__para_c", 6,
        'There is no provision "sec_4.1__para_c" in charges, edition 2026-04-01.',
        'Write "sec_4.1__para_b", the nearest there is in that edition.',
    ),
    "covers with odd characters": (
        TRANSLATION, "sec_4.1__para_a", "a#b#c", 6, "does not name a provision.", "Write its eid",
    ),
    "unknown topic of an answer": (
        TRANSLATION, 'disclose="verified"', 'topics="refund"', 6,
        'There is no topic "refund".', 'Write "refunds", or add it to content/topics.yaml.',
    ),
    "unknown disclosure": (
        TRANSLATION, '"verified"', '"nobody"', 6,
        '"nobody" is not a disclose', "Write one of: anyone, verified, representative.",
    ),
    "unknown attribute": (
        TRANSLATION, "disclose=", "discloses=", 6,
        'The key "discloses" is not known in the answer "refund".', 'Write "disclose"',
    ),
    "attribute twice": (
        TRANSLATION, 'disclose="verified"', 'disclose="verified" disclose="anyone"', 6,
        '"disclose" stands here twice.', "Remove one of the two.",
    ),
    "braces that do not parse": (
        TRANSLATION, "{#refund covers", "{refund covers", 6,
        "What stands in {…} cannot be read.", 'Write {#id key="value"}',
    ),
    "text after braces": (
        TRANSLATION, '"verified"}', '"verified"} ok', 6, "cannot be read.", "Write {#id",
    ),
    "answer without an id": (
        TRANSLATION, "{#refund covers", "{covers", 6, "This heading has no id.", "Add {#some-name}",
    ),
    "id with capitals": (
        TRANSLATION, "{#refund", "{#Refund", 6, '"Refund" cannot be an id.', "Use lower-case",
    ),
    "heading without words": (
        TRANSLATION, "Can I get my money back?", "", 6, "This heading has no text.",
        "Write its text",
    ),
    "heading without a blank": (
        TRANSLATION, "## Can", "##Can", 6, "A heading needs a blank after ##.", "Write a blank",
    ),
    "heading of the wrong level": (
        TRANSLATION, "Yes, within", "# Yes\n\nWithin", 12, "Headings here begin with ##",
        "Write ##",
    ),
    "text before the first question": (
        TRANSLATION, "---\n## Can", "---\nHello.\n\n## Can", 6,
        "There is text before the first question.", "Move it below a heading ##",
    ),
    "answer twice": (
        TRANSLATION, "> Know: look", "## Again? {#refund}\n\n> Know: look", 14,
        'The answer "en/charges#refund" is already defined in translations/en/charges.md:6.',
        "Rename one of the two, or remove it.",
    ),
    "quotation without a label": (
        TRANSLATION, "> Know: look", "> Look", 14,
        "This quotation has no label.", "Begin it with one of Ask first:, Word for word:, Know:",
    ),
    "label with a slip of the pen": (
        TRANSLATION, "> Ask first:", "> Ask frist:", 10,
        '"Ask frist:" is not a label here.', "Begin it with one of Ask first:",
    ),
    "label of a step": (
        TRANSLATION, "> Know:", "> Say:", 14, '"Say:" is not a label here.', "Begin it with one of",
    ),
    "label without words": (
        TRANSLATION, "> Know: look at the invoice.", "> Know:", 14,
        '"Know:" has no words after it.', "Write them, or remove the quotation.",
    ),
    "line that falls out of a quotation": (
        TRANSLATION, "> Know: look at the", "> Do not say: look at\nthe", 15,
        "This line follows a quotation without >", "Begin it with > if it belongs",
    ),
    "too many questions first": (
        TRANSLATION, "> Ask first: When",
        "> Ask first: 1\n> Ask first: 2\n> Ask first: 3\n> Ask first: W",
        6, '"refund" asks 4 questions first; 3 are allowed.', "Remove the least needed",
    ),
    "phrasings after the answer": (
        TRANSLATION, "> Know:", "*Phrasings:* x\n\n> Know:", 14,
        "Phrasings stand here after other text", "Write them once, as the first paragraph",
    ),
    "unknown value": (
        TRANSLATION, "value:refund-days", "value:refund-day", 12,
        'There is no value "refund-day".', 'Write "refund-days", or add it to content/values.yaml.',
    ),
    "answer that does not exist": (
        PROCESS, "charges#refund", "charges#refunds", 4,
        'There is no answer "charges#refunds".', 'Write "charges#refund", or add the answer',
    ),
    "answer without its original": (
        PROCESS, "charges#refund", "refund", 4,
        '"refund" does not name an answer.', "Write it as original#answer.",
    ),
    "process that does not exist": (
        PROCESS, "[verify]", "[verfy]", 5,
        'There is no process "verfy".',
        'Write "verify", or add the file content/processes/verfy.md.',
    ),
    "processes in a circle": (
        VERIFY, "title: Verify the caller", "title: Verify the caller\nuses: [refund]", 3,
        'The process "verify" uses "refund", which leads back to it.', "Remove one of these uses.",
    ),
    "contact that does not exist": (
        PROCESS, "billing-desk", "biling-desk", 18,
        'There is no contact point "biling-desk".',
        'Write "billing-desk", or add it to content/directory.yaml.',
    ),
    "basis that does not exist": (
        PROCESS, "sec_4.1__para_a", "sec_4.1__para_z", 7,
        'There is no provision "sec_4.1__para_z" in charges.', 'Write "sec_4.1__para_',
    ),
    "basis in an edition that does not exist": (
        PROCESS, "charges#sec_4.1__para_a", "charges@2019-01-01#sec_4.1__para_a", 7,
        'There is no edition "charges@2019-01-01"', "edition",
    ),
    "basis on a day that is none": (
        PROCESS, "charges#sec_4.1__para_a", "charges@2026-02-30#sec_4.1__para_a", 7,
        '"charges@2026-02-30#sec_4.1__para_a" does not name a provision.', "Write it as",
    ),
    "kind of step": (
        PROCESS, 'kind="do"', 'kind="act"', 14,
        '"act" is not a kind', "Write one of: say, ask, check, do, decide, hand-off.",
    ),
    "length of time": (
        PROCESS, '"45s"', '"45"', 7, '"45" is not a length of time.',
        "Write it like 45s, 2m or 1m30s.",
    ),
    "decide with one outcome": (
        PROCESS, "- [Not found](#hand-off)\n", "", 7,
        'The step "find" has the kind decide and needs two outcomes or more.', "Add lines like",
    ),
    "ask without outcomes": (
        VERIFY, "{#ask}", '{#ask kind="ask"}', 4,
        'The step "ask" has the kind ask and needs an outcome.', "Add lines like",
    ),
    "outcome to no step": (
        PROCESS, "(#refund)", "(#refunds)", 11,
        'The outcome "Found" leads to "refunds", which is no step.',
        "Write one of: find, hand-off, refund.",
    ),
    "outcome with more than a link": (
        PROCESS, "(#refund)", "(#refund) mostly", 11,
        "An outcome is one link and nothing else.", "Keep only the link",
    ),
    "outcome without words": (
        PROCESS, "[Found]", "[]", 11, "This outcome has no words.", "Write what comes of the step",
    ),
    "text after outcomes": (
        PROCESS, "(#hand-off)\n", "(#hand-off)\n\nMore.\n", 14,
        "Text follows the outcomes of this step.", "Move it above the first outcome.",
    ),
    "step that is never reached": (
        PROCESS, "## Hand", "## Alone {#alone}\n\n## Hand", 18,
        'The step "alone" is never reached.', "Add an outcome that leads to #alone.",
    ),
    "verifies before the end": (
        PROCESS, 'takes="45s"', 'takes="45s" verifies="verified"', 7,
        'The step "find" verifies the caller, but the process goes on', "Put verifies on the step",
    ),
    "step named as a page": (
        VERIFY, "{#ask}", "{#picture}", 4, 'The name "picture" is taken', "Rename the step.",
    ),
    "unknown word of verifies": (
        VERIFY, "{#ask}", '{#ask verifies="anyone"}', 4,
        '"anyone" is not a verifies that is known here.', "verified, representative",
    ),
    "circle without an end": (
        PROCESS, '## Hand it off {#hand-off kind="hand-off" contact="billing-desk"}\n',
        "## Round {#hand-off}\n\n- [Again](#again)\n\n## Again {#again}\n\n- [Back](#hand-off)\n",
        18, 'From the step "hand-off" no end is ever reached.', "Add an outcome that leads out",
    ),
    "step twice": (
        PROCESS, "{#hand-off", "{#refund", 18,
        'The step "refund" is already defined in line 14.', "Rename one of the two.",
    ),
    "process without steps": (
        VERIFY, "## Ask {#ask}", "", 1, "The process has no steps.", "Add a heading such as",
    ),
    "label of an answer in a step": (
        PROCESS, "> Say:", "> Know:", 16, '"Know:" is not a label here.',
        "Begin it with one of Say:",
    ),
    "KPI section missing": (
        KPI, "## Why\n\nWhy it is so.\n\n", "", 22,
        'The section "Why" is missing.', "Add ## Why and one short sentence.",
    ),
    "KPI section unknown": (
        KPI, "## Why\n", "## Because\n", 8, '"Because" is not a heading of a KPI.', "Use exactly:",
    ),
    "KPI section empty": (
        KPI, "Do more.\n", "", 12, 'There is no text below "How to improve it".', "Write one short",
    ),
    "KPI out of order": (
        KPI, "## What\n\nWhat it is.\n\n## Why\n\nWhy it is so.",
        "## Why\n\nSo.\n\n## What\n\nThis.", 4,
        "The sections are not in their order", "Order them: What, Why,",
    ),
    "KPI text before": (
        KPI, "## What", "Hello.\n\n## What", 4, "There is text before the first",
        "Move it below ## What",
    ),
    "KPI too long": (
        KPI, "Cheaper.", "word " * 80, 4, "words together; 75 can be said", "Shorten the longest",
    ),
    "reason for no answer": (
        TRANSLATION, "{sec_4.1: a heading only}", finding("answer: refunds", *REASON), 6,
        'There is no answer "refunds" in this file.', "Name the answer that has the finding.",
    ),
    "finding without words": (
        TRANSLATION, "{sec_4.1: a heading only}", finding("answer: refund", *REASON[:-1]), 6,
        "This finding names no words", "Copy the words that `flask kb check` tells",
    ),
    "finding without a reason": (
        TRANSLATION, "{sec_4.1: a heading only}",
        finding("answer: refund", REASON[0], REASON[-1]), 6,
        'The key "reason" is missing in an item of "findings".', "Add reason:",
    ),
    "findings without a list": (
        TRANSLATION, "{sec_4.1: a heading only}", "{}\nfindings: {answer: refund}", 5,
        '"findings" must be a list of keys with values.', "Begin each item with `- answer:`",
    ),
    "finding as a text": (
        TRANSLATION, "{sec_4.1: a heading only}", "{}\nfindings: [refund]", 5,
        '"findings" must be a list of keys with values.', "Begin each item with `- answer:`",
    ),
}  # fmt: skip
