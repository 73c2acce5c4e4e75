"""The read API below /api/v1/: all public kinds, for other programs."""
