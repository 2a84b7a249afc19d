"""Changes of the database's shape, oldest first: add first, remove in a later release."""
