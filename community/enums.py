"""Closed vocabularies of people."""

from django.db.models import IntegerChoices, TextChoices
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
    ASKED = "asked", _("the network has asked for more")
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


class GuardianWish(TextChoices):
    """What a guardian wants by the lasting link (CO66)."""

    SAVE = "save", _("Save what is ticked above")
    FILE = "file", _("Save it, and send me a file with what you hold on my child")
    ERASE = "erase", _("Close the account and delete everything in it")


class Audience(IntegerChoices):
    """Who may read a field of a profile; each includes those before (CO11)."""

    OWNER = 0, _("only me")
    STAFF = 1, _("the coordination of my networks")
    CONTACTS = 2, _("my contacts")
    MEMBERS = 3, _("members")
    PUBLIC = 4, _("everybody")


class ProfileTermKind(TextChoices):
    """Which of the shared terms a profile names."""

    OFFER = "offer", _("I offer")
    SEEK = "seek", _("I am looking for")
    DISCIPLINE = "discipline", _("Subjects")
    STAGE = "stage", _("Education stages that I work with")


class ProfileValueKind(TextChoices):
    LANGUAGE = "language", _("Languages")
    AREA = "area", _("Where I am active")


class Language(TextChoices):
    """Spoken by many at schools in Germany; codes of ISO 639, ``dgs`` apart."""

    GERMAN = "de", _("German")
    ENGLISH = "en", _("English")
    SIGN = "dgs", _("German Sign Language")
    ARABIC = "ar", _("Arabic")
    CZECH = "cs", _("Czech")
    DANISH = "da", _("Danish")
    DUTCH = "nl", _("Dutch")
    FRENCH = "fr", _("French")
    GREEK = "el", _("Greek")
    ITALIAN = "it", _("Italian")
    KURDISH = "ku", _("Kurdish")
    PERSIAN = "fa", _("Persian")
    POLISH = "pl", _("Polish")
    ROMANIAN = "ro", _("Romanian")
    RUSSIAN = "ru", _("Russian")
    SPANISH = "es", _("Spanish")
    TURKISH = "tr", _("Turkish")
    UKRAINIAN = "uk", _("Ukrainian")


class ContactState(TextChoices):
    """A request between two members; who ends a contact ends it for both (CO19)."""

    ASKED = "asked", _("asked")
    ACCEPTED = "accepted", _("in contact")
    DECLINED = "declined", _("declined")
    ENDED = "ended", _("ended")


class OrganisationState(TextChoices):
    """Whether others see an organisation; moved by transitions only."""

    DRAFT = "draft", _("waiting to be shown")
    LIVE = "live", _("shown")
    HIDDEN = "hidden", _("hidden")


class RefusalAnswer(TextChoices):
    """What an organisation says about an entry that we have made of it (SP50)."""

    MISTAKEN = "not-us", _("That is not us: what it says belongs to somebody else")
    UNWANTED = "remove", _("That is us, and we do not want to stand here")


class TeamRole(TextChoices):
    """What somebody may do for an organisation (CO23)."""

    ADMIN = "admin", _("admin")
    TEAM = "team", _("team")


class TeamState(TextChoices):
    """How far somebody belongs to the team of an organisation (CO23)."""

    ASKED = "asked", _("has asked")
    ACTIVE = "active", _("belongs to the team")
    DECLINED = "declined", _("declined")
    ENDED = "ended", _("ended")


class ClaimState(TextChoices):
    """What becomes of the wish to take over a pre-made entry (SP48)."""

    OPEN = "open", _("waits for a decision")
    NEEDS_PROOF = "needs-proof", _("waits for a proof")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")
    LAPSED = "lapsed", _("lapsed")


class SocialService(TextChoices):
    """Where an organisation may have a profile besides its website (CO21)."""

    LINKEDIN = "linkedin", "LinkedIn"
    XING = "xing", "XING"
    INSTAGRAM = "instagram", "Instagram"
    FACEBOOK = "facebook", "Facebook"
    YOUTUBE = "youtube", "YouTube"
    TIKTOK = "tiktok", "TikTok"
    BLUESKY = "bluesky", "Bluesky"
    MASTODON = "mastodon", "Mastodon"


