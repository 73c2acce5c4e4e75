"""A small portal with a page of every type in both languages and every block in it.

Every sentence of its content ends with a mark of its language, so that a script can tell
in which language each text on a screen is written (W50).
"""

import datetime as dt
import io
import time
import uuid
from decimal import Decimal
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.http import QueryDict
from django.utils import timezone
from PIL import Image as PillowImage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Site
from wagtail.users.models import UserProfile

from cms.enums import (
    ArticleKind,
    AskerRole,
    LegalKind,
    LinkState,
    NetworkKind,
    Role,
    Severity,
    Taxonomy,
)
from cms.links import LinkPurpose, make_link
from cms.models import (
    AcademyPage,
    AdvicePage,
    Announcement,
    AnnouncementText,
    CallIndexPage,
    CallPage,
    ChronologyPage,
    Event,
    EventIndexPage,
    EventPage,
    FundingEntry,
    FundingIndexPage,
    FundingPage,
    GenericPage,
    GuidePage,
    HelpIndexPage,
    HelpPage,
    HomePage,
    LegalPage,
    LinkToken,
    Network,
    NetworkContact,
    NetworkState,
    NewsIndexPage,
    NewsPage,
    OfferIndexPage,
    OfferPage,
    PageDistrict,
    PracticeEntry,
    PracticeIndexPage,
    PracticePage,
    RegionIndexPage,
    RegionPage,
    Term,
    ThemeIndexPage,
    ThemePage,
    WebinarIndexPage,
    WebinarPage,
)
from cms.operations.offer_requests import (
    ANSWER_PURPOSE,
    Question,
    ask_for_offer,
    confirm_request,
)
from cms.operations.portal import open_portal
from cms.operations.stages import add_stage_pages
from community.enums import (
    Audience,
    ContactState,
    ContributionRole,
    Frequency,
    GroupRole,
    MemberRole,
    MembershipState,
    Outcome,
    PostState,
    ReadReason,
)
from community.models import (
    ClassCode,
    DataExport,
    Enquiry,
    Invitation,
    Member,
    Membership,
    Message,
    NotificationPreference,
    Organisation,
    Profile,
    SafeguardingCase,
    Statement,
    Thanks,
    Thread,
    ThreadAccess,
    ThreadMember,
)
from community.notifications.mails import MUTE_PURPOSE
from community.notifications.telling import notify
from community.operations.accounts import close_account, pause_account
from community.operations.births import ask_birth_correction
from community.operations.bookmarks import keep_thing, make_bookmark_list
from community.operations.contacts import block_member
from community.operations.contributions import add_contribution
from community.operations.enquiries import CONFIRM_PURPOSE as CONFIRM_ENQUIRY
from community.operations.enquiries import confirm_enquiry
from community.operations.group_events import add_group_event
from community.operations.group_leading import ban_groupmate
from community.operations.group_members import join_group
from community.operations.groups import add_group_file, make_quick_link
from community.operations.guardians import ASK_PURPOSE, PAGE_PURPOSE, ask_guardian
from community.operations.invitations import REFUSE_PURPOSE
from community.operations.messages import start_thread
from community.operations.moderation import (
    APPEAL_PURPOSE,
    PROGRESS_PURPOSE,
    decide_case,
)
from community.operations.mutes import mute_member
from community.operations.organisation_claims import claim_organisation
from community.operations.organisation_team import ask_to_join
from community.operations.safeguarding import note_read, save_officer_contact
from search.models import Entry, EntryValue, SavedMatch, SavedSearch
from search.notifications.saved import CONFIRM_PURPOSE as CONFIRM_SEARCH
from search.operations.saving import end_search, save_search, save_search_as_guest
from search.queries.saved import read_savable
from tests.a11y.page_types import POST_KEYS
from tests.cms.asking import NEEDED_TERMS
from tests.cms.pages import add_terms, make_body, publish
from tests.cms.staff import give, make_network, make_user
from tests.community.enquiries import write as write_to
from tests.community.groups import enter, make_group
from tests.community.invitations import (
    invite,
    make_code,
    make_coordinator,
    make_teacher,
)
from tests.community.moderating import judge, note
from tests.community.organisations import join, make_organisation, make_pre_made
from tests.community.people import make_child, make_member
from tests.community.posts import comment_on, lead, make_post
from tests.community.posts import make_group as make_bare_group
from tests.community.profiles import make_adult, make_contact
from tests.community.rules import make_rules
from tests.community.safeguarding import tell

ASKED_OFFERS = {
    "de": uuid.UUID("8d4fdc6e-0c5b-4f0c-9c52-6a1f5f6e2a01"),
    "en": uuid.UUID("8d4fdc6e-0c5b-4f0c-9c52-6a1f5f6e2a02"),
}
PROJECT = uuid.UUID("8d4fdc6e-0c5b-4f0c-9c52-6a1f5f6e2a03")
LONG_WORD = "Naturwissenschaftsförderungsausschreibungsunterlagen"
MARKS = {"de": "⟦de⟧", "en": "⟦en⟧"}
LIST_LENGTH = 45
OFFER_TERMS = {
    "stage": ["primary", "lower-secondary"],
    "class-level": ["class-5", "class-6", "class-7"],
    "format": ["workshop"],
    "topic": ["technology"],
    "promotion": ["broad", "talent"],
}
PLACES = [
    ("Sternenregion Musterstadt", "DE-RP", "07315", "49.9929", "8.2473"),
    ("Labor am Hafen", "DE-SH", "01002", "54.3233", "10.1228"),
    (f"{LONG_WORD}snetzwerk Südtal", "DE-BY", "09162", "48.1351", "11.5820"),
]


def mark(language, german, english):
    """Return the text in one language, with the mark of that language."""
    return f"{german if language == 'de' else english} {MARKS[language]}"


