"""High findings of the meaning check: looked for, reasons given, decided on, found again."""
