"""One laptop, no servers: what `make demo` runs."""

from config.settings.base import *

VERBUND_DEMO = True
VERBUND_STYLEGUIDE = True
VERBUND_MAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
