"""Settings that every installation shares; what differs comes from `config.env`."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import env
from config.settings.accounts import *
from config.settings.logs import get_logging

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"

SECRET_KEY = env.read("SECRET_KEY")
ALLOWED_HOSTS = env.read("ALLOWED_HOSTS")
DEBUG = False
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The top layer stands first: its templates override those of the layers below.
INSTALLED_APPS = [
    "search",
    "alumni",
    "sponsors",
    "community",
    "cms",
    "actstream",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.embeds",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "django_structlog",
    "csp",
    "lucide",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "cms.middleware.errors.ServerErrorMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.middleware.policy.PolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "cms.middleware.counting.CountingMiddleware",
    "cms.middleware.page_cache.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.middleware.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "cms.middleware.clean_text.CleanTextMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "community.adapters.middleware.StaffSecondFactorMiddleware",
    "community.middleware.activity.ActivityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "cms.middleware.page_routes.PageRouteMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.context_processors.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- database: constraints and locks are the rule, so SQLite writes one at a time (R10.4) ---

DATABASES = {"default": env.read("DATABASE_URL")}
DATABASES["default"].setdefault("ATOMIC_REQUESTS", False)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        transaction_mode="IMMEDIATE",
        timeout=20,
        init_command="PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
    )
else:
    INSTALLED_APPS.append("django.contrib.postgres")
    DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)

CACHES = {"default": env.read("CACHE_URL")}
if CACHES["default"]["BACKEND"].endswith("RedisCache"):
    CACHES["default"]["BACKEND"] = "config.cache.ForgivingRedisCache"
# Pages have a room of their own: in local memory they would push out limits.
CACHES["pages"] = {**CACHES["default"], "KEY_PREFIX": "pages"}
if "locmem" in CACHES["pages"]["BACKEND"]:
    CACHES["pages"].update(LOCATION="pages", OPTIONS={"MAX_ENTRIES": 500})
# Django's name for what the tag `cache` keeps; it has the version of the pages in its key.
CACHES["template_fragments"] = CACHES["pages"]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- languages -------------------------------------------------------------------------------

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_JOBS = {"BACKEND": "cms.jobs.translation.TranslationJobs"}
# The first wins; before the libraries' own come our words for what they say.
LOCALE_PATHS = [ROOT / "locale", ROOT / "locale" / "libraries"]
LANGUAGE_COOKIE_NAME = "verbund_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

# --- files -----------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_URL = env.read("MEDIA_URL")
MEDIA_ROOT = VAR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "cms.storages.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WAGTAILIMAGES_IMAGE_MODEL = "cms.Image"
WAGTAILDOCS_DOCUMENT_MODEL = "cms.Document"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.forms.media.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.forms.media.DocumentForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "gif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "rtf", "txt", "csv"]
# Own films and their captions, played by the browser itself.
WAGTAILDOCS_EXTENSIONS += ["mp4", "webm", "vtt"]
WAGTAILDOCS_CONTENT_TYPES = {
    "vtt": "text/vtt",
    "mp4": "video/mp4",
    "webm": "video/webm",
}
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Wagtail ---------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Verbund"
# Deadlines are wall time in Berlin: nobody edits them in another zone (R16).
WAGTAIL_USER_TIME_ZONES = ["Europe/Berlin"]
WAGTAILADMIN_BASE_URL = env.read("BASE_URL")
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "wagtail.search.backends.database",
        "SEARCH_CONFIG": "german",
    }
}
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_RESET_ENABLED = False
LOGIN_URL = "account_login"
LOGOUT_REDIRECT_URL = "/"
LOGIN_REDIRECT_URL = "/"
BASE_URL = env.read("BASE_URL")

# --- mail ------------------------------------------------------------------------------------

vars().update(env.read("EMAIL_URL"))
# Libraries too write into the outbox; EMAIL_URL is where the outbox sends to (R6.1).
VERBUND_MAIL_BACKEND = vars()["EMAIL_BACKEND"]
EMAIL_BACKEND = "cms.outbox.OutboxBackend"
DEFAULT_FROM_EMAIL = env.read("MAIL_FROM")
EMAIL_TIMEOUT = 10

# --- headers: nothing inline, nothing from elsewhere (S41) --------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "media-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "cms.views.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_DOMAIN = CSRF_COOKIE_DOMAIN = env.read("COOKIE_DOMAIN") or None

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"
    },
    {"NAME": "community.validators.StaffPasswordValidator"},
]

VERBUND_SEARCH_ADDRESSES = env.read("ELASTICSEARCH_URL")
VERBUND_SEARCH_API_KEY = env.read("ELASTICSEARCH_API_KEY")
VERBUND_SEARCH_CA_FILE = env.read("ELASTICSEARCH_CA_FILE")
VERBUND_SEARCH_PREFIX = env.read("ELASTICSEARCH_PREFIX")
VERBUND_SEARCH_SHARDS = env.read("ELASTICSEARCH_SHARDS")
VERBUND_SEARCH_REPLICAS = env.read("ELASTICSEARCH_REPLICAS")
VERBUND_CREDENTIAL_GUARD = "community.adapters.decorators.credential_again"
VERBUND_TRUSTED_PROXY_COUNT = env.read("TRUSTED_PROXY_COUNT") or 0
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
LOGGING = get_logging(env.read("LOG_FORMAT"))
