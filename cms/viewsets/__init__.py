"""Staff screens: one module a topic, registered in `wagtail_hooks`."""
