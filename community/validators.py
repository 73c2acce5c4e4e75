"""What a password must be like, and what names and addresses of organisations mean."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import NetworkRole
from cms.validators.slugs import make_slug
from community.enums import SocialService


class StaffPasswordValidator:
    """Who works for a network chooses a longer one (S14)."""

    min_length = 12

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < self.min_length and is_staff(user):
            raise ValidationError(
                _("You work for a network: please use at least %(count)d characters."),
                code="password_too_short",
                params={"count": self.min_length},
            )

    def get_help_text(self) -> str:
        return _("Whoever works for a network needs at least %(count)d characters.") % {
            "count": self.min_length
        }


def is_staff(user: Any) -> bool:
    """Tell whether somebody works for a network today or runs the site."""
    if user is None or user.pk is None:
        return False
    roles = NetworkRole.objects.filter(user=user).active_on(timezone.localdate())
    return user.is_superuser or roles.exists()


def fold_name(text: str) -> str:
    """Return what is left of a name where two ways of writing it mean one.

    “Schüler-Labor Köln”, “Schuelerlabor Koeln” and “Schulerlabor  KÖLN” give the same.
    """
    folded = make_slug(text, max_length=1000).replace("-", "")
    for written_out, letter in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        folded = folded.replace(written_out, letter)
    return folded


def check_social_address(service: str, address: str) -> None:
    """Refuse an address that is not a profile at this service.

    Raises:
        ValidationError: with a sentence that shows how such an address looks.
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    known = SOCIAL_HOSTS[SocialService(service)]
    is_here = not known or host in known
    path = parts.path.strip("/")
    # Mastodon has many servers: there only the form of the address tells a profile.
    is_profile = bool(path) and (bool(known) or path.startswith("@"))
    if parts.scheme != "https" or not (is_here and is_profile and "." in host):
        raise ValidationError(
            _("This is no address of a profile there. It looks like %(example)s."),
            code="social",
            params={"example": SOCIAL_EXAMPLES[SocialService(service)]},
        )


SOCIAL_HOSTS: dict[SocialService, tuple[str, ...]] = {
    SocialService.LINKEDIN: ("linkedin.com", "de.linkedin.com"),
    SocialService.XING: ("xing.com",),
    SocialService.INSTAGRAM: ("instagram.com",),
    SocialService.FACEBOOK: ("facebook.com", "de-de.facebook.com"),
    SocialService.YOUTUBE: ("youtube.com", "m.youtube.com"),
    SocialService.TIKTOK: ("tiktok.com",),
    SocialService.BLUESKY: ("bsky.app",),
    SocialService.MASTODON: (),
}
"""Where a profile may stand; without hosts the service has many servers."""

SOCIAL_EXAMPLES: dict[SocialService, str] = {
    SocialService.LINKEDIN: "https://www.linkedin.com/…/…",
    SocialService.XING: "https://www.xing.com/…/…",
    SocialService.INSTAGRAM: "https://www.instagram.com/…",
    SocialService.FACEBOOK: "https://www.facebook.com/…",
    SocialService.YOUTUBE: "https://www.youtube.com/@…",
    SocialService.TIKTOK: "https://www.tiktok.com/@…",
    SocialService.BLUESKY: "https://bsky.app/profile/…",
    SocialService.MASTODON: "https://…/@…",
}


MAIL_FOR_EVERYBODY = frozenset(
    {
        "aol.com",
        "freenet.de",
        "gmail.com",
        "gmx.de",
        "gmx.net",
        "googlemail.com",
        "hotmail.com",
        "icloud.com",
        "live.de",
        "mail.de",
        "mailbox.org",
        "outlook.com",
        "outlook.de",
        "posteo.de",
        "proton.me",
        "t-online.de",
        "web.de",
        "yahoo.com",
        "yahoo.de",
    }
)
"""Domains at which anybody gets an address: it proves nothing."""


def is_address_at(address: str, website: str) -> bool:
    """Tell whether an address belongs to the domain of a website.

    Exactly that domain: below a shared one, as that of a town, everybody has a website.
    """
    domain = address.rpartition("@")[2].casefold()
    host = (urlsplit(website).hostname or "").removeprefix("www.")
    if not domain or "." not in domain or domain in MAIL_FOR_EVERYBODY:
        return False
    return domain == host
