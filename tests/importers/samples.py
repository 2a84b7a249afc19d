"""A small library that is right, to be spoilt in one place by each test."""

EDITION = """---
title: Charges policy
citation: Charges Policy
department: billing
topics: [refunds]
objectives: [right-first-time]
---
# Charges policy

## 4.1 When a charge is refunded

(a) A charge shall be refunded.

(b) A refund shall be made within 10 days.
"""
TRANSLATION = """---
original: charges
edition: 2026-04-01
no_customer_effect: {sec_4.1: a heading only}
---
## Can I get my money back? {#refund covers="sec_4.1__para_a" disclose="verified"}

*Phrasings:* refund please; money back

> Ask first: When did you cancel?

Yes, within {{ value:refund-days }} days.

> Know: look at the invoice.
"""
PROCESS = """---
title: Refund a charge
department: billing
answers: [charges#refund]
uses: [verify]
---
## Find the charge {#find kind="decide" basis="charges#sec_4.1__para_a" takes="45s"}

Open the account.

- [Found](#refund)
- [Not found](#hand-off)

## Refund it {#refund kind="do"}

> Say: "I am refunding it now."

## Hand it off {#hand-off kind="hand-off" contact="billing-desk"}
"""
VERIFY = """---
title: Verify the caller
---
## Ask {#ask}

Ask for the name.
"""
KPI = """---
title: Answers in step
---
## What

What it is.

## Why

Why it is so.

## How to improve it

Do more.

## For the customer

Better.

## For the agent

Easier.

## For the business

Cheaper.
"""
FILES = {
    "content/departments.yaml": "billing:\n  name: Billing\n  teams: {desk: Desk}\n",
    "content/lines.yaml": "charges: {name: Charges}\n",
    "content/topics.yaml": "refunds: {name: Refunds, line: charges}\n",
    "content/drivers.yaml": "letter: {name: Letter, department: billing, topics: [refunds]}\n",
    "content/directory.yaml": 'billing-desk:\n  phone: "555 0142"\n  hours: {sat: "09:00-12:00"}\n',
    "content/glossary.yaml": "payer: {plain: who pays, source: charges#sec_4.1, keep: true}\n",
    "content/plain-words.yaml": "prior-to: {instead: [before], why: shorter}\nlien: {keep: true}\n",
    "content/values.yaml": "refund-days: {basis: charges#sec_4.1, from: {2026-04-01: 10}}\n",
    "content/mission.yaml": "what: We answer.\nobjectives:\n  right-first-time: {name: Right}\n",
    "content/kpis/in-step.md": KPI,
    "content/originals/charges/2026-04-01.md": EDITION,
    "content/processes/refund.md": PROCESS,
    "content/processes/verify.md": VERIFY,
    "translations/en/charges.md": TRANSLATION,
}


def files(**changes):
    """The library's files as bytes; `changes` are (path, text or bytes) pairs to put over it."""
    spoilt = {**FILES, **changes}
    return {
        path: text if isinstance(text, bytes) else text.encode() for path, text in spoilt.items()
    }
