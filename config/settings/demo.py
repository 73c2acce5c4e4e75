"""One laptop, no servers: what `make demo` runs."""

from config.settings.base import *

VERBUND_DEMO = True
VERBUND_STYLEGUIDE = True
# On a server the proxy compresses; here nothing else would.
MIDDLEWARE.insert(1, "django.middleware.gzip.GZipMiddleware")
VERBUND_MAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
# One password, printed in the README, is all that the demo asks of anybody.
VERBUND_STAFF_SECOND_FACTOR = False