def build_site(port: int) -> None:
    """Fill an empty database; called once for all browser tests."""
    open_portal(hostname="localhost", port=port)
    add_stage_pages()
    Site.objects.update(hostname="localhost", port=port)
    image, document = make_image(), make_document()
    editor = make_user("redaktion", is_superuser=True, is_staff=True)
    # Without a wish of their own, people edit in the language of the site.
    UserProfile.objects.filter(user=editor).update(preferred_language="")
    make_regions(image)
    for locale in Locale.objects.order_by("pk"):
        fill_language(locale, image, document)
    make_home_sections()
    make_announcement()
    make_links()
    make_requests()
    make_members()
    make_organisations()
    make_groups()
    make_cases()
    make_safeguarding()
    make_entries()
    give(editor, Network.objects.get(name=PLACES[0][0]), Role.EDITOR)
    # A name that is also a word of the interface looks like one in the wrong language.
    for name in ("begleitung", "datenschutz", "lehrkraft", "monat", "regeln", "schutz"):
        Member.objects.filter(user__username=name).update(display_name="Ada Beispiel")
    Network.objects.filter(kind=NetworkKind.SITE).update(name="Verbundhaus")


def make_entries():
    """Make two pages of results of two kinds in both languages, some in a region."""
    region = Network.objects.get(name=PLACES[0][0])
    for number in range(1, 26):
        for language in MARKS:
            entry = Entry.objects.create(
                kind="news" if number % 2 else "offer",
                thing=f"{language}:{number}",
                language=language,
                level="public",
                title=f"Stern {number}",
                summary=f"Stern {number}",
                url=f"/{language}/",
                network=region,
                published_at=timezone.now(),
                version=1,
            )
            for name, value in (("audience", "public"), ("network", region.slug)):
                EntryValue.objects.create(entry=entry, name=name, value=value)


LINK_PURPOSE = LinkPurpose(
    name="a11y",
    sentence="Darf Kim mitmachen?",
    button="Ja",
    lifetime=dt.timedelta(days=1),
    act=lambda _token, _thing, _now: "Kim",
)


def make_links():
    """Make links that work, have ended and were used, under nonces that tests know."""
    now, day = timezone.now(), dt.timedelta(days=1)
    states = {
        "open": {},
        "act": {},
        "used": {"used_at": now},
        "expired": {"created_at": now - 2 * day, "expires_at": now - day},
    }
    for language in MARKS:
        for name, values in states.items():
            link = make_link(purpose="a11y", thing=Network.objects.get_site(), now=now)
            rows = LinkToken.objects.filter(pk=link.pk)
            rows.update(nonce=f"{name}-{language}", **values)


