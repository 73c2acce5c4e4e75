"""What waits for a decision in the kernel: one module a topic."""

from cms.cms_todos import machinery, offer_requests, proposals

__all__ = ["machinery", "offer_requests", "proposals"]
