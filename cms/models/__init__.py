"""Tables of the editorial kernel, one family a module."""

from cms.models.announcement import Announcement, AnnouncementText
from cms.models.article import Article
from cms.models.branch import Branch, BranchGroup, ReviewTask
from cms.models.call import Call, CallIndexPage, CallPage
from cms.models.count import DailyCount
from cms.models.event import Event, EventDate, EventIndexPage, EventPage
from cms.models.funding import (
    AdvicePage,
    FundingEntry,
    FundingIndexPage,
    FundingPage,
    FundingState,
    LinkCheck,
)
from cms.models.guide import ChronologyPage, GuidePage
from cms.models.home import HomePage
from cms.models.images import Consent, Document, Image, MediaNote, Rendition
from cms.models.leased import Lease, LeasedRow
from cms.models.link import LinkToken
from cms.models.mail import MailAddressState, OutboxMail
from cms.models.measured import Measurement
from cms.models.network import (
    Network,
    NetworkContact,
    NetworkDistrict,
    NetworkFunder,
    NetworkLink,
    NetworkState,
)
from cms.models.news import NewsIndexPage, NewsPage
from cms.models.offer import Offer, OfferIndexPage, OfferPage
from cms.models.offer_request import OfferRequest
from cms.models.plain import GenericPage, HelpIndexPage, HelpPage, LegalPage
from cms.models.practice import PracticeEntry, PracticeIndexPage, PracticePage
from cms.models.proposal import Proposal
from cms.models.region import RegionIndexPage, RegionPage
from cms.models.role import NetworkRole
from cms.models.school_holiday import SchoolHoliday
from cms.models.stage import StagePage
from cms.models.state_change import StateChange
from cms.models.term import PageDistrict, PageTerm, Term, TermAlias, TermLabel
from cms.models.theme import ThemeIndexPage, ThemePage
from cms.models.webinar import AcademyPage, WebinarIndexPage, WebinarPage

__all__ = [
    "AcademyPage",
    "AdvicePage",
    "Announcement",
    "AnnouncementText",
    "Article",
    "Branch",
    "BranchGroup",
    "Call",
    "CallIndexPage",
    "CallPage",
    "ChronologyPage",
    "Consent",
    "DailyCount",
    "Document",
    "Event",
    "EventDate",
    "EventIndexPage",
    "EventPage",
    "FundingEntry",
    "FundingIndexPage",
    "FundingPage",
    "FundingState",
    "GenericPage",
    "GuidePage",
    "HelpIndexPage",
    "HelpPage",
    "HomePage",
    "Image",
    "Lease",
    "LeasedRow",
    "LegalPage",
    "LinkCheck",
    "LinkToken",
    "MailAddressState",
    "Measurement",
    "MediaNote",
    "Network",
    "NetworkContact",
    "NetworkDistrict",
    "NetworkFunder",
    "NetworkLink",
    "NetworkRole",
    "NetworkState",
    "NewsIndexPage",
    "NewsPage",
    "Offer",
    "OfferIndexPage",
    "OfferPage",
    "OfferRequest",
    "OutboxMail",
    "PageDistrict",
    "PageTerm",
    "PracticeEntry",
    "PracticeIndexPage",
    "PracticePage",
    "Proposal",
    "RegionIndexPage",
    "RegionPage",
    "Rendition",
    "ReviewTask",
    "SchoolHoliday",
    "StagePage",
    "StateChange",
    "Term",
    "TermAlias",
    "TermLabel",
    "ThemeIndexPage",
    "ThemePage",
    "WebinarIndexPage",
    "WebinarPage",
]
