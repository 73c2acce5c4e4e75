"""What waits for a decision in the kernel: one module a topic."""

from cms.cms_todos import proposals

__all__ = ["proposals"]
