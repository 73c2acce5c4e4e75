"""Files out: one module for each kind of file."""
