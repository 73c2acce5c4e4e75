"""Who may do what: one module a topic, `can_<verb>_<noun>(user, obj)`."""
