"""Closed vocabularies of the editorial kernel."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class NetworkKind(TextChoices):
    """MINTvernetzt's five kinds, the state programme and the portal itself."""

    MINT_REGION = "mint-region", _("STEM region")
    MINT_CLUSTER = "mint-cluster", _("STEM cluster")
    ALLIANCE = "alliance", _("Alliance")
    STATE_INITIATIVE = "national-initiative", _("State initiative")
    OTHER = "other-network", _("Other network")
    STATE_PROGRAMME = "state-programme", _("State programme")
    SITE = "site", _("The portal")


class NetworkStatus(TextChoices):
    PLANNED = "planned", _("planned")
    ACTIVE = "active", _("active")
    DORMANT = "dormant", _("dormant")
    ENDED = "ended", _("ended")


class State(TextChoices):
    """The sixteen Länder by ISO 3166-2."""

    BADEN_WUERTTEMBERG = "DE-BW", _("Baden-Württemberg")
    BAVARIA = "DE-BY", _("Bavaria")
    BERLIN = "DE-BE", _("Berlin")
    BRANDENBURG = "DE-BB", _("Brandenburg")
    BREMEN = "DE-HB", _("Bremen")
    HAMBURG = "DE-HH", _("Hamburg")
    HESSE = "DE-HE", _("Hesse")
    MECKLENBURG_VORPOMMERN = "DE-MV", _("Mecklenburg-Vorpommern")
    LOWER_SAXONY = "DE-NI", _("Lower Saxony")
    NORTH_RHINE_WESTPHALIA = "DE-NW", _("North Rhine-Westphalia")
    RHINELAND_PALATINATE = "DE-RP", _("Rhineland-Palatinate")
    SAARLAND = "DE-SL", _("Saarland")
    SAXONY = "DE-SN", _("Saxony")
    SAXONY_ANHALT = "DE-ST", _("Saxony-Anhalt")
    SCHLESWIG_HOLSTEIN = "DE-SH", _("Schleswig-Holstein")
    THURINGIA = "DE-TH", _("Thuringia")


class Role(TextChoices):
    """What somebody may do for one network; the order is the order of power.

    Moderators decide on notices and have no right to pages (CO50); nor have safeguarding
    officers, who alone read cases of child protection (ME39), and the data protection
    officer of the portal, who reads who has read them (P16).
    """

    AUTHOR = "author", _("Author")
    TRANSLATOR = "translator", _("Translator")
    EDITOR = "editor", _("Editor")
    COORDINATOR = "coordinator", _("Coordinator")
    MODERATOR = "moderator", _("Moderator")
    SAFEGUARDING = "safeguarding", _("Safeguarding officer")
    DATA_PROTECTION = "data-protection", _("Data protection officer")


class Taxonomy(TextChoices):
    """Own lists of terms (ED60); the lists of ``taxonomies.json`` are aliases of these."""

    STAGE = "stage", _("Education stage")
    PROMOTION = "promotion", _("Breadth or talent")
    CLASS_LEVEL = "class-level", _("Class level")
    FORMAT = "format", _("Format")
    TOPIC = "topic", _("Topic")
    TARGET_GROUP = "target-group", _("Target group")
    ORGANISATION_TYPE = "organisation-type", _("Type of organisation")
    EVENT_TYPE = "event-type", _("Type of event")
    LEVEL = "level", _("Level")
    OFFER_OR_NEED = "offer-or-need", _("Offers and seeks")
    FUNDING_TYPE = "funding-type", _("Type of funding")
    FUNDING_AREA = "funding-area", _("What is funded")
    ELIGIBLE_BODY = "eligible-body", _("Who may apply")
    SPECIAL_GROUP = "special-group", _("Special target group")


class ArticleKind(TextChoices):
    NEWS = "news", _("News")
    PRESS = "press", _("Press release")
    PORTRAIT = "portrait", _("Network portrait")
    PAGE = "page", _("Page")
    HELP = "help", _("Help")
    LEGAL = "legal", _("Legal page")
    CHRONOLOGY = "chronology", _("Chronology")
    GUIDE = "guide", _("Guide")
    ADVICE = "advice", _("Help with applications")
    THEME = "theme", _("Theme")
    ACADEMY = "academy", _("Academy")


class LegalKind(TextChoices):
    IMPRINT = "impressum", _("Imprint")
    PRIVACY = "privacy", _("Data protection")
    ACCESSIBILITY = "accessibility", _("Accessibility")
    REPORT = "report", _("Reporting point")
    TERMS = "terms", _("Terms of use")
    YOUNG_RULES = "young-rules", _("Rules for young people")
    SOURCES = "sources", _("Sources and licences")


