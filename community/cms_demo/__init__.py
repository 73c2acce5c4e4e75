"""What `load_demo` creates of community: one module a topic."""

from community.cms_demo import members, organisations

__all__ = ["members", "organisations"]
