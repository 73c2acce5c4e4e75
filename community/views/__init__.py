"""What members open: one module a topic."""