class CallStatus(TextChoices):
    """Computed from the row's dates (ED16), never stored."""

    ANNOUNCED = "announced", _("announced")
    OPEN = "open", _("open")
    CLOSING = "closing", _("closing soon")
    CLOSED = "closed", _("closed")
    IN_REVIEW = "in-review", _("in review")
    DECIDED = "decided", _("decided")


class EventKind(TextChoices):
    EVENT = "event", _("Event")
    WEBINAR = "webinar", _("Webinar")


class EventStatus(TextChoices):
    """Moved by transitions only (ED21); that an event is over is computed."""

    PLANNED = "planned", _("planned")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")


class EventMode(TextChoices):
    """Where one takes part; the values of MINTvernetzt's ``stages``."""

    ON_SITE = "on-site", _("on site")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("on site and online")


class Repetition(TextChoices):
    DAILY = "daily", _("every day")
    WEEKLY = "weekly", _("every week")
    FORTNIGHTLY = "fortnightly", _("every two weeks")
    MONTHLY = "monthly", _("every month, on the same day")


class RegistrationKind(TextChoices):
    """How one registers; registration with us comes with the members."""

    NONE = "none", _("without registration")
    OUTSIDE = "outside", _("on another website")


class SpokenLanguage(TextChoices):
    GERMAN = "de", _("German")
    ENGLISH = "en", _("English")
    SIGN = "dgs", _("German Sign Language")


class Availability(TextChoices):
    ON_REQUEST = "on-request", _("on request")
    DATES = "dates", _("on fixed dates")
    ALWAYS = "always", _("at any time")


class LinkState(TextChoices):
    """What the weekly check of an address found."""

    UNKNOWN = "unknown", _("not known")
    OK = "ok", _("works")
    DEAD = "dead", _("leads nowhere")


class PracticeStatus(TextChoices):
    """Computed from the row's dates, never stored."""

    PLANNED = "planned", _("planned")
    RUNNING = "running", _("running")
    ENDED = "ended", _("ended")


class Severity(TextChoices):
    INFORMATION = "info", _("Information")
    WARNING = "warning", _("Warning")


class Licence(TextChoices):
    ALL_RIGHTS = "all-rights", _("All rights reserved, use permitted")
    CC0 = "CC0-1.0", "CC0 1.0"
    CC_BY = "CC-BY-4.0", "CC BY 4.0"
    CC_BY_SA = "CC-BY-SA-4.0", "CC BY-SA 4.0"
    PUBLIC_DOMAIN = "public-domain", _("Public domain")
    GEONUTZV = "GeoNutzV", "GeoNutzV"


class LeaseState(TextChoices):
    """Where a row of durable work stands."""

    DUE = "due", _("due")
    LEASED = "leased", _("being worked on")
    DONE = "done", _("done")
    DEAD = "dead", _("given up")


class MailOutcome(TextChoices):
    """What became of a mail; empty while it waits."""

    SENT = "sent", _("sent")
    EXPIRED = "expired", _("expired before it could be sent")
    REFUSED = "refused", _("refused by the mail server")
    SUPPRESSED = "suppressed", _("not sent: not wanted or address unreachable")


class ProposalState(TextChoices):
    """How far a proposal came; whose turn it is follows from it."""

    DRAFT = "draft", _("draft, not submitted yet")
    SUBMITTED = "submitted", _("waiting for the editors")
    CHANGES_REQUESTED = "changes-requested", _("the editors ask for changes")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class AskerRole(TextChoices):
    """Who asks for an offer; all of them are adults (ED29)."""

    TEACHER = "teacher", _("Teacher")
    GUARDIAN = "guardian", _("Parent or guardian")
    PROFESSIONAL = "professional", _("Other adult who works with young people")


class OfferRequestState(TextChoices):
    """How far a request for an offer came (ED29)."""

    UNCONFIRMED = "unconfirmed", _("address not confirmed yet")
    ASKED = "asked", _("asked")
    ANSWERED = "answered", _("answered")
    ARRANGED = "arranged", _("arranged")
    DECLINED = "declined", _("declined")
    LAPSED = "lapsed", _("lapsed")


class ThingChange(TextChoices):
    """What becomes of a thing that its readers must hear of (CO71)."""

    PUBLISHED = "published", _("published")
    UPDATED = "updated", _("changed in what it says")
    DEADLINE_MOVED = "deadline-moved", _("another deadline")
    DATES_MOVED = "dates-moved", _("other dates")
    CANCELLED = "cancelled", _("cancelled")
    POSTPONED = "postponed", _("postponed")
    RESUMED = "resumed", _("takes place after all")


class Urgency(IntegerChoices):
    """How soon somebody has to decide; the order is that of the cockpit."""

    NOW = 1, _("At once")
    SOON = 2, _("This week")
    LATER = 3, _("When there is time")
