"""Editions on their way to being law: read, drafted, compared, approved, published, released."""
