"""Where requests come in; one module a topic."""
