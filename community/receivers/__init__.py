"""Facts heard: one module a topic."""
