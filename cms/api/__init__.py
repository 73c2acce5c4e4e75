"""The read API below /api/v1/: networks, news and calls for other programs."""
