"""Reading the record of every change: on a page, as a file, and its heads kept outside."""