def log_in(client, user):
    """Log in as somebody who has just shown the credential (CO4)."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def make_data_exports(now):
    """Make one that is ready, one that waits and one that failed."""
    for name, state in {"mitglied": "done", "kind": "due", "pause": "dead"}.items():
        DataExport.objects.create(
            key=name,
            user=get_user_model().objects.get(username=name),
            language="de",
            state=state,
            due_at=now + dt.timedelta(days=1),
            archive=b"PK" if state == "done" else None,
            finished_at=now,
            expires_at=now + dt.timedelta(days=7),
        )


def make_members():
    """Make an adult, a child that waits, one who rests and one who leaves, with links."""
    now = timezone.now()
    network = Network.objects.get(name=PLACES[0][0])
    make_rules(changes="Neu: Frag nach, wenn du etwas nicht verstehst.")
    member = make_member("mitglied", network=network)
    make_profiles(member)
    Member.objects.filter(pk=member.pk).update(display_name="Ida")
    nameless = make_member("leer")
    Member.objects.filter(pk=nameless.pk).update(display_name="")
    Profile.objects.filter(member=nameless).update(name_audience=Audience.OWNER)
    make_posts(network, member, nameless, now)
    make_grown_members(network, now)
    child = make_child("kind", has_consent=False)
    pause_account(member=make_member("pause"), now=now)
    leaving = make_member("zu")
    close_account(member=leaving, actor=leaving.user, now=now)
    for language in MARKS:
        own = make_child(f"kind-{language}", has_consent=False)
        Member.objects.filter(pk=own.pk).update(language=language)
        guardian = ask_guardian(member=own, email="eltern@example.org", now=now)
        page = make_link(purpose=PAGE_PURPOSE, thing=guardian, now=now)
        links = LinkToken.objects.filter(object_id=guardian.pk)
        links.filter(purpose=ASK_PURPOSE).update(nonce=f"guardian-{language}")
        links.filter(pk=page.pk).update(nonce=f"guardian-page-{language}")
    ask_guardian(member=child, email="eltern@example.org", now=now)
    tell_members(network, now)
    make_conversations(network, now)
    make_data_exports(now)


def make_posts(network, member, other, now):
    """Let two people talk in a group and for a network; one has deleted something."""
    group = make_bare_group(network, member, other)
    lead(group, member)
    lead(make_bare_group(network, member, other, slug="falter"), member)
    post = make_post(
        member,
        network,
        group,
        key=POST_KEYS[0],
        text="Wer kommt mit? Alles steht auf https://bienen.example/liste.",
        is_pinned=True,
        is_archived=False,
    )
    Thanks.objects.create(post=post, member=other, said_at=now)
    comment_on(post, other)
    comment_on(post, member, edited_at=now, state=PostState.HELD)
    # As if it had been deleted tomorrow: the survey takes longer than the way back is open.
    later = now + dt.timedelta(days=1)
    make_post(member, network, group, key=POST_KEYS[1], removed_at=later)
    make_post(other, network, text="Für alle im Netzwerk", is_locked=True)


def tell_members(network, now):
    """Tell a child that takes part of a group of two and of one by itself."""
    child = make_child("kind-mit", age=15)
    for number in range(3):
        notify(
            recipient=child,
            kind="membership-confirmed",
            event_key=str(number),
            group_key=str(number // 2),
            payload={"network": network.name},
            words=LONG_WORD if number else "",
            now=now,
        )
    for language in MARKS:
        member = make_member(f"stumm-{language}")
        Member.objects.filter(pk=member.pk).update(language=language)
        row = NotificationPreference.objects.create(
            member=member, kind="membership-confirmed"
        )
        link = make_link(purpose=MUTE_PURPOSE, thing=row, now=now)
        LinkToken.objects.filter(pk=link.pk).update(nonce=f"mute-{language}")


def make_profiles(member):
    """Make a rich profile, and contacts of every kind for a member."""
    mila = make_adult(
        "mila",
        about="Ada Beispiel",
        position="Musterstadt",
        workplace="Muster GmbH",
        phone="06131 1234",
        website="https://example.org/",
        gives_talks=True,
        place="55116 Mainz",
    )
    Member.objects.filter(pk=mila.pk).update(
        slug="mila-muster", display_name=f"Mila {LONG_WORD}"
    )
    for kind, taxonomy in (
        ("offer", Taxonomy.OFFER_OR_NEED),
        ("discipline", Taxonomy.TOPIC),
        ("stage", Taxonomy.STAGE),
    ):
        for term in Term.objects.of(taxonomy)[:3]:
            mila.profile.terms.create(kind=kind, term=term)
    for language in ("de", "pl"):
        mila.profile.values_chosen.create(kind="language", value=language)
    mila.profile.links.create(service="mastodon", address="https://example.org/@mila")
    Profile.objects.filter(pk=mila.profile.pk).update(
        phone_audience=Audience.CONTACTS, about_audience=Audience.MEMBERS
    )
    make_contact(make_member("eva"), member)
    make_contact(make_member("finn"), member, ContactState.ASKED)
    make_contact(member, make_member("gustav"), ContactState.ASKED)
    block_member(blocker=member, blocked=make_member("hanna"), now=timezone.now())
    mute_member(member=member, muted=make_member("ilka"), now=timezone.now())


def make_groups():
    """Make one with members of all roles, a request, somebody shut out, a link and a file."""
    network, now = Network.objects.get(name=PLACES[0][0]), timezone.now()
    owner = make_member("greta", network=network)
    group = make_group(
        owner, network, visibility="public", joining="request", welcome="Hallo."
    )
    enter(group, make_member("hugo"), GroupRole.MODERATOR)
    enter(group, make_member("ines"))
    shut_out = enter(group, make_member("jan"))
    ban_groupmate(row=shut_out, actor=owner.user, now=now)
    join_group(group=group, member=make_member("karl"), now=now)
    week = dt.timedelta(days=7)
    make_quick_link(group=group, lifetime=week, actor=owner.user, now=now)
    link = LinkToken.objects.latest("pk")
    for language in MARKS:
        link.pk, link.nonce = None, f"quick-{language}"
        link.save(force_insert=True)
    add_group_file(
        group=group, title="Plan", url="https://a.example/", member=owner, now=now
    )
    for event in Event.objects.filter(
        event_pages__slug__startswith="termin-"
    ).distinct():
        add_group_event(group=group, event=event, member=owner, now=now)


def make_conversations(network, now):
    """Make one of two adults, and one of a child with a message in each state."""
    people = {
        name: Member.objects.get(user__username=name)
        for name in ("eva", "mitglied", "kind-mit")
    }
    Member.objects.filter(pk=people["eva"].pk).update(
        joined_at=now - dt.timedelta(days=60)
    )
    people["eva"].refresh_from_db()
    start_thread(
        starter=people["eva"], others=[people["mitglied"]], text=LONG_WORD, now=now
    )
    child = people["kind-mit"]
    carer = make_member("begleitung")
    thread = Thread.objects.create(
        kind="pair",
        pair_key="supervised",
        network=network,
        is_supervised=True,
        started_at=now,
        last_at=now,
    )
    for one in (child, carer):
        ThreadMember.objects.create(
            thread=thread, member=one, joined_at=now, read_at=now
        )
    for state in ("delivered", "held", "redacted", "returned", "removed"):
        Message.objects.create(
            thread=thread,
            author=child,
            text="Ruf mich an: 0171 2345678",
            state=state,
            reason="Bitte ohne Nummer." if state == "returned" else "",
            sent_at=now,
            shown_at=now,
        )
    ThreadAccess.objects.create(
        thread=thread, reader=carer.user, reason="Stichprobe", seen_at=now
    )


def make_organisations():
    """Make one with a team and a request, one to join, and a pre-made one that is claimed."""
    now = timezone.now()
    network = Network.objects.get(name=PLACES[0][0])
    admin = make_member("vera", network=network)
    partner, third = make_member("otto"), make_member("dora")
    own = make_organisation(
        "Muster-Werke",
        admin=admin,
        network=network,
        types=("company",),
        postcode="20095",
        town="Hamburg",
        website="https://muster-werke.example",
        about="<p>Wir bauen Labore.</p>",
        about_language="de",
    )
    join(own, partner)
    make_organisation("Beispiel-Werke", admin=partner)
    ask_to_join(organisation=own, member=third, words="Ich arbeite hier.", now=now)
    entry = make_pre_made("Muster-Labor")
    claim_organisation(
        organisation=entry, member=partner, words="Ich leite es.", now=now
    )
    make_invitations(network, now)
    make_bookmarks(now)
    make_enquiries(own, now)
    make_saved_searches(now)


def make_invitations(network, now):
    """Make a teacher with a code, somebody invited, and a link to refuse, once a language."""
    teacher = make_teacher(network, "lehrkraft")
    code = make_code(network, teacher.user, now=now)
    ClassCode.objects.filter(pk=code.pk).update(code="VERBUND2")
    coordinator = make_coordinator(network, "koordination")
    invite(coordinator, network, email="mitglied@example.org", now=now)
    for language in MARKS:
        row = invite(coordinator, network, email=f"{language}@example.org", now=now)
        Invitation.objects.filter(pk=row.pk).update(language=language)
        links = LinkToken.objects.filter(object_id=row.pk, purpose=REFUSE_PURPOSE)
        links.update(nonce=f"refuse-{language}")


def make_bookmarks(now):
    """Let a member keep an organisation in a list."""
    member = Member.objects.get(user__username="mitglied")
    named = make_bookmark_list(member=member, name="Für den Labortag")
    firm = Organisation.objects.get(slug="muster-werke")
    keep_thing(member=member, thing=firm, kept_in=named, now=now)


def make_enquiries(organisation, now):
    """Make a message that has arrived, links to confirm one, and a part in a project."""
    add_contribution(
        member=Member.objects.get(user__username="mitglied"),
        thing=PracticeEntry.objects.get(translation_key=PROJECT),
        role=ContributionRole.TEAM,
        now=now,
    )
    arrived = write_to(organisation, text=LONG_WORD, now=now)
    confirm_enquiry(enquiry=arrived, now=now)
    for language in MARKS:
        row = write_to(
            organisation,
            email=f"gast-{language}@example.org",
            text=mark(language, "Kommt ihr zu uns?", "Do you come to us?"),
            now=now,
        )
        Enquiry.objects.filter(pk=row.pk).update(language=language)
        links = LinkToken.objects.filter(object_id=row.pk, purpose=CONFIRM_ENQUIRY)
        links.update(nonce=f"enquiry-{language}")


def make_saved_searches(now):
    """Make a saved search that runs, one that ended, and links to confirm one."""
    member = Member.objects.get(user__username="mitglied")
    for number, words in enumerate(("stern", LONG_WORD)):
        question = read_savable(QueryDict(urlencode({"q": words})), "de")
        saved = save_search(
            member=member, question=question, frequency=Frequency.WEEKLY, now=now
        )
        if number:
            end_search(saved=saved, now=now)
        else:
            SavedMatch.objects.filter(saved_search=saved).delete()
            SavedSearch.objects.filter(pk=saved.pk).update(id=70001)
    for language in MARKS:
        words = mark(language, "Sterne", "Stars")
        save_search_as_guest(
            address=f"suche-{language}@example.org",
            question=read_savable(QueryDict(urlencode({"q": words})), language),
            frequency=Frequency.DAILY,
            now=now,
        )
        links = LinkToken.objects.filter(purpose=CONFIRM_SEARCH).order_by("-pk")
        LinkToken.objects.filter(pk=links[0].pk).update(
            nonce=f"saved-search-{language}"
        )


def make_cases():
    """Make people about whom was decided, with links, once a language and once to log in."""
    now = timezone.now()
    for language, name in [
        ("de", "gemeldet"),
        *((code, f"fall-{code}") for code in MARKS),
    ]:
        member = make_member(name)
        Member.objects.filter(pk=member.pk).update(language=language)
        case = note("member", member, now=now)
        verdict = judge(Outcome.RESTRICT, ends_at=now + dt.timedelta(days=7))
        decide_case(case=case, verdict=verdict, actor=None, now=now)
        if name == "gemeldet":
            Statement.objects.filter(decision__case=case).update(id=70001)
            continue
        case.notices.update(language=language)
        for purpose, nonce in (
            (PROGRESS_PURPOSE, "notice"),
            (APPEAL_PURPOSE, "appeal"),
        ):
            links = LinkToken.objects.filter(purpose=purpose).order_by("-pk")
            LinkToken.objects.filter(pk=links[0].pk).update(nonce=f"{nonce}-{language}")


def make_safeguarding():
    """Make an officer with a number, a case with somebody in it, and who reads the log."""
    network = Network.objects.get(name=PLACES[0][0])
    officer, guard = make_member("schutz").user, make_member("datenschutz").user
    give(officer, network, Role.SAFEGUARDING)
    give(guard, Network.objects.get_site(), Role.DATA_PROTECTION)
    save_officer_contact(
        user=officer, network=network, phone="06131 1", is_deputy=False
    )
    now = timezone.now()
    people = tuple(Member.objects.filter(user__username__in=["kind-mit", "mitglied"]))
    case = tell(network, words="Kim", people=people, now=now)
    SafeguardingCase.objects.filter(pk=case.pk).update(number="FALL2345")
    note_read(case=case, reader=officer, reason=ReadReason.WORK, now=now)


def make_grown_members(network, now):
    """Make one who is 17, one who came of 18 here, one who asked, one who has not accepted."""
    make_member("jugend", age=17)
    grown = make_member("volljaehrig", age=18, role=MemberRole.PUPIL, network=network)
    Member.objects.filter(pk=grown.pk).update(joined_at=now - dt.timedelta(days=1500))
    asked = make_member("monat")
    ask_birth_correction(
        member=asked, birth_year=1999, birth_month=1, words="", now=now
    )
    Membership.objects.create(
        pk=900,
        member=asked,
        network=network,
        state=MembershipState.ASKED,
        claimed_at=now,
        question="Wo lehrst du, und seit wann?",
    )
    make_member("regeln").rules_acceptances.all().delete()


def make_requests():
    """Make an offer that can be asked for and a request to answer, once a language."""
    for region in RegionPage.objects.filter(network__name=PLACES[0][0]):
        language = region.locale.language_code
        index = region.add_child(instance=OfferIndexPage(title="MINT", slug="mint"))
        offer = index.add_child(
            instance=OfferPage(
                title=mark(language, "Robotik", "Robotics"),
                translation_key=ASKED_OFFERS[language],
                provider_name="Ada Beispiel",
                contact_email="ada@example.org",
                takes_requests=True,
                is_mobile=True,
            )
        )
        for taxonomy, slugs in NEEDED_TERMS.items():
            add_terms(offer, taxonomy, slugs)
        publish(OfferPage.objects.get(pk=offer.pk))
        now = timezone.now()
        row = ask_for_offer(
            offer=offer.offer,
            token=uuid.uuid4(),
            question=Question(
                role=AskerRole.TEACHER,
                name="Emil Beispiel",
                email="emil@example.org",
                place="Musterstadt",
                message=mark(language, "Kommt ihr zu uns?", "Do you come to us?"),
            ),
            language=language,
            now=now,
        )
        confirm_request(offer_request=row, now=now)
        links = LinkToken.objects.filter(purpose=ANSWER_PURPOSE, object_id=row.pk)
        links.update(nonce=f"answer-{language}")


def make_image():
    picture = PillowImage.new("RGB", (240, 160), "teal")
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    image = get_image_model().objects.create(
        title="Brücke",
        file=ContentFile(buffer.getvalue(), "bruecke.png"),
        credit="Ada Beispiel",
        licence="CC-BY-4.0",
    )
    image.file.close()
    return image


def make_document():
    document = get_document_model().objects.create(
        title=f"Merkblatt {MARKS['de']}",
        file=ContentFile(b"%PDF-1.7 Beispiel", "merkblatt.pdf"),
        language="de",
        is_accessible=True,
    )
    document.file.close()
    return document


def make_body_blocks(language, image, document):
    """Return one of each block of a body, in an order without gaps between headings."""

    def text(german, english):
        return mark(language, german, english)

    picture = {
        "image": image.pk,
        "alt_text": text("Eine Brücke", "A bridge"),
        "decorative": False,
    }
    captioned = {"image": picture, "caption": text("Im Labor", "In the laboratory")}
    prose = f"<p>{text('Zwölf Jugendliche haben eine Brücke gebaut.', 'Twelve young people built a bridge.')}</p>"
    link = f'<p><a href="https://example.org/">{text("Mehr dazu", "More about it")}</a></p>'
    values = [
        ("text", prose + link),
        ("heading", {"text": text("Was du brauchst", "What you need"), "level": "h2"}),
        ("heading", {"text": text("Zu Hause", "At home"), "level": "h3"}),
        ("image", captioned),
        (
            "gallery",
            {
                "title": text("Bilder", "Pictures"),
                "items": [captioned, captioned],
            },
        ),
        (
            "video",
            {
                "title": text("Wie eine Brücke hält", "How a bridge holds"),
                "url": "https://video.example.org/1",
                "has_captions": True,
                "duration": "3:25",
                "file": None,
                "captions": None,
                "poster": None,
                "transcript": document.pk,
            },
        ),
        (
            "quote",
            {
                "text": text("Sie hält.", "It holds."),
                "person": "Ada Beispiel",
                "role": text("Schülerin", "Pupil"),
            },
        ),
        *(
            (
                "box",
                {
                    "title": text("Gut zu wissen", "Good to know"),
                    "text": prose,
                    "tone": tone,
                },
            )
            for tone in ("info", "tip", "warning")
        ),
        (
            "accordion",
            {
                "items": [
                    {
                        "title": text("Wer darf mitmachen?", "Who may take part?"),
                        "text": prose,
                        "anchor": "",
                    }
                ]
            },
        ),
        (
            "table",
            {
                "caption": text("Werkstattzeiten", "Opening hours"),
                "header": [text("Tag", "Day"), text("Zeit", "Time")],
                "rows": [[text("Montag", "Monday"), "15–17"]],
            },
        ),
        (
            "downloads",
            {
                "title": text("Zum Mitnehmen", "To take home"),
                "items": [{"document": document.pk, "credit": ""}],
            },
        ),
        (
            "button",
            {
                "label": text("Jetzt mitmachen", "Take part now"),
                "url": "https://example.org/",
                "page": None,
            },
        ),
        (
            "contact",
            {
                "name": "Emil Beispiel",
                "role": text("Koordination", "Coordination"),
                "email": "emil@example.org",
                "phone": "+49 0000 000000",
                "text": text("Frag gern.", "Please ask."),
            },
        ),
        (
            "figure_number",
            {
                "value": "127",
                "label": text("Netzwerke", "networks"),
                "source": text("Verzeichnis", "Registry"),
            },
        ),
        (
            "timeline",
            {
                "items": [
                    {
                        "date": "2019",
                        "title": text("Gründung", "Founded"),
                        "text": prose,
                    }
                ]
            },
        ),
        ("map", {"title": text("Rheinland-Pfalz", "Rhineland-Palatinate"), "state": "DE-RP"}),
        (
            "section",
            {"section": "cms.news", "title": text("Neues", "What is new"), "text": ""},
        ),
    ]  # fmt: skip
    return [{"type": kind, "value": value} for kind, value in values]


def fill_language(locale, image, document):
    language = locale.language_code

    def text(german, english):
        return mark(language, german, english)

    body = make_body(*make_body_blocks(language, image, document))
    home = HomePage.objects.get(locale=locale)
    common = {
        "summary": text("Worum es geht.", "What it is about."),
        "body": body,
        "lead_image": image,
        "lead_image_alt": text("Eine Brücke", "A bridge"),
        "locale": locale,
    }
    news_index = NewsIndexPage.objects.child_of(home).get()
    news = add(news_index, NewsPage, language, "nachricht", "news", **common, date=timezone.now(),
               kind=ArticleKind.PRESS, press_contact_name="Ada Beispiel", press_contact_email="ada@example.org")  # fmt: skip
    add_terms(news, "topic", ["informatics"])
    for number in range(LIST_LENGTH):
        add(
            news_index,
            NewsPage,
            language,
            f"liste-{number}",
            "news",
            title=text(f"{LONG_WORD} {number}", f"Report {number}"),
            summary=common["summary"],
            locale=locale,
            date=timezone.now() - dt.timedelta(days=number + 1),
        )
    add_calls(locale, common, document)
    add_events(locale, common, document)
    add_practice(locale, common, document)
    add_webinars(locale, common, document)
    add_offers(locale, common, document)
    help_index = HelpIndexPage.objects.child_of(home).get()
    add(help_index, HelpPage, language, "hilfe", "help", **common)
    add(home, GenericPage, language, "ueber", "about", **common)
    add_funding(locale, common, document)
    add(home, GuidePage, language, "leitfaden", "guide", **common,
        phases=make_body(*make_phases(language)))  # fmt: skip
    add(home, ChronologyPage, language, "chronik", "chronology", **common,
        entries=make_body(*make_moments(language, image)))  # fmt: skip
    for kind in LegalKind.values:
        add(home, LegalPage, language, f"recht-{kind}", kind, **common, legal_kind=kind,
            version="1.0", changes=text("2027: erste Fassung", "2027: first version"))  # fmt: skip


def add_events(locale, common, document):
    """Add a series, one of several days, a cancelled one and one that is over."""
    language = locale.language_code
    index = EventIndexPage.objects.get(locale=locale, network__kind="site")
    noon = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
    day = dt.timedelta(days=1)
    spans = {
        "series": (noon + day, noon + day + dt.timedelta(hours=2)),
        "days": (noon + 5 * day, noon + 7 * day),
        "cancelled": (noon + 9 * day, noon + 9 * day + dt.timedelta(hours=1)),
        "over": (noon - 9 * day, noon - 8 * day),
    }
    for kind, (starts_at, ends_at) in spans.items():
        is_series = kind == "series"
        page = add(
            index,
            EventPage,
            language,
            f"termin-{kind}",
            f"event {kind}",
            **common,
            subline=mark(
                language, "Ein Nachmittag im Labor", "An afternoon in the lab"
            ),
            starts_at=starts_at,
            ends_at=ends_at,
            repeats="weekly" if is_series else "",
            repeats_until=(starts_at + 14 * day).date() if is_series else None,
            venue_name="Technikum",
            venue_address="67663 Kaiserslautern",
            latitude=Decimal("49.4360"),
            longitude=Decimal("7.7503"),
            directions=mark(language, "Bus 101", "Bus 101"),
            cost=mark(language, "5 Euro", "5 euros"),
            age_from=8,
            age_to=12,
            registration_kind="outside",
            registration_url="https://example.org/anmelden",
            contact_name="Ada Beispiel",
            contact_email="ada@example.org",
            programme=[
                (
                    "entry",
                    {
                        "starts_at": starts_at,
                        "title": mark(language, "Anfang", "Beginning"),
                        "text": mark(language, "Wir bauen.", "We build."),
                        "person": "Ada Beispiel",
                    },
                )
            ],
            documents=[("item", {"document": document, "credit": ""})] * 2,
        )
        if kind == "cancelled":
            Event.objects.filter(event_pages__slug=page.slug).update(status="cancelled")


def add_practice(locale, common, document):
    """Add an entry with every field filled, and the theme that chooses it."""
    language = locale.language_code
    text = mark(language, "Zwölf Brücken.", "Twelve bridges.")
    prose = f"<p>{text}</p>"
    downloads = make_body(
        {"type": "item", "value": {"document": document.pk, "credit": ""}}
    )
    link = {"label": text, "page": None, "url": "https://example.org/"}
    entry = add(
        PracticeIndexPage.objects.get(locale=locale, network__kind="site"),
        PracticePage,
        language,
        "projekt",
        "practice",
        translation_key=PROJECT,
        **common,
        **dict.fromkeys(("idea", "goals", "implementation", "effect"), prose),
        **dict.fromkeys(("subline", "participants", "timeframe", "staff", "budget", "financing", "technical_needs", "rooms", "transfer_text"), text),
        ends_on=dt.date(2020, 7, 1),
        roles=make_body({"type": "part", "value": {"role": text, "task": text}}),
        contact_name="Ada Beispiel",
        contact_email="ada@example.org",
        transfer_name="Emil Beispiel",
        transfer_email="emil@example.org",
        materials=downloads,
        materials_licence="CC-BY-4.0",
        links=make_body({"type": "link", "value": link}),
    )  # fmt: skip
    person = {"name": "Ada Beispiel", "role": text, "email": "ada@example.org",
              "phone": "", "text": text}  # fmt: skip
    add(
        ThemeIndexPage.objects.get(locale=locale),
        ThemePage,
        language,
        "thema",
        "theme",
        **common,
        practice=make_body({"type": "page", "value": entry.pk}),
        materials=downloads,
        people=make_body({"type": "contact", "value": person}),
        keeper="Ada Beispiel",
        review_on=dt.date(2030, 1, 1),
        changes=make_body(
            {"type": "change", "value": {"date": "2027-03-01", "text": text}}
        ),
    )


def add_webinars(locale, common, document):
    """Add a webinar that is over, with all that came of it, and an academy."""
    language = locale.language_code
    text = mark(language, "Zwölf Brücken.", "Twelve bridges.")
    index = WebinarIndexPage.objects.get(locale=locale)
    start = timezone.now().replace(microsecond=0) - dt.timedelta(days=9)
    video = {"title": text, "url": "https://video.example.org/1", "has_captions": True,
             "duration": "3:25", "file": None, "captions": None, "poster": None,
             "transcript": None}  # fmt: skip
    speaker = {"name": "Ada Beispiel", "role": text, "agrees_to_recording": True}
    add(
        index,
        WebinarPage,
        language,
        "webinar",
        "webinar",
        **common,
        subline=text,
        starts_at=start,
        ends_at=start + dt.timedelta(hours=1),
        is_free=True,
        recording=make_body({"type": "video", "value": video}),
        recording_until=dt.date(2040, 1, 1),
        chapters=make_body({"type": "chapter", "value": {"start": "0:00", "title": text}}),
        transcript=f"<p>{text}</p>",
        slides=make_body({"type": "item", "value": {"document": document.pk, "credit": ""}}),
        speakers=make_body({"type": "speaker", "value": speaker}),
        contact_name="Ada Beispiel",
        contact_email="ada@example.org",
    )  # fmt: skip
    module = {"title": text, "text": text, "starts_on": "2027-03-01", "ends_on": None}
    person = {"name": "Ada Beispiel", "role": text, "email": "ada@example.org",
              "phone": "", "text": text}  # fmt: skip
    add(
        index,
        AcademyPage,
        language,
        "akademie",
        "academy",
        **common,
        modules=make_body({"type": "module", "value": module}),
        coaching=f"<p>{text}</p>",
        eligibility=f"<p>{text}</p>",
        past_cohorts=f"<p>{text}</p>",
        contact=make_body({"type": "contact", "value": person}),
    )


def add_calls(locale, common, document):
    """Add one call in each state that the dates can say."""
    now, language = timezone.now().replace(microsecond=0), locale.language_code
    index = CallIndexPage.objects.get(locale=locale)
    day = dt.timedelta(days=1)
    states = {
        "open": {"deadline_at": now + 30 * day},
        "closing": {"deadline_at": now + 2 * day},
        "announced": {"opens_at": now + 9 * day, "deadline_at": now + 30 * day},
        "closed": {"deadline_at": now - 3 * day},
        "decided": {"deadline_at": now - 9 * day, "decided_at": now - day},
        "rolling": {},
    }
    for state, dates in states.items():
        downloads = [{"type": "item", "value": {"document": document.pk, "credit": ""}}]
        add(
            index,
            CallPage,
            language,
            f"aufruf-{state}",
            f"call {state}",
            **common,
            funder=mark(language, "Muster-Stiftung", "Sample foundation"),
            amount=mark(language, "bis zu 5.000 Euro", "up to 5,000 euros"),
            area=mark(language, "bundesweit", "all of Germany"),
            purpose=f"<p>{common['summary']}</p>",
            eligibility=f"<p>{common['summary']}</p>",
            apply_url="https://example.org/apply",
            contact_name="Emil Beispiel",
            contact_email="emil@example.org",
            documents=make_body(*downloads),
            information_dates=make_body(
                {
                    "type": "date",
                    "value": {
                        "moment": (now + day).isoformat(),
                        "text": mark(language, "Fragestunde", "Question hour"),
                        "url": "",
                    },
                }
            ),
            **dates,
        )


def add_funding(locale, common, document):
    """Add the directory's entries, the advice beside them, and pages with steps."""
    language, day = locale.language_code, dt.timedelta(days=1)
    index = FundingIndexPage.objects.get(locale=locale)
    advice = add(
        index,
        AdvicePage,
        language,
        "antrag",
        "advice",
        **common,
        requirements=f"<p>{common['summary']}</p>",
        phases=make_body(*make_phases(language)),
        budget=make_body(
            {
                "type": "line",
                "value": {
                    "text": mark(language, "Material", "Material"),
                    "amount": "1200.50",
                    "note": mark(language, "16 Plätze", "16 places"),
                },
            }
        ),
        documents=make_body(
            {"type": "item", "value": {"document": document.pk, "credit": ""}}
        ),
        advice_hours=f"<p>{mark(language, 'Dienstags.', 'On Tuesdays.')}</p>",
        contact_name="Emil Beispiel",
        contact_email="emil@example.org",
    )
    for slug, days, state in (
        ("topf", 30, LinkState.OK),
        ("vorbei", -3, LinkState.DEAD),
    ):
        page = add(
            index,
            FundingPage,
            language,
            slug,
            f"funding {slug}",
            **common,
            funder=mark(language, "Muster-Stiftung", "Sample foundation"),
            amount=mark(language, "bis zu 5.000 Euro", "up to 5,000 euros"),
            eligibility=f"<p>{common['summary']}</p>",
            url="https://example.org/",
            deadline_at=timezone.now() + days * day,
            states=["DE-RP"],
            advice_page=advice,
        )
        add_terms(page, "funding-type", ["foundations"])
        FundingEntry.objects.filter(pk=page.entry_id).update(
            link_state=state, last_checked_at=timezone.now()
        )


