"""Formats in and out: each module reads or writes one format, in terms of `records`."""
