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


class NoticeReason(TextChoices):
    """Why somebody reports an item (P7); the first goes before all others."""

    CHILD = "child", _("A child or young person is at risk")
    ILLEGAL = "illegal", _("It breaks a law")
    DIGNITY = "dignity", _("It insults, threatens or demeans people")
    PRIVACY = "privacy", _("It shows personal data or pictures without consent")
    COPYRIGHT = "copyright", _("It uses somebody’s work without permission")
    FRAUD = "fraud", _("It is advertising or a fraud")
    FALSE = "false", _("It is not true")
    OTHER = "other", _("Something else")


class CaseState(TextChoices):
    """The life of a case; what was decided stands in its decisions (CO50)."""

    RECEIVED = "received", _("received")
    IN_REVIEW = "in-review", _("in review")
    DECIDED = "decided", _("decided")
    APPEALED = "appealed", _("appealed")
    CLOSED = "closed", _("closed")


class Outcome(TextChoices):
    """What is decided; from hiding on the item goes out of sight."""

    NOTHING = "nothing", _("nothing is changed")
    HIDE = "hide", _("the content is hidden")
    RESTRICT = "restrict", _("the account is restricted for a time")
    SUSPEND = "suspend", _("the account is shut for a time")
    BAN = "ban", _("the account is shut for good")


class DecisionStage(TextChoices):
    INTERIM = "interim", _("at once, until somebody has looked")
    FIRST = "first", _("decision")
    APPEAL = "appeal", _("decision on the appeal")


class Basis(TextChoices):
    """The law or rule behind a restriction, in whole sentences that the person reads (P8)."""

    CHILD = (
        "child",
        _("It puts a child or young person at risk. Laws and our rules forbid that."),
    )
    ILLEGAL = "illegal", _("It breaks a law.")
    DIGNITY = (
        "dignity",
        _("It insults, threatens or demeans people. Our rules forbid that."),
    )
    PRIVACY = (
        "privacy",
        _(
            "It shows personal data or pictures without consent. Data protection law and "
            "our rules forbid that."
        ),
    )
    COPYRIGHT = (
        "copyright",
        _("It uses somebody’s work without permission. Copyright law forbids that."),
    )
    FRAUD = "fraud", _("It is advertising or a fraud. Our rules forbid that.")
    FALSE = "false", _("It misleads people. Our rules forbid that.")
    OTHER = "other", _("It breaks our rules.")