def make_phases(language):
    items = [
        {
            "type": "item",
            "value": {
                "text": mark(language, german, english),
                "note": mark(language, "Ein Anruf genügt.", "A call is enough."),
            },
            "id": f"punkt-{number}",
        }
        for number, (german, english) in enumerate(
            [("Leute fragen", "Ask people"), (LONG_WORD, LONG_WORD)]
        )
    ]
    return [
        {
            "type": "phase",
            "value": {
                "title": mark(language, title, english),
                "duration": mark(language, "zwei Wochen", "two weeks"),
                "text": f"<p>{mark(language, 'Hör zuerst zu.', 'Listen first.')}</p>",
                "checks": items if number == 0 else [],
            },
        }
        for number, (title, english) in enumerate(
            [("Hinhören", "Listen"), ("Anfangen", "Begin")]
        )
    ]


def make_moments(language, image):
    first = Network.objects.get(name=PLACES[0][0])
    pictures = [
        {"image": None, "alt_text": "", "decorative": False},
        {
            "image": image.pk,
            "alt_text": mark(language, "Ein Heft", "A brochure"),
            "decorative": False,
        },
    ]
    common = {"page": None, "link": "", "source": mark(language, "Archiv", "Archive")}
    return [
        {
            "type": "entry",
            "value": {
                "year": 2006 + number,
                "month": "7" if number else "",
                "title": mark(language, "Anfang", "Beginning"),
                "text": f"<p>{mark(language, 'Zu dritt.', 'Three of us.')}</p>",
                "image": pictures[number],
                "network": first.source_key if number else "",
                **common,
            },
        }
        for number in range(2)
    ]


