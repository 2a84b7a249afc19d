"""The plain-language workshop at work on what the library holds: an answer against its law."""
