"""Writes of the editorial kernel: one function for each thing a person does."""