def add_offers(locale, common, document):
    """Add an offer with all that one can say, and the step after it."""
    language = locale.language_code
    index = OfferIndexPage.objects.get(locale=locale, network__kind="site")

    def text(german, english):
        return mark(language, german, english)

    fields = {**common, "provider_name": text("Schülerlabor", "Pupils' lab")}
    following = add(
        index,
        OfferPage,
        language,
        "angebot-danach",
        "next",
        terms=NEEDED_TERMS,
        **fields | {"title": text("Forschungskurs", "Research course")},
        is_online=True,
    )
    start = timezone.now().replace(microsecond=0) + dt.timedelta(days=9)
    span = {
        "starts_at": start.isoformat(),
        "ends_at": (start + dt.timedelta(hours=3)).isoformat(),
    }
    offer = add(
        index,
        OfferPage,
        language,
        "angebot",
        "offer",
        terms=OFFER_TERMS,
        **fields,
        provider_url="https://example.org/",
        is_on_site=True,
        is_mobile=True,
        is_free=True,
        venue_name=text("Haus am Fluss", "House by the river"),
        venue_address="Musterweg 1, 67655 Kaiserslautern",
        latitude=Decimal("49.44"),
        longitude=Decimal("7.77"),
        travel_km=50,
        directions=text("Bus bis Rathaus.", "Bus to the town hall."),
        availability="dates",
        dates=make_body({"type": "date", "value": span}),
        minutes=180,
        age_from=8,
        age_to=12,
        group_from=10,
        group_to=25,
        languages=text("Deutsch", "German"),
        accessibility_note=text("Mit Aufzug.", "With a lift."),
        preparation=text("Scheren mitbringen.", "Bring scissors."),
        materials=make_body(
            {"type": "item", "value": {"document": document.pk, "credit": ""}}
        ),
        contact_name="Ada Beispiel",
        contact_email="ada@example.org",
        takes_requests=True,
        next_steps=make_body({"type": "page", "value": following.pk}),
    )
    PageDistrict.objects.create(page_id=offer.pk, ags="07312")


