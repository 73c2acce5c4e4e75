"""What is told of searches."""
