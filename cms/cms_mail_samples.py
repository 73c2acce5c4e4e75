"""The mails of cms with invented values."""

from typing import Any

from django.conf import settings

from cms.mail_samples import MailSample, mail_samples

EVENTS = (
    "draft_shared",
    *(
        f"offer_request_{event}"
        for event in (
            "confirm",
            "answered",
            "arranged",
            "declined",
            "lapsed",
            "late",
            "unheard",
            "provider_asked",
            "provider_answered",
        )
    ),
    *(
        f"proposal_{event}"
        for event in ("submitted", "changes_requested", "accepted", "declined")
    ),
    "publication_refused",
    "review_reminder",
    "review_without_reviewer",
)


def make_context() -> dict[str, Any]:
    """Return what the templates of cms name; nobody of this exists."""
    return {
        "title": "Löten in der Musterwerkstatt",
        "network": "Sternenregion Musterstadt",
        "provider": "Musterlabor am Hafen",
        "name": "Kim Beispiel",
        "answer": "Am Dienstag passt es gut.",
        "comment": "Das Bild fehlt noch.",
        "facts": ["Musterschule, 6. Klasse", "24"],
        "problems": ["…"],
        "due": "3. 3. 2027",
        "url": f"{settings.WAGTAILADMIN_BASE_URL}/l/…/",
    }


for event in EVENTS:
    mail_samples.register(
        MailSample(name=f"cms/mail/{event}", make_context=make_context)
    )
