"""Input of people: one module a topic."""
