"""Screens of staff about people: one module a topic."""
