"""Logging: one line per event, for people or for machines; no addresses, no tokens."""

import ipaddress
import re
from typing import Any

import structlog

SECRETS = (
    (re.compile(r"(/l/)[^/\s?]+"), r"\1…"),
    (re.compile(r"((?:token|password|key|code)=)[^&\s]+"), r"\1…"),
    # Tried once a word, not at each of its letters: a word of 1 MB would take minutes (A21).
    (re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++\.[\w.-]++"), "…@…"),
)
ADDRESSES = (
    re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?!\w)(?!\.\d)"),
    re.compile(
        r"(?<![\w.:])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?![\w:])(?!\.\d)"
    ),
)
"""What may be the address of a device: told apart from times and numbers by reading it."""

KEPT_BITS = {4: 24, 6: 48}
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
MANY_LINED = ("exception", "stack")


def hide_secrets(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Take mail addresses and tokens out, and let nobody write a second line (A23).

    Addresses of devices are shortened at once, not after seven days (P51).
    """
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = clean_text(value, keeps_lines=name in MANY_LINED)
    return event


def clean_text(text: str, *, keeps_lines: bool) -> str:
    for pattern, replacement in SECRETS:
        text = pattern.sub(replacement, text)
    for pattern in ADDRESSES:
        text = pattern.sub(_shorten, text)
    if keeps_lines:
        return text
    return CONTROL.sub(lambda found: repr(found.group())[1:-1], text)


def _shorten(found: re.Match[str]) -> str:
    try:
        address = ipaddress.ip_address(found.group())
    except ValueError:
        return found.group()
    if address.is_loopback or address.is_unspecified:
        return found.group()
    bits = KEPT_BITS[address.version]
    network = ipaddress.ip_network((address, bits), strict=False)
    return str(network.network_address)


PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.format_exc_info,
    hide_secrets,
]


def get_logging(log_format: str) -> dict[str, Any]:
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *PROCESSORS,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer: Any = structlog.dev.ConsoleRenderer(
        colors=False, exception_formatter=structlog.dev.plain_traceback
    )
    if log_format == "json":
        renderer = structlog.processors.JSONRenderer()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processor": renderer,
                "foreign_pre_chain": PROCESSORS,
            },
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "line"}
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "verbund": {"level": "INFO"},
            "django_structlog": {"level": "INFO"},
        },
    }
