"""Background work of search."""
