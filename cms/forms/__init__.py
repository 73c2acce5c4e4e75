"""Input: one module a topic."""
