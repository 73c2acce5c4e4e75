"""A real site: secure cookies, HTTPS, and a refusal to start on demo values."""

from django.core.exceptions import ImproperlyConfigured

from config import env
from config.settings.base import *

MINIMUM_KEY_LENGTH = 50


def refuse(*sentences: str) -> None:
    raise ImproperlyConfigured(" ".join(sentences))


if SECRET_KEY == env.DEMO_SECRET_KEY or len(SECRET_KEY) < MINIMUM_KEY_LENGTH:
    refuse("SECRET_KEY is the demo value or shorter than 50 characters.")
if not BASE_URL.startswith("https://"):
    refuse("BASE_URL must begin with https://.")
if "*" in ALLOWED_HOSTS or env.VARIABLES["ALLOWED_HOSTS"].default == ALLOWED_HOSTS:
    refuse("ALLOWED_HOSTS must name the hosts of this site, without *.")
if env.read("TRUSTED_PROXY_COUNT") is None:
    refuse("TRUSTED_PROXY_COUNT must say how many own proxies stand before the site.")
# Files and tables would be shared too, but Django counts in them without a lock.
if env.read("WEB_WORKERS") > 1 and "Redis" not in CACHES["default"]["BACKEND"]:
    refuse("WEB_WORKERS above 1 needs CACHE_URL with Valkey or Redis (S11).")
if "example.org" in DEFAULT_FROM_EMAIL:
    refuse("MAIL_FROM still holds the demo value.")

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
if SESSION_COOKIE_DOMAIN is None:
    # A __Host- cookie belongs to one host only and cannot carry a domain.
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_TRUSTED_ORIGINS = [BASE_URL]

if env.read("S3_BUCKET"):
    # Not among OPTIONS: Wagtail writes those into the rows of jobs that delete files.
    AWS_S3_ACCESS_KEY_ID = env.read("S3_ACCESS_KEY") or None
    AWS_S3_SECRET_ACCESS_KEY = env.read("S3_SECRET_KEY") or None
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.read("S3_BUCKET"),
            "endpoint_url": env.read("S3_ENDPOINT") or None,
            "region_name": env.read("S3_REGION") or None,
            "file_overwrite": False,
        },
    }

if env.read("SENTRY_DSN"):
    import sentry_sdk

    sentry_sdk.init(dsn=env.read("SENTRY_DSN"), send_default_pii=False)
