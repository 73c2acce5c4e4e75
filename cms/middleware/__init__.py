"""Middleware of the site: plain errors, headers by area, pages from the cache, clean text."""
