"""The page types of the site: every page model, every route and every state (W2, W3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import get_page_models

from cms import links

OUR_APPS = {"cms", "community", "alumni", "sponsors", "verbund_search"}
LINK = "link:"
PROJECT = "me/contributions/practiceentry/8d4fdc6e-0c5b-4f0c-9c52-6a1f5f6e2a03/"
"""Of `site.PROJECT`."""

SAVE = "search/saved/new/?q=stern&kind=news"
MILA_WRITE = "members/mila-muster/write/"
FIRM_WRITE = "organisations/muster-werke/write/"


@dataclass(frozen=True)
class PageType:
    """One screen: how to get there, and which model or route it stands for.

    ``path`` is below the language, with a slash in front below the root; a pair gives the
    path for German and English.
    ``open`` names what a keyboard opens first, ``sends`` the form that is sent without
    having been filled in.
    """

    name: str
    path: str | tuple[str, str]
    widths: tuple[int, ...] = (1280, 320)
    model: str = ""
    route: str = ""
    status: int = 200
    open: str = ""
    sends: str = ""
    user: str = ""
    has_frame: bool = True

    def get_path(self, language: str) -> str:
        path = self.path
        if isinstance(path, tuple):
            path = path[0 if language == "de" else 1]
        if path.startswith(LINK):
            return make_link_path(f"{path.removeprefix(LINK)}-{language}")
        return path if path.startswith("/") else f"/{language}/{path}"


def make_link_path(nonce: str) -> str:
    """Return the address of a link whose row the site of the tests has made."""
    return reverse("cms:link", args=[signing.Signer(salt=links.SALT).sign(nonce)])


NEWS = ("aktuelles/", "news/")
CALLS = ("ausschreibungen/", "calls/")
EVENTS = ("veranstaltungen/", "events/")
OFFERS = ("angebote/", "offers/")
REGIONS = ("regionen/", "regions/")
ASK = (
    "ask/8d4fdc6e-0c5b-4f0c-9c52-6a1f5f6e2a01/",
    "ask/8d4fdc6e-0c5b-4f0c-9c52-6a1f5f6e2a02/",
)
"""Of `site.ASKED_OFFERS`."""

REPORTED = (
    "moderation/report/offer/8d4fdc6e-0c5b-4f0c-9c52-6a1f5f6e2a01/",
    "moderation/report/offer/8d4fdc6e-0c5b-4f0c-9c52-6a1f5f6e2a02/",
)
"""The same offers, reported."""

POST_KEYS = (
    "8d4fdc6e-0c5b-4f0c-9c52-6a1f5f6e2b01",
    "8d4fdc6e-0c5b-4f0c-9c52-6a1f5f6e2b02",
)
"""Of `site.make_posts`: one with comments, one that was deleted just now."""

REGION_POSTS = "networks/sternenregion-musterstadt/posts/"
HELP = ("hilfe/", "help/")
FUNDING = ("foerderung/", "funding/")
PRACTICE = ("praxis/", "practice/")
THEMES = ("themen/", "themes/")
WEBINARS = ("webinare/", "webinars/")


def below(index: tuple[str, str], rest: str) -> tuple[str, str]:
    return (index[0] + rest, index[1] + rest)


PAGE_TYPES = [
    PageType("home", "", model="cms.HomePage"),
    PageType("open menu", "", open="[popovertarget='site-panel']", widths=(320,)),
    PageType("news list, many pages", NEWS, model="cms.NewsIndexPage"),
    PageType("news list, second page", below(NEWS, "?page=2")),
    PageType("news list, filtered", below(NEWS, "?topic=informatics")),
    PageType("news list, empty", below(NEWS, "?topic=informatics&stage=kita")),
    PageType("news list, unknown filter", below(NEWS, "?topic=gibtsnicht")),
    PageType("news list, open filter", NEWS, open="details.filter-panel > summary"),
    PageType("news", below(NEWS, "nachricht/"), model="cms.NewsPage"),
    PageType("call list", CALLS, model="cms.CallIndexPage"),
    PageType("call list, empty", below(CALLS, "?topic=informatics")),
    PageType("call, open", below(CALLS, "aufruf-open/"), model="cms.CallPage"),
    PageType("call, closing", below(CALLS, "aufruf-closing/")),
    PageType("call, closed deadline", below(CALLS, "aufruf-closed/")),
    PageType("call, decided", below(CALLS, "aufruf-decided/")),
    PageType("call, rolling", below(CALLS, "aufruf-rolling/")),
    PageType("funding directory", FUNDING, model="cms.FundingIndexPage"),
    PageType("funding directory, empty", below(FUNDING, "?status=rolling&area=travel")),
    PageType("funding entry", below(FUNDING, "topf/"), model="cms.FundingPage"),
    PageType("funding entry, expired", below(FUNDING, "vorbei/")),
    PageType("advice on applications", below(FUNDING, "antrag/"), model="cms.AdvicePage"),
    PageType("chronology", "chronik/", model="cms.ChronologyPage"),
    PageType("chronology, filtered", "chronik/?network=sternenregion-musterstadt"),
    PageType("guide", "leitfaden/", model="cms.GuidePage"),
    PageType("event list", EVENTS, model="cms.EventIndexPage"),
    PageType("event list, map", below(EVENTS, "?view=map")),
    PageType("event list, month", below(EVENTS, "?view=month")),
    PageType("event list, unknown place", below(EVENTS, "?near=Atlantis&radius=25")),
    PageType("event list, empty", below(EVENTS, "?near=Flensburg&radius=5")),
    PageType("event, series", below(EVENTS, "termin-series/"), model="cms.EventPage"),
    PageType("event, cancelled", below(EVENTS, "termin-cancelled/")),
    PageType("event, several days", below(EVENTS, "termin-days/")),
    PageType("event, over", below(EVENTS, "termin-over/")),
    PageType("practice list", PRACTICE, model="cms.PracticeIndexPage"),
    PageType("practice list, empty", below(PRACTICE, "?topic=informatics")),
    PageType("practice", below(PRACTICE, "projekt/"), model="cms.PracticePage"),
    PageType("theme list", THEMES, model="cms.ThemeIndexPage"),
    PageType("theme", below(THEMES, "thema/"), model="cms.ThemePage"),
    PageType("webinar library", WEBINARS, model="cms.WebinarIndexPage"),
    PageType("webinar library, empty", below(WEBINARS, "?state=done")),
    PageType("webinar", below(WEBINARS, "webinar/"), model="cms.WebinarPage"),
    PageType("academy", below(WEBINARS, "akademie/"), model="cms.AcademyPage"),
    PageType("search", "search/", route="results"),
    PageType("search, results", "search/?q=stern"),
    PageType("search, filtered", "search/?q=stern&kind=news"),
    PageType("search, misspelt and nothing found", "search/?q=robotter"),
    PageType("search, one letter", "search/?q=x"),
    PageType("search, unknown place", "search/?q=stern&near=Atlantis"),
    PageType("save a search", SAVE, route="saved_new", user="mitglied"),
    PageType("save a search as a guest", SAVE),
    PageType("save a search as a guest with errors", SAVE, sends="main form"),
    PageType("save a search, nothing to save", "search/saved/new/?q=x", status=400),
    PageType("save a search, sent", "search/saved/sent/", route="saved_sent"),
    PageType("saved searches", "search/saved/", route="saved_list", user="mitglied"),
    PageType("saved searches, none", "search/saved/", user="lehrkraft"),
    PageType("change a saved search", "search/saved/70001/", route="saved_change", user="mitglied"),
    PageType("confirm a saved search by link", "link:saved-search"),
    PageType("offer list", OFFERS, model="cms.OfferIndexPage"),
    PageType("offer list, filtered", below(OFFERS, "?state=DE-RP&place=mobile")),
    PageType("offer list, empty", below(OFFERS, "?topic=informatics&place=mobile")),
    PageType("offer", below(OFFERS, "angebot/"), model="cms.OfferPage"),
    PageType("stage", ("grundschule/", "primary-school/"), model="cms.StagePage"),
    PageType("regions", REGIONS, model="cms.RegionIndexPage"),
    PageType("regions, filtered", below(REGIONS, "?state=DE-RP")),
    PageType("regions, empty", below(REGIONS, "?state=DE-HB")),
    PageType("regions, open card", below(REGIONS, "?place=12-1209-1362")),
    PageType("regions, open dialog", REGIONS, open="[data-dialog-open]"),
    PageType("region", below(REGIONS, "sternenregion-musterstadt/"), model="cms.RegionPage"),
    PageType("region without texts", below(REGIONS, "labor-am-hafen/")),
    PageType(
        "embedded map",
        ("/embed/map/?lang=de", "/embed/map/?lang=en"),
        route="embed_map",
        has_frame=False,
    ),
    PageType("login", "/accounts/login/", route="account_login"),
    PageType("login with errors", "/accounts/login/", sends="main form.form"),
    PageType("join", "/accounts/signup/", route="account_signup"),
    PageType("join with errors", "/accounts/signup/", sends="main form"),
    PageType("join, mail sent", "/accounts/confirm-email/"),
    PageType("address to confirm, old link", "/accounts/confirm-email/x/"),
    PageType("new password", "/accounts/password/reset/"),
    PageType("new password, mail sent", "/accounts/password/reset/done/"),
    PageType("new password, old link", "/accounts/password/reset/key/1-x/"),
    PageType("login by code", "/accounts/login/code/"),
    PageType("account is closed", "/accounts/inactive/"),
    PageType("log out", "/accounts/logout/", user="mitglied"),
    PageType("credential again", "/accounts/reauthenticate/", user="mitglied"),
    PageType("second factor", "/accounts/2fa/", user="mitglied"),
    PageType("devices", "/accounts/sessions/", user="mitglied"),
    PageType("other providers", "/accounts/3rdparty/", user="mitglied"),
    PageType("account", "me/", route="account", user="mitglied"),
    PageType("account, asks for consent", "me/", user="kind"),
    PageType("account, consent with errors", "me/", sends="main form.form", user="kind"),
    PageType("account, resting", "me/", user="pause"),
    PageType("account, closed", "me/", user="zu"),
    PageType("decisions about oneself, none", "me/decisions/", route="decision_list", user="mitglied"),
    PageType("decisions about oneself", "me/decisions/", user="gemeldet"),
    PageType("decision about oneself", "me/decisions/70001/", route="decision_detail", user="gemeldet"),
    PageType("decision with errors", "me/decisions/70001/", sends="main form", user="gemeldet"),
    PageType("account, restricted", "me/", user="gemeldet"),
    PageType("report an item", REPORTED, route="report"),
    PageType("report an item with errors", REPORTED, sends="main form.form"),
    PageType("progress of a notice by link", "link:notice"),
    PageType("object by link", "link:appeal"),
    PageType("object by link with errors", "link:appeal", sends="main form"),
    PageType("something feels wrong", "safeguarding/report/"),
    PageType("something feels wrong, as a member", "safeguarding/report/", user="kind-mit"),
    PageType("something feels wrong with errors", "safeguarding/report/", sends="main form.form", user="kind-mit"),
    PageType("own clearances, none", "me/clearances/", route="clearance_list", user="mitglied"),
    PageType("cases of child protection", "safeguarding/cases/", route="case_list", user="schutz"),
    PageType("case of child protection, gate", "safeguarding/cases/FALL2345/", route="case_detail", user="schutz"),
    PageType("case of child protection", "safeguarding/cases/FALL2345/", sends="main form.form", user="schutz"),
    PageType("write down a case", "safeguarding/cases/new/", route="case_new", user="schutz"),
    PageType("how an officer is reached", "safeguarding/contact/", route="officer_contact", user="schutz"),
    PageType("log of reads", "safeguarding/reads/", route="read_list", user="datenschutz"),
    PageType("figures of notices", "moderation/figures/", route="figures"),
    PageType("account to complete", "me/start/", route="start", user="redaktion"),
    PageType("members", "members/", route="member_list"),
    PageType("members, as a member", "members/", user="mitglied"),
    PageType("members, filtered", "members/?language=pl&is=talks", user="mitglied"),
    PageType("members, nobody", "members/?q=niemand", user="mitglied"),
    PageType("member", "members/mila-muster/", route="member_detail", user="mitglied"),
    PageType("member, little to see", "members/mila-muster/"),
    PageType("ask for a contact", "members/mila-muster/contact/", route="contact_ask", user="mitglied"),
    PageType("block a member", "members/mila-muster/block/", route="member_block", user="mitglied"),
    PageType("own profile", "me/profile/", route="profile", user="mitglied"),
    PageType("own profile with errors", "me/profile/", sends="main form.form", user="leer"),
    PageType("own profile of a minor", "me/profile/", user="jugend"),
    PageType("contacts", "me/contacts/", route="contacts", user="mitglied"),
    PageType("contacts, none", "me/contacts/", user="leer"),
    PageType("own consents", "me/consents/", route="consents", user="jugend"),
    PageType("consents, decided by the guardian", "me/consents/", user="kind"),
    PageType("at 18", "me/adult/", route="adult_step", user="volljaehrig"),
    PageType("at 18 with errors", "me/adult/", sends="main form.form", user="volljaehrig"),
    PageType("account, asked at 18", "me/", user="volljaehrig"),
    PageType("month of birth", "me/birth/", route="birth_ask", user="mitglied"),
    PageType("month of birth with errors", "me/birth/", sends="main form.form", user="mitglied"),
    PageType("month of birth, asked", "me/birth/", user="monat"),
    PageType("answer to a network", "me/networks/900/answer/", route="membership_answer", user="monat"),
    PageType("answer to a network with errors", "me/networks/900/answer/", sends="main form.form", user="monat"),
    PageType("rules", "me/rules/", route="rules"),
    PageType("rules to accept", "me/rules/", user="regeln"),
    PageType("account, rules to accept", "me/", user="regeln"),
    PageType("account to close", "me/close/", route="account_close", user="mitglied"),
    PageType("own data, ready", "me/data/", route="data_export", user="mitglied"),
    PageType("own data, on its way", "me/data/", user="kind"),
    PageType("own data, failed", "me/data/", user="pause"),
    PageType("own data, none", "me/data/", user="zu"),
    PageType("guardian answers by link", "link:guardian"),
    PageType("guardian answers with errors", "link:guardian", sends="main form"),
    PageType("guardian changes by link", "link:guardian-page"),
    PageType("organisations", "organisations/", route="organisation_list"),
    PageType("organisations, empty", "organisations/?type=chamber"),
    PageType("organisations, own", "organisations/?near=Hamburg", user="vera"),
    PageType("organisation", "organisations/muster-werke/", route="organisation_detail"),
    PageType("organisation, pre-made", "organisations/muster-labor/"),
    PageType("notifications", "notifications/", route="list", user="kind-mit"),
    PageType("notifications, empty", "notifications/", user="mitglied"),
    PageType("notifications, marked as read", "notifications/?read=2027-03-03T12:00:00%2B00:00", user="kind-mit"),
    PageType("choices of notifications", "me/notifications/", route="notifications", user="mitglied"),
    PageType("choices of notifications, minor", "me/notifications/", user="kind-mit"),
    PageType("feed", "feed/", route="feed", user="mitglied"),
    PageType("feed, empty", "feed/", user="leer"),
    PageType("what one follows", "me/follows/", route="follow_list", user="mitglied"),
    PageType("what one follows, nothing", "me/follows/", user="leer"),
    PageType("follow", "follow/topic/physics/", route="follow", user="mitglied"),
    PageType("end mails of one kind by link", "link:mute"),
    PageType("messages", "messages/", user="mitglied"),
    PageType("messages, none", "messages/", user="leer"),
    PageType("messages, nothing found", "messages/?q=x", user="mitglied"),
    PageType("message, new", "messages/new/", route="new", user="mitglied"),
    PageType("message with errors", "messages/new/", sends="main form.form", user="mitglied"),
    PageType("conversation", "messages/1/", route="thread", user="mitglied"),
    PageType("conversation, supervised", "messages/2/", user="kind-mit"),
    PageType("conversation to leave", "messages/1/leave/", route="leave", user="mitglied"),
    PageType("conversation, to block", "messages/1/block/", route="block", user="mitglied"),
    PageType("class codes", "me/class-codes/", route="class_code_list", user="lehrkraft"),
    PageType("class codes with errors", "me/class-codes/", sends="form[novalidate]", user="lehrkraft"),
    PageType("class codes, none", "me/class-codes/", user="mitglied"),
    PageType("class code to print", "me/class-codes/1/", route="class_code_sheet", user="lehrkraft"),
    PageType("join by code", "me/join/VERBUND2/", route="class_code_use", user="mitglied"),
    PageType("join by code that ended", "me/join/ABCDEFGH/", user="mitglied"),
    PageType("invitations", "me/invitations/", route="invitation_list", user="mitglied"),
    PageType("cockpit", "cockpit/", route="cockpit", user="koordination"),
    PageType("my pages", "me/pages/", route="own_pages", user="mitglied"),
    PageType("my pages, none of a kind", "me/pages/?kind=event", user="mitglied"),
    PageType("members on a map", "members/?view=map", user="mitglied"),
    PageType("bookmarks", "me/bookmarks/", route="bookmark_list", user="mitglied"),
    PageType("bookmarks, let go", "me/bookmarks/?kind=organisation&key=muster-werke", user="mitglied"),
    PageType("bookmarks, none", "me/bookmarks/", user="lehrkraft"),
    PageType("bookmarks with errors", "me/bookmarks/", sends="form[novalidate]", user="lehrkraft"),
    PageType("keep for later", "me/bookmarks/keep/organisation/muster-werke/", route="bookmark_keep", user="mitglied"),
    PageType("invitations, none", "me/invitations/", user="lehrkraft"),
    PageType("refuse an invitation by link", "link:refuse"),
    PageType("refuse an invitation with errors", "link:refuse", sends="main form"),
    PageType("organisation, new", "organisations/new/", route="organisation_new", user="vera"),
    PageType("organisation with errors", "organisations/new/", sends="main form.form", user="vera"),
    PageType("organisation, edit", "organisations/muster-werke/edit/", route="organisation_edit", user="vera"),
    PageType("logo", "organisations/muster-werke/logo/edit/", route="organisation_logo_edit", user="vera"),
    PageType("logo with errors", "organisations/muster-werke/logo/edit/", sends="main form.form", user="vera"),
    PageType("team", "organisations/muster-werke/team/", route="organisation_team", user="vera"),
    PageType("team, to join", "organisations/beispiel-werke/team/", user="vera"),
    PageType("claim", "organisations/muster-labor/claim/", route="organisation_claim", user="vera"),
    PageType("claim with errors", "organisations/muster-labor/claim/", sends="main form.form", user="vera"),
    PageType("claim, waiting", "organisations/muster-labor/claim/", user="otto"),
    PageType("refuse an entry", "organisations/muster-labor/refuse/", route="organisation_refuse"),
    PageType("refuse an entry with errors", "organisations/muster-labor/refuse/", sends="main form"),
    PageType("groups", "groups/", route="group_list"),
    PageType("groups, empty", "groups/?kind=school"),
    PageType("own groups", "groups/mine/", route="group_mine", user="greta"),
    PageType("own groups, none", "groups/mine/", user="dora"),
    PageType("group, own", "groups/loetkreis/", route="group_detail", user="greta"),
    PageType("group, to join", "groups/loetkreis/", user="dora"),
    PageType("group, new", "groups/new/", route="group_new", user="greta"),
    PageType("group with errors", "groups/new/", sends="main form.form", user="greta"),
    PageType("group, edit", "groups/loetkreis/edit/", route="group_edit", user="greta"),
    PageType("group members", "groups/loetkreis/members/", route="group_members", user="greta"),
    PageType("invite to a group", "groups/loetkreis/invite/", route="group_invite", user="greta"),
    PageType("invite with errors", "groups/loetkreis/invite/", sends="form[action$='/invite/']", user="greta"),
    PageType("join a group by link", LINK + "quick", route="group_join_by_link", user="mitglied"),
    PageType("files of a group", "groups/loetkreis/files/", route="group_files", user="greta"),
    PageType("files with errors", "groups/loetkreis/files/", sends="main form.form", user="greta"),
    PageType("help list", HELP, model="cms.HelpIndexPage"),
    PageType("help", below(HELP, "hilfe/"), model="cms.HelpPage"),
    PageType("did this help", "did-this-help/hilfe/", route="cms_help_answer"),
    PageType("generic page", "ueber/", model="cms.GenericPage"),
    PageType("legal page", "recht-accessibility/", model="cms.LegalPage"),
    PageType("act by link", "link:open", route="link"),
    PageType("acted by link", "link:act", sends="main form"),
    PageType("link expired", "link:expired", status=410),
    PageType("link used", "link:used", status=410),
    PageType("link unknown", "/l/gibt-es-nicht/", status=404),
    PageType("ask for an offer", ASK, route="offer_ask"),
    PageType("ask for an offer with errors", ASK, sends="main form"),
    PageType("asked for an offer", below(ASK, "sent/"), route="offer_asked"),
    PageType("answer a request by link", "link:answer"),
    PageType("answer a request by link with errors", "link:answer", sends="main form"),
    PageType("proposals, empty", "me/proposals/", route="proposal_list", user="redaktion"),
    PageType("proposal", "me/proposals/new/news/", route="proposal_new", user="redaktion"),
    PageType("proposal of practice", "me/proposals/new/practice/", route="proposal_new", user="redaktion"),
    PageType("proposal with errors", "me/proposals/new/news/", sends="main form", user="redaktion"),
    PageType("style guide", "styleguide/", route="cms_styleguide"),
    PageType("flash message", "state/flash/"),
    PageType("error 400", "state/400/", status=400),
    PageType("error 403, refused", "state/403/", status=403),
    PageType("error 404", "gibt-es-nicht/", status=404),
    PageType("error 410", "state/410/", status=410),
    PageType("error 429", "state/429/", status=429),
    PageType("error 500", "state/500/", status=500, has_frame=False),
    PageType("posts of a network", REGION_POSTS, route="network_posts", user="mitglied"),
    PageType("posts of a network, none", "networks/labor-am-hafen/posts/", user="leer"),
    PageType("new post", f"{REGION_POSTS}new/", route="network_post_new", user="mitglied"),
    PageType("new post with errors", f"{REGION_POSTS}new/", sends="main form.form", user="mitglied"),
    PageType("posts of a group", "groups/bienen/posts/", route="group_posts", user="mitglied"),
    PageType("new post in a group", "groups/bienen/posts/new/", route="group_post_new", user="mitglied"),
    PageType("post", f"posts/{POST_KEYS[0]}/", route="post_detail", user="mitglied"),
    PageType("post with errors", f"posts/{POST_KEYS[0]}/", sends="main form.form", user="mitglied"),
    PageType("post, edited", f"posts/{POST_KEYS[0]}/edit/", route="post_edit", user="mitglied"),
    PageType("post, deleted", f"posts/{POST_KEYS[1]}/", user="mitglied"),
    PageType("events and projects on the profile", "me/contributions/", route="contribution_list", user="mitglied"),
    PageType("part of a project", PROJECT, route="contribution_add", user="mitglied"),
    PageType("part of a project with errors", PROJECT, sends="main form.form", user="mitglied"),
    PageType("part of a project, below 18", PROJECT, user="jugend"),
    PageType("events and projects, none", "me/contributions/", user="leer"),
    PageType("contact form", MILA_WRITE, route="enquiry_to_member"),
    PageType("contact form with errors", MILA_WRITE, sends="main form.form"),
    PageType("contact form of a member", MILA_WRITE, user="mitglied"),
    PageType("contact form, who is new", MILA_WRITE, user="leer"),
    PageType("contact form, sent", f"{MILA_WRITE}sent/", route="enquiry_to_member_sent"),
    PageType("contact form of an organisation", FIRM_WRITE, route="enquiry_to_organisation"),
    PageType("contact form of an organisation, sent", f"{FIRM_WRITE}sent/", route="enquiry_to_organisation_sent"),
    PageType("messages of the contact form", "me/enquiries/", route="enquiry_list", user="vera"),
    PageType("messages of the contact form, none", "me/enquiries/", user="mitglied"),
    PageType("confirm a message by link", "link:enquiry"),
    PageType("calendar of a group", "groups/loetkreis/events/", route="group_events", user="greta"),
    PageType("calendar of a group, past", "groups/loetkreis/events/?period=past", user="greta"),
    PageType("calendar of a group, none", "groups/bienen/events/", user="mitglied"),
    PageType("event for a calendar", "groups/loetkreis/events/add/", route="group_event_add", user="greta"),
    PageType("event for a calendar, none", "groups/loetkreis/events/add/?q=xyzzy", user="greta"),
    PageType("move a post", f"posts/{POST_KEYS[0]}/move/", route="post_move", user="mitglied"),
    PageType("move a post with errors", f"posts/{POST_KEYS[0]}/move/", sends="main form.form", user="mitglied"),
    PageType("error 503", "state/503/", status=503, has_frame=False),
]  # fmt: skip

NO_SCREENS = {
    "case_evidence": "redirect",
    "contribution_drop": "redirect",
    "enquiry_allow": "redirect",
    "click": "nothing to read",
    "suggestions": "a piece of the page of search",
    "saved_end": "redirect",
    "saved_resume": "redirect",
    "follow_allow": "redirect",
    "follow_end": "redirect",
    "group_archive": "redirect",
    "group_event_remove": "redirect",
    "group_export": "a file",
    "group_file_remove": "redirect",
    "group_invitation_withdraw": "redirect",
    "group_join": "redirect",
    "group_leave": "redirect",
    "group_link": "redirect, or the invitations again",
    "group_mute": "redirect",
    "group_rejoin": "redirect",
    "group_remove": "redirect",
    "group_requests": "redirect",
    "group_welcome": "redirect",
    "groupmate_decide": "redirect",
    "unmute": "redirect",
    "claim_withdraw": "redirect",
    "team_ask": "redirect",
    "team_invitation": "redirect",
    "team_invite": "redirect",
    "team_decide": "redirect",
    "team_leave": "redirect",
    "team_show": "redirect",
    "count": "fragment",
    "read": "redirect",
    "read_all": "redirect",
    "unread": "redirect",
    "class_code_revoke": "redirect",
    "bookmark_drop": "redirect",
    "bookmark_list_end": "redirect",
    "bookmark_move": "redirect",
    "invitation_accept": "redirect",
    "invitation_allow": "redirect",
    "invitation_decline": "redirect",
    "account_pause": "redirect",
    "account_reopen": "redirect",
    "account_resume": "redirect",
    "birth_take_back": "redirect",
    "guardian_ask": "redirect",
    "contact_accept": "redirect",
    "mute": "redirect",
    "star": "redirect",
    "contact_decline": "redirect",
    "contact_end": "redirect",
    "post_mark": "redirect",
    "post_remove": "redirect",
    "post_restore": "redirect",
    "post_thanks": "redirect",
    "member_picture": "picture",
    "organisation_logo": "picture",
    "member_unblock": "redirect",
    "member_mute": "redirect",
    "member_unmute": "redirect",
    "case_entry": "redirect, or the case again",
    "case_move": "redirect, or the case again",
    "case_step": "redirect, or the case again",
    "case_party": "redirect, or the case again",
    "case_freeze": "redirect, or the case again",
    "case_lift": "redirect, or the case again",
    "case_from_notice": "redirect",
    "admin_login": "redirect",
    "api_missing": "JSON",
    "calendar": "iCal",
    "data_download": "ZIP",
    "document_serve": "file",
    "entrance": "redirect",
    "event_documents": "ZIP",
    "event_calendar": "iCal",
    "webinar_calendar": "iCal",
    "feed": "Atom",
    "health": "JSON",
    "media": "picture",
    "readiness": "JSON",
    "language_choose": "redirect",
    "picture_show": "picture",
    "qr_code": "picture",
    "robots": "text",
    "proposal_submit": "redirect",
    "proposal_withdraw": "redirect",
    "security": "text",
    "sitemap": "XML",
    "sitemap_language": "XML",
}
"""Routes that answer no HTML, and what they answer instead."""

WITHOUT_FIXTURE = {
    "proposal_change",
    "proposal_detail",
    "proposal_edit",
    "proposal_preview",
}
"""Screens that nobody has looked at this way yet: a debt, to be emptied and never to grow."""

# The main pages of django-allauth stand above, under its addresses.
FOREIGN_MODULES = (
    "allauth.",
    "wagtail.",
    "wagtail_localize.",
    "django.",
    "ninja.",
    "functools",
)
EDITOR_PATHS = ("admin/",)
"""Screens of Wagtail's own interface: our part of them is checked in test_editors."""


def find_missing_models() -> list[str]:
    """Return the page models of our apps that no page type shows."""
    shown = {page_type.model for page_type in PAGE_TYPES}
    return sorted(
        model._meta.label
        for model in get_page_models()
        if model._meta.app_label in OUR_APPS and model._meta.label not in shown
    )


def find_missing_routes() -> list[str]:
    """Return the routes of our own views that no page type shows."""
    shown = (
        {page_type.route for page_type in PAGE_TYPES}
        | set(NO_SCREENS)
        | WITHOUT_FIXTURE
    )
    names = {
        pattern.name or str(pattern.pattern)
        for route, pattern in walk(get_resolver("config.urls"))
        if not get_module(pattern).startswith(FOREIGN_MODULES)
        and not route.startswith(EDITOR_PATHS)
    }
    return sorted(names - shown)


def walk(resolver: Any, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Return each route with its whole path: ``("admin/login/", pattern)``."""
    for pattern in resolver.url_patterns:
        path = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from walk(pattern, path)
        else:
            yield path, pattern


def get_module(pattern: URLPattern) -> str:
    view = pattern.callback
    view = getattr(view, "view_class", getattr(view, "__wrapped__", view))
    return str(getattr(view, "__module__", type(view).__module__))