def add(parent, model, language, slug, label, *, terms=None, **fields):
    """Publish one page; both languages of a slug share the row behind them."""
    fields.setdefault("title", mark(language, f"Seite {label}", f"Page {label}"))
    if language != "de":
        source = model.objects.filter(slug=slug, locale__language_code="de").first()
        if source:
            fields["translation_key"] = source.translation_key
    page = parent.add_child(instance=model(slug=slug, **fields))
    for taxonomy, slugs in (terms or {}).items():
        add_terms(page, taxonomy, slugs)
    return publish(model.objects.get(pk=page.pk))


def make_regions(image):
    for name, state, district, latitude, longitude in PLACES:
        network = make_network(
            name,
            locality="Musterstadt",
            latitude=Decimal(latitude),
            longitude=Decimal(longitude),
            seat_ags=district,
            website="https://example.org/",
            confirmed_on=None,
        )
        NetworkState.objects.create(network=network, state=state)
        NetworkContact.objects.create(
            network=network, name="Ada Beispiel", email="ada@example.org"
        )
    first = Network.objects.get(name=PLACES[0][0])
    for page in RegionPage.objects.filter(network=first).select_related("locale"):
        language = page.locale.language_code
        page.summary = mark(language, "Am Fluss.", "By the river.")
        page.lead_image, page.lead_image_alt = image, mark(language, "Fluss", "River")
        page.body = make_body(
            {
                "type": "text",
                "value": f"<p>{mark(language, 'Wir forschen.', 'We do research.')}</p>",
            }
        )
        publish(page)


