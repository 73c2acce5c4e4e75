"""What happens with every request: one module a topic."""