class Frequency(TextChoices):
    """How often a kind of notification is written to somebody by mail (CO41)."""

    AT_ONCE = "at-once", _("at once")
    DAILY = "daily", _("once a day, in one letter")
    WEEKLY = "weekly", _("once a week, in one letter")
    NEVER = "never", _("never")


class CorrectionState(TextChoices):
    """What became of the wish for another month of birth (P31)."""

    ASKED = "asked", _("waiting for the coordination")
    GRANTED = "granted", _("corrected")
    REFUSED = "refused", _("not corrected")
    TAKEN_BACK = "taken_back", _("taken back")


class RulesKind(TextChoices):
    """What members accept: the contract, and how people treat each other (CO7)."""

    TERMS = "terms", _("Terms of use")
    HOUSE_RULES = "house-rules", _("House rules")


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
    LABEL = "label", _("the content stays, with a label that says why")
    HIDE = "hide", _("the content is hidden")
    REMOVE = (
        "remove",
        _(
            "the content is hidden, and deleted for good once nobody can object any more"
        ),
    )
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


class GroupKind(TextChoices):
    WORKING = "working", _("Working group")
    REGION = "region", _("Region")
    COHORT = "cohort", _("Year group")
    SCHOOL = "school", _("School")
    THEME = "theme", _("Topic")
    EVENT = "event", _("Event")


class GroupVisibility(TextChoices):
    """Who finds a group; a hidden one answers others like one that is missing (CO29)."""

    PUBLIC = "public", _("everybody")
    MEMBERS = "members", _("members")
    HIDDEN = "hidden", _("only who belongs to it")


class GroupJoining(TextChoices):
    OPEN = "open", _("whoever wants to")
    REQUEST = "request", _("whoever asks and is let in")
    INVITE = "invite", _("whoever is invited")


class ContentAudience(TextChoices):
    """Who reads what is written, in a group or for a network (CO28, CO29)."""

    GROUP = "group", _("the group")
    NETWORK = "network", _("adults of the network")
    MEMBERS = "members", _("all adult members")


class GroupRole(TextChoices):
    OWNER = "owner", _("in charge")
    MODERATOR = "moderator", _("moderates")
    MEMBER = "member", _("takes part")


class GroupMembershipState(TextChoices):
    ASKED = "asked", _("has asked")
    ACTIVE = "active", _("belongs to the group")
    DECLINED = "declined", _("declined")
    ENDED = "ended", _("has left")
    BANNED = "banned", _("shut out")


class GroupState(TextChoices):
    ACTIVE = "active", _("active")
    ARCHIVED = "archived", _("archived")


class ClearanceTier(IntegerChoices):
    """How close an adult may come to minors; each includes those before (ME16)."""

    GROUP = 1, _("in groups, with staff present")
    ONLINE = 2, _("one to one, online")
    IN_PERSON = 3, _("one to one, in person")


class ClearanceState(TextChoices):
    """Entering and approving are two people (ME15)."""

    ENTERED = "entered", _("waits for a second person")
    APPROVED = "approved", _("in force")
    REFUSED = "refused", _("refused")
    ENDED = "ended", _("ended")


class PostState(TextChoices):
    """Whether others read a post; that its author took it away is a time (CO28, CO55)."""

    VISIBLE = "visible", _("shown")
    HELD = "held", _("being checked")
    HIDDEN = "hidden", _("hidden")


class MemberExportFormat(TextChoices):
    """A workbook first: no cell of it is computed (S8)."""

    XLSX = "xlsx", _("Workbook (XLSX)")
    CSV = "csv", _("Table (CSV)")


class SeenStep(TextChoices):
    """When somebody was here for the last time, as coarse as the coordination needs it."""

    RECENT = "recent", _("within a month")
    HALF_YEAR = "half-year", _("within half a year")
    EARLIER = "earlier", _("longer ago")
    NEVER = "never", _("not since joining")


class MemberExportColumn(TextChoices):
    """What a list of members can hold; the rest of a profile is nobody's list."""

    NAME = "name", _("Name shown")
    ROLE = "role", _("Role")
    AGE = "age", _("Under 18")
    SINCE = "since", _("Belongs to the network since")
    SEEN = "seen", _("Last seen")
    LANGUAGE = "language", _("Language")
    POSITION = "position", _("What the person does")
    WORKPLACE = "workplace", _("Where the person works or studies")
    EMAIL = "email", _("E-mail of the profile")
    PHONE = "phone", _("Phone of the profile")
    WEBSITE = "website", _("Website")


