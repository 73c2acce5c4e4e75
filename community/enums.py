"""Closed vocabularies of people."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MemberRole(TextChoices):
    """What somebody says to be; a claim without rights until a network confirms it (CO1)."""

    PUPIL = "pupil", _("Pupil")
    TRAINEE = "trainee", _("Apprentice or student")
    ALUMNUS = "alumnus", _("Graduate of a programme")
    TEACHER = "teacher", _("Teacher")
    GUARDIAN = "guardian", _("Parent or guardian")
    COMPANY = "company", _("Company or organisation")
    FRIEND = "friend", _("Somebody else who wants to help")


class AccountState(TextChoices):
    """Moved by transitions only; whether consent is missing is computed each time (P3)."""

    ACTIVE = "active", _("active")
    PAUSED = "paused", _("paused")
    BLOCKED = "blocked", _("blocked")
    CLOSED = "closed", _("closed, to be erased")


class AgeStep(TextChoices):
    """Computed from birth year and month (P31), never stored."""

    CHILD = "child", _("under 16")
    YOUTH = "youth", _("16 or 17")
    ADULT = "adult", _("18 or over")


class MembershipState(TextChoices):
    CLAIMED = "claimed", _("waiting for the network")
    CONFIRMED = "confirmed", _("confirmed")
    DECLINED = "declined", _("declined")
    ENDED = "ended", _("ended")


class ConsentScope(TextChoices):
    """What a guardian, or the person, says yes to, each on its own (CO61)."""

    ACCOUNT = "account", _("an account of one’s own")
    PICTURES = "pictures", _("pictures")
    MENTORING = "mentoring", _("having a mentor")
    MEETING = "meeting", _("meeting in person")
    EVENTS = "events", _("taking part in events")


class GuardianAnswer(TextChoices):
    """What became of the question to a guardian (P2, P34)."""

    WAITING = "waiting", _("waiting for an answer")
    YES = "yes", _("agreed")
    NO = "no", _("refused")
    STRANGER = "stranger", _("went to the wrong person")


class InvitationState(TextChoices):
    """One life for invitations of every kind (CO47)."""

    PENDING = "pending", _("waiting for an answer")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("expired without an answer")


class InvitationAnswer(TextChoices):
    """What can be said by link, without an account (CO48)."""

    NO = "no", _("No, thank you")
    NEVER = "never", _("No, and write to me no more")
