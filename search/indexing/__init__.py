"""Entries are kept equal to the rows that they are made of (F16)."""