def make_home_sections():
    for home in HomePage.objects.select_related("locale"):
        language = home.locale.language_code
        sections = [
            {"type": "section", "value": {"section": f"cms.{name}", "title": "", "text": ""}}
            for name in ("stages", "audiences", "events", "calls", "news", "map", "figures")
        ]  # fmt: skip
        tile = {
            "title": mark(language, "Ich gehe zur Schule", "I am a pupil"),
            "text": "",
            "icon": "backpack",
            "page": RegionIndexPage.objects.get(locale=home.locale).pk,
            "url": "",
        }
        title = mark(language, "Was führt dich her?", "What brings you here?")
        audiences = {"title": title, "text": "", "tiles": [tile, tile]}
        sections.append({"type": "audiences", "value": audiences})
        home.headline = mark(language, "Vom Kindergarten an", "From nursery on")
        home.lead = mark(language, "Gemeinsam forschen.", "Research together.")
        home.sections = make_body(*sections)
        publish(home)


def make_announcement():
    notice = Announcement.objects.create(
        network=Network.objects.get_site(),
        severity=Severity.WARNING,
        starts_at=timezone.now() - dt.timedelta(days=1),
        url="https://example.org/",
    )
    for language in MARKS:
        AnnouncementText.objects.create(
            announcement=notice,
            language=language,
            text=mark(language, "Am Samstag ist Pause.", "We pause on Saturday."),
            link_label=mark(language, "Mehr", "More"),
        )
