"""Thin background jobs: load by key, one call."""
