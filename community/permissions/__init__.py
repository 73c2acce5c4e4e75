"""Who may do what with people: one module a topic, `can_<verb>_<noun>(user, obj)`."""
