"""One module for each thing that can be read: what its page shows."""
