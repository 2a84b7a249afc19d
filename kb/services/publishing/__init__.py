"""What is shown at an instant: states of revisions, spans of time, dated amounts."""
