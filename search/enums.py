"""Levels of audience, and what results are filtered by."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """Whom the text of an entry is for; each level holds only what it adds (F15)."""

    PUBLIC = "public", _("everybody")
    MEMBERS = "members", _("members")
    CONTACTS = "contacts", _("contacts")
    STAFF = "staff", _("coordination")
    OWN = "own", _("only me")


class ValueName(TextChoices):
    """What an entry has several of: who may find it, and by what it is filtered."""

    AUDIENCE = "audience", _("audience")
    NETWORK = "network", _("network")
    STATE = "state", _("state")
    TOPIC = "topic", _("topic")
    STAGE = "stage", _("education stage")
    FORMAT = "format", _("format")


FACETS = (
    "kind",
    ValueName.NETWORK,
    ValueName.STATE,
    ValueName.TOPIC,
    ValueName.STAGE,
    ValueName.FORMAT,
    "period",
)
"""Names of the facets in the order of the page; all values are slugs, a state ``DE-RP``."""


class Period(TextChoices):
    """When something takes place, has its deadline, or was published."""

    TODAY = "today", _("today")
    WEEK = "week", _("the next seven days")
    MONTH = "month", _("the next thirty days")
    YEAR = "year", _("the last twelve months")
