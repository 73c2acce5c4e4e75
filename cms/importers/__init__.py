"""Files in: one module for each kind of file."""