class ImportBasis(TextChoices):
    """Why a network may write to the people of a file at all (CO57)."""

    ASKED = "asked", _("They have asked us to be invited")
    AGREED = "agreed", _("They have agreed to being written to")
    MEMBERS = "members", _("They take part in our programme or work with us already")


class ImportColumn(TextChoices):
    """What is read from a file of people; nothing else of it is kept."""

    EMAIL = "email", _("E-mail address")
    ROLE = "role", _("Role")


class MemberFigureKind(TextChoices):
    """What is counted of a network's people each day."""

    MEMBER = "member", _("members")
    WAITING = "waiting", _("people who wait for a decision")
    ACTIVE = "active", _("members who were here within 30 days")


class SafeguardingState(TextChoices):
    """The life of a case of child protection (ME39)."""

    RECEIVED = "received", _("received")
    TRIAGED = "triaged", _("looked at")
    CLARIFYING = "clarifying", _("being clarified")
    MEASURES = "measures", _("measures are taken")
    CLOSED = "closed", _("closed")


class SafeguardingSource(TextChoices):
    """How an officer came to know of it."""

    BUTTON = "button", _("told by a member on the site")
    NOTICE = "notice", _("from a notice about an item")
    STAFF = "staff", _("seen or told in person")
    PHONE = "phone", _("told by phone")


class SafeguardingStep(TextChoices):
    """What is to be thought of in every case; the order is that of the list (ME39)."""

    DANGER = "danger", _("Danger right now ruled out, or the police called")
    HEARD = "heard", _("Heard the person concerned")
    ADVICE = "advice", _("Asked a specialist for child protection for advice")
    EVIDENCE = "evidence", _("Secured what proves it")
    CONTACT = "contact", _("Decided whether contact is frozen")
    PARENTS = "parents", _("Decided whether and how parents are told")
    OFFICE = "office", _("Decided whether the youth welfare office is told")
    AFTER = "after", _("Agreed how it goes on for the person concerned")


class ReadReason(TextChoices):
    """Why staff open what is about child protection; no free text, so it tells nothing (P16)."""

    TRIAGE = "triage", _("to see how urgent it is")
    WORK = "work", _("to work on it")
    DEPUTY = "deputy", _("to stand in for a colleague")
    REVIEW = "review", _("to check how it was handled")
    AUTHORITY = "authority", _("because an authority has asked")
    CLEARANCE = "clearance", _("to enter, approve or renew clearances")


class ThreadKind(TextChoices):
    PAIR = "pair", _("two people")
    ROUND = "round", _("several people")


class MessageState(TextChoices):
    """What became of a message; held and returned ones only the author sees (CO35)."""

    DELIVERED = "delivered", _("delivered")
    HELD = "held", _("being checked")
    REDACTED = "redacted", _("delivered in part")
    RETURNED = "returned", _("returned")
    REMOVED = "removed", _("removed")


class HeldDecision(TextChoices):
    """What the coordination says to a message that is held."""

    RELEASE = "release", _("Deliver it as it is")
    REDACT = "redact", _("Deliver it without what was found")
    RETURN = "return", _("Give it back, with a reason")


class CircularTarget(TextChoices):
    """To whom staff of a network write (CO39)."""

    NETWORK = "network", _("everybody who belongs to the network")
    ROLE = "role", _("those with one role")
    CHOSEN = "chosen", _("people and teams that I choose")


class CircularState(TextChoices):
    DRAFT = "draft", _("draft")
    SCHEDULED = "scheduled", _("leaves in a few minutes")
    SENDING = "sending", _("is being sent")
    SENT = "sent", _("sent")
    DISCARDED = "discarded", _("discarded")


class EnquiryState(TextChoices):
    """What became of what somebody wrote through a contact form (CO38)."""

    UNCONFIRMED = "unconfirmed", _("address not confirmed")
    HELD = "held", _("being checked")
    DELIVERED = "delivered", _("delivered")
    HIDDEN = "hidden", _("hidden")


class ContributionRole(TextChoices):
    """As what somebody says to have been part of an event or a project (CO16)."""

    LEAD = "lead", _("in charge")
    SPEAKER = "speaker", _("speaking")
    TEAM = "team", _("in the team")
    GUEST = "guest", _("taking part")
