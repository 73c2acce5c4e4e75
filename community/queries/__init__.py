"""Reads over people: one module a topic."""
