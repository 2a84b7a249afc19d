"""Who signs in, with what, and what of it is theirs alone."""
