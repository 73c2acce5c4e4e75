"""Tests: fast hashers, plain static files, a database file so that threads may share it."""

from config.settings.base import *

SECRET_KEY = "test-only-" + "x" * 50
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
VERBUND_STYLEGUIDE = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "cms.storages.WholeFileStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = VAR / "test-media"
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = VERBUND_MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR.mkdir(exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# Plain substrings, until a test chooses another.
VERBUND_SEARCH_BACKENDS = {
    "server": "search.backends.elasticsearch.Backend",
    "keeper": "search.backends.elasticsearch.Keeper",
    "database": "tests.search.plain.PlainBackend",
}
# Rows are rolled back after each test, stored pages would not be; their own tests switch it on.
VERBUND_PAGE_CACHE_SECONDS = 0
# Visits are written when a test says so, else a request now and then needs more queries.
VERBUND_COUNT_FLUSH_SECONDS = 24 * 60 * 60
# Its own tests switch it on: the others log staff in without a way through the form.
VERBUND_STAFF_SECOND_FACTOR = False
# Its own tests switch it on: others need not pay for entries of what they make.
VERBUND_SEARCH_UPKEEP = False
