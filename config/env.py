"""The only reader of the environment.

Each variable has a name, a type, a default and a sentence; `docs/configuration.md`
lists them all and a test compares the page with this module.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from environs import Env

_env = Env()

DEMO_SECRET_KEY = "demo-only-this-key-is-public-and-protects-nothing"  # noqa: S105 -- public by design, refused in production


@dataclass(frozen=True)
class Variable:
    """One setting from outside: how it is read and what it is for."""

    name: str
    kind: str
    default: Any
    sentence: str

    def read(self) -> Any:
        return READERS[self.kind](self.name, self.default)


def _read_list(name: str, default: Any) -> list[str]:
    return [part.strip() for part in _env.list(name, default) if part.strip()]


READERS: dict[str, Callable[[str, Any], Any]] = {
    "text": _env.str,
    "optional integer": _env.int,
    "integer": _env.int,
    "list": _read_list,
    "database": _env.dj_db_url,
    "cache": _env.dj_cache_url,
    "mail": _env.dj_email_url,
}

VARIABLES = {
    variable.name: variable
    for variable in (
        Variable(
            "SECRET_KEY",
            "text",
            DEMO_SECRET_KEY,
            "Signs sessions and links; at least 50 random characters.",
        ),
        Variable(
            "ALLOWED_HOSTS",
            "list",
            ["localhost", "127.0.0.1"],
            "Host names under which the site answers, comma-separated.",
        ),
        Variable(
            "BASE_URL",
            "text",
            "http://127.0.0.1:8000",
            "Address of the site without a slash at the end, for links in mails.",
        ),
        Variable(
            "COOKIE_DOMAIN",
            "text",
            "",
            "Domain of the cookies; empty keeps them on the one host.",
        ),
        Variable(
            "TRUSTED_PROXY_COUNT",
            "optional integer",
            None,
            "Number of own proxies before the site; production demands a value.",
        ),
        Variable(
            "WEB_WORKERS",
            "integer",
            1,
            "Number of web processes; above 1 needs a shared cache.",
        ),
        Variable(
            "DATABASE_URL",
            "database",
            "sqlite:///var/verbund.sqlite3",
            "Database: SQLite file or PostgreSQL.",
        ),
        Variable(
            "ELASTICSEARCH_URL",
            "list",
            [],
            "Addresses of the Elasticsearch nodes, comma-separated; empty: the database.",
        ),
        Variable(
            "ELASTICSEARCH_API_KEY",
            "text",
            "",
            "Key for Elasticsearch, as its API gives it out (`encoded`).",
        ),
        Variable(
            "ELASTICSEARCH_CA_FILE",
            "text",
            "",
            "File of the authority that signed the nodes’ certificates; empty: the system’s.",
        ),
        Variable(
            "ELASTICSEARCH_PREFIX",
            "text",
            "verbund",
            "Beginning of the names of all indices, so that several sites share a cluster.",
        ),
        Variable("ELASTICSEARCH_SHARDS", "integer", 1, "Shards of each index."),
        Variable(
            "ELASTICSEARCH_REPLICAS",
            "text",
            "0-1",
            "Copies of each shard, or a range that follows the number of nodes.",
        ),
        Variable(
            "CACHE_URL",
            "cache",
            "locmem://",
            "Cache and limits: local memory, or Valkey/Redis.",
        ),
        Variable(
            "EMAIL_URL",
            "mail",
            "console://",
            "Mail server; without one mails are printed.",
        ),
        Variable(
            "MAIL_FROM",
            "text",
            "Verbund <noreply@example.org>",
            "Sender of all mails.",
        ),
        Variable(
            "MEDIA_URL",
            "text",
            "/media/",
            "Address of uploaded pictures; may be a host of its own.",
        ),
        Variable(
            "S3_BUCKET",
            "text",
            "",
            "Bucket for uploads; empty keeps them in local files.",
        ),
        Variable("S3_ENDPOINT", "text", "", "Address of the S3 service."),
        Variable("S3_REGION", "text", "", "Region of the S3 service."),
        Variable("S3_ACCESS_KEY", "text", "", "Key of the S3 account."),
        Variable("S3_SECRET_KEY", "text", "", "Secret of the S3 account."),
        Variable(
            "LOG_FORMAT",
            "text",
            "console",
            "`console` for people, `json` for machines.",
        ),
        Variable(
            "SENTRY_DSN",
            "text",
            "",
            "Address for error reports; empty sends nothing.",
        ),
    )
}


def read(name: str) -> Any:
    """Return the value of a declared variable; an undeclared name is a KeyError."""
    return VARIABLES[name].read()
