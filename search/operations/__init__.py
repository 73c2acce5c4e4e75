"""What is done to entries and indices, and what is kept of searches."""
