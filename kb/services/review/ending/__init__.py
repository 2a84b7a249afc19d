"""How words end: retired, or withdrawn as wrong with a correction and when they were shown."""
