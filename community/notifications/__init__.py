"""What is told to people: one module a topic."""
