"""Writes of people: one module a topic."""
