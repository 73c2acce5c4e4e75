"""Which mails the platform writes; upper apps add theirs in `cms_mail_samples.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cms.registry import Registry


@dataclass(frozen=True, kw_only=True)
class MailSample:
    """A mail with invented values, to be looked at by staff.

    ``name`` is that of its templates (``cms/mail/welcome``); ``make_context`` returns what
    they need, and is called in the language of the mail.
    """

    name: str
    make_context: Callable[[], dict[str, Any]]

    @property
    def slug(self) -> str:
        """Return the name as it stands in an address: ``cms-welcome``."""
        return self.name.replace("/mail/", "-")


mail_samples: Registry[MailSample] = Registry("which mails does the platform write?")
