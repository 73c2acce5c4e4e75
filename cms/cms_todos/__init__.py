"""What waits for a decision in the kernel: one module a topic."""

from cms.cms_todos import (
    funding,
    machinery,
    offer_requests,
    proposals,
    themes,
)

__all__ = ["funding", "machinery", "offer_requests", "proposals", "themes"]
