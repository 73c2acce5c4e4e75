"""What is told to whom by mail: one module a topic."""
