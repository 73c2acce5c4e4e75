"""Routes of community, below the language."""
