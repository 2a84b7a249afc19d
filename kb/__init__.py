"""Customer Speak: the law, what to say about it, and what to do next, for people on the phone.

Floors, from the top (imports go down only; tests/architecture holds them):
`factory` wires; `web` and `cli` speak to people; `services` are the verbs; `models`, `importers`,
`plain` and `search` are workshops that do not know each other; `text` is pure functions on text;
`vocabulary`, `errors` and `settings` are words.
"""
