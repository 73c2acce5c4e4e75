"""Entries of each kind, one module a kind, and how they are written (F1, F16)."""
