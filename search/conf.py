"""Settings of search with their defaults; a host sets them as `VERBUND_…`."""

from typing import Any

DEFAULTS: dict[str, Any] = {}
