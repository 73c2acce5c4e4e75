"""What people do with search, and what is kept of it."""
