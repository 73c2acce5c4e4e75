"""What `load_demo` creates of community: one module a topic."""

from community.cms_demo import cases, members, organisations

__all__ = ["cases", "members", "organisations"]
