"""The mails of saved searches with invented values."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from cms.mail_samples import MailSample, mail_samples
from search.queries.alerts import AlertLine, AlertSection


def make_confirm_context() -> dict[str, Any]:
    return {"url": make_link(), "days": 7}


def make_alert_context() -> dict[str, Any]:
    """Return two searches, one with more than the mail shows."""
    line = AlertLine(title=_("Robotics at school"), url=make_link(), note=_("Event"))
    sections = [
        AlertSection(words, make_link(), [line], more, make_link())
        for words, more in ((_("“robotics”"), 0), (_("“holiday camp”"), 3))
    ]
    return {
        "sections": sections,
        "name": "Kim Beispiel",
        "stop_url": make_link(),
        "list_url": make_link(),
    }


def make_link() -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}/…/"


mail_samples.register(
    MailSample(
        name="verbund_search/mail/saved_confirm", make_context=make_confirm_context
    )
)
mail_samples.register(
    MailSample(name="verbund_search/mail/saved_alert", make_context=make_alert_context)
)
