"""Every role, every route, GET and POST against the checked-in table (S20–S27).

The table is ``role_matrix.tsv``. Where a route was added or an answer changed on purpose:
``VERBUND_WRITE_MATRIX=1 pytest tests/test_role_matrix.py``, then read the difference
before it is committed: it says who may do what.
"""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone, translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query as SearchQuery
from wagtail.models import Collection, Locale, Page, Site, Task, Workflow
from wagtail_localize.models import Translation, TranslationSource

from cms.enums import Role
from cms.links import get_link_path, make_link
from cms.models import (
    Announcement,
    Document,
    HelpIndexPage,
    HelpPage,
    Network,
    NetworkRole,
    NewsIndexPage,
    NewsPage,
    OfferRequest,
    Proposal,
    RegionPage,
    SchoolHoliday,
    Term,
)
from cms.operations.sharing import SHARE_DRAFT
from community.enums import Audience, ContactState, ContributionRole, Frequency
from community.models import (
    BirthCorrection,
    Block,
    ClassCode,
    Contribution,
    Enquiry,
    GroupMembership,
    Member,
    MemberExport,
    Membership,
    Message,
    ModerationCase,
    Mute,
    Statement,
    TeamMembership,
    Thread,
    ThreadMember,
)
from community.operations.births import ask_birth_correction
from community.operations.bookmarks import keep_thing, make_bookmark_list
from community.operations.contributions import add_contribution
from community.operations.group_events import add_group_event
from community.operations.groups import add_group_file
from community.operations.moderation import decide_case
from community.operations.organisation_claims import claim_organisation
from search.models import SavedSearch, SearchSynonym
from search.operations.saving import save_search
from search.queries.saved import Savable
from tests.cms.asking import make_offer
from tests.cms.pages import make_event
from tests.cms.pictures import make_image
from tests.cms.staff import give, make_network, make_user
from tests.community.circulars import write
from tests.community.groups import make_group
from tests.community.invitations import invite, make_code
from tests.community.member_files import bring
from tests.community.moderating import judge, note
from tests.community.organisations import make_organisation
from tests.community.people import make_child, make_member
from tests.community.posts import make_group as make_bare_group
from tests.community.posts import make_post
from tests.community.profiles import make_adult, make_contact
from tests.community.rules import make_rules
from tests.community.safeguarding import enter, tell
from tests.roles import LINK_BEARERS, MEMBERS, OUTSIDERS, MatrixRole
from tests.routes import Route, walk_routes

TABLE = Path(__file__).with_name("role_matrix.tsv")
METHODS = ("GET", "POST")
CANARY = "KANARIENVOGEL"
MATRIX_ROLES = tuple(MatrixRole)
OPEN_TO_EVERYBODY = {"admin/jsi18n/", "admin/sprite/"}
"""Words and icons of Wagtail's admin; nothing in them belongs to anybody."""
UPSTREAM_FAILURES = {
    "admin/failwhale/": "a page that exists to fail",
    "admin/choose-external-link/": "POST without the field of its form",
    "admin/pages/<int:page_id>/copy/": "POST without the field of its form",
    "admin/pages/<int:page_id>/edit/": "POST without the counts of its blocks",
    "admin/pages/<int:page_id>/revisions/<int:revision_id>/revert/": "as above",
    "admin/pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/"
    "<int:parent_page_id>/": "as above",
    "admin/localize/translate/<int:translation_id>/pofile/upload/": "POST without its file",
    "admin/redirects/import/process/": "POST without the file of the step before",
}
"""Wagtail's views that answer a POST no browser sends with a 500, to those who may use them."""

OWN_WORDS = {
    "de/groups/<slug:slug>/",
    "de/groups/<slug:slug>/posts/",
    "de/me/bookmarks/",
    "de/me/bookmarks/keep/<slug:kind>/<slug:key>/",
    "de/posts/<uuid:post_key>/",
    "de/posts/<uuid:post_key>/edit/",
}
"""Where the member of the matrix reads what she or he has written."""

LINK = "l/<str:token>/"
MONTH = timedelta(days=30)
NO_KEY = 10**9
OWN = {(pattern, MatrixRole.MEMBER) for pattern in OWN_WORDS}
WITHOUT_ROW = (
    "session_id",
    "string_segment_id",
    "overridable_segment_id",
    "task_state_id",
    "workflow_state_id",
    "uploaded_file_id",
    "page_view_restriction_id",
    "restriction_id",
)
"""Parts of Wagtail's work in progress; asked for where there is none."""


def find_collection(network) -> Collection:
    return (
        network.branch.collection
        if hasattr(network, "branch")
        else (Collection.get_first_root_node())
    )


def make_people(own, foreign) -> dict[MatrixRole, object]:
    people = {
        role: make_user(role.value)
        for role in MATRIX_ROLES
        if role
        not in (MatrixRole.VISITOR, MatrixRole.SUPERUSER, *MEMBERS, *LINK_BEARERS)
    }
    for role in Role:
        is_portals = role == Role.DATA_PROTECTION
        network = Network.objects.get_site() if is_portals else own
        give(people[MatrixRole(role.value)], network, role)
    staff = {
        MatrixRole.FOREIGN_STAFF: foreign,
        MatrixRole.PORTAL_STAFF: Network.objects.get_site(),
    }
    for role, network in staff.items():
        give(people[role], network, Role.EDITOR)
        give(people[role], network, Role.COORDINATOR)
    yesterday = timezone.localdate() - timedelta(days=1)
    NetworkRole.objects.create(
        user=people[MatrixRole.FORMER_STAFF],
        network=own,
        role=Role.COORDINATOR,
        start_date=yesterday,
        end_date=yesterday,
    )
    for role, member in make_members(own).items():
        people[role] = member.user
    people[MatrixRole.SUPERUSER] = get_user_model().objects.create_superuser(
        "superuser", "superuser@example.org", "geheim-genug-1"
    )
    return people


def make_members(own) -> dict[MatrixRole, Member]:
    return {
        MatrixRole.PENDING_CHILD: make_child(
            "pending_child", has_consent=False, network=own
        ),
        MatrixRole.CHILD: make_child("child", network=own),
        MatrixRole.MEMBER: make_member("member", network=own),
    }


def make_people_rows(own) -> dict[str, object]:
    """Make somebody whom adults may see, who asks one of them for a contact."""
    hidden = make_adult(
        "listed",
        opened=Audience.MEMBERS,
        about=CANARY,
        about_audience=Audience.STAFF,
    )
    Membership.objects.create(
        member=hidden, network=own, state="confirmed", claimed_at=timezone.now()
    )
    member = Member.objects.get(user__username="member")
    contact = make_contact(hidden, member, ContactState.ASKED)
    block = Block.objects.create(
        blocker=member, blocked=make_member("blocked"), since=timezone.now()
    )
    mute = Mute.objects.create(
        member=member, muted=make_member("muted"), since=timezone.now()
    )
    named = make_bookmark_list(member=member, name=CANARY)
    kept = keep_thing(member=member, thing=own, kept_in=named, now=timezone.now())
    return {
        "de/me/bookmarks/": kept.pk,
        "de/me/bookmarks/lists/": named.pk,
        "de/me/bookmarks/keep/#kind": "network",
        "de/me/bookmarks/keep/#key": own.translation_key,
        # Of two that begin an address the first counts.
        "de/members/<slug:slug>/write/#slug": make_adult("open").slug,
        "de/members/#slug": hidden.slug,
        "de/me/contacts/": contact.pk,
        "de/me/blocks/": block.pk,
        "de/me/mutes/": mute.pk,
        **make_message_rows(own, hidden),
        **make_enquiry_rows(hidden),
        "saved_id": make_saved_search(hidden).pk,
        "de/me/contributions/": make_contribution(member).pk,
        "de/me/contributions/#kind": "event",
        "de/me/contributions/#key": member.contributions.get().event.translation_key,
    }


def make_enquiry_rows(receiver) -> dict[str, object]:
    """Make what a guest wrote to somebody through a contact form."""
    now = timezone.now()
    Enquiry.objects.create(
        member=receiver,
        opening="matrix",
        name=CANARY,
        email="kanarie@gast.example",
        text=CANARY,
        state="delivered",
        created_at=now,
        delivered_at=now,
    )
    return {}


def make_saved_search(owner) -> SavedSearch:
    """Make a saved search of somebody else."""
    question = Savable(urlencode({"q": CANARY}), "0" * 64, "de")
    return save_search(
        member=owner,
        question=question,
        frequency=Frequency.DAILY,
        now=timezone.now(),
    )


def make_contribution(member) -> Contribution:
    """Make what the member of the matrix says to have done for an event."""
    return add_contribution(
        member=member,
        thing=make_event().event,
        role=ContributionRole.TEAM,
        now=timezone.now(),
    )


def make_message_rows(own, hidden) -> dict[str, object]:
    """Make a supervised conversation of others with a held message."""
    now = timezone.now()
    thread = Thread.objects.create(
        kind="pair",
        pair_key="0:0",
        network=own,
        is_supervised=True,
        started_at=now,
        last_at=now,
    )
    ThreadMember.objects.create(
        thread=thread, member=hidden, joined_at=now, read_at=now
    )
    message = Message.objects.create(
        thread=thread, author=hidden, text=CANARY, state="held", sent_at=now
    )
    return {
        "de/messages/": thread.pk,
        "admin/supervised-threads/": thread.pk,
        "admin/checked-messages/": message.pk,
    }


def make_secrets(own) -> dict[str, object]:
    """Make a draft, an image and a document of the own network and name their addresses."""
    region = RegionPage.objects.get(network=own, locale__language_code="de")
    index = NewsIndexPage.objects.descendant_of(region).first()
    if index is None:
        index = region.add_child(instance=NewsIndexPage(title="Neues", slug="neues"))
    draft = index.add_child(
        instance=NewsPage(title=CANARY, date=timezone.now(), live=False)
    )
    revision = draft.save_revision()
    collection = find_collection(own)
    image = make_image(CANARY, width=60, height=40, collection=collection)
    document = Document(title=CANARY, collection=collection)
    document.file.save("kanarie.txt", ContentFile(b"x"))
    document.save()
    document.file.close()
    workflow = Workflow.objects.first()
    return {
        "page_id": draft.pk,
        "page_pk": draft.pk,
        "page_to_move_id": draft.pk,
        "parent_page_id": index.pk,
        "destination_id": index.pk,
        "revision_id": revision.pk,
        "image_id": image.pk,
        "doc_id": document.pk,
        "document_id": document.pk,
        "document_filename": document.filename,
        "name": image.file.name,
        "collection_id": collection.pk,
        "workflow_pk": workflow.pk if workflow else 1,
        "task_id": Task.objects.first().pk,
        "language": "de",
        "kind": "news",
        "slug": own.slug,
        "key": draft.article.translation_key,
        "app_label": "cms",
        "app_name": "cms",
        "model_name": "newspage",
        "content_type_app_name": "cms",
        "content_type_model_name": "newspage",
        "mode": "",
        "filter_spec": "width-100",
        "action": "publish",
        "action_name": "approve",
        "token": "x" * 22,
        "uidb64": "MQ",
        "content_type_id": ContentType.objects.get_for_model(NewsPage).pk,
        "kind_name": "news",
        "page_slug": make_help_page().slug,
        "mail_name": "community-letter",
        "path": "kanarie.txt",
        "page_path": "de/aktuelles",
        "pk": draft.pk,
        "object_id": draft.pk,
        "accounts/2fa/webauthn/keys/": NO_KEY,
        "admin/api/main/^images/": image.pk,
        "admin/api/main/^documents/": document.pk,
        "admin/images/": image.pk,
        "admin/documents/": document.pk,
        "admin/collections/": collection.pk,
        **make_rows(own, draft),
        **make_people_rows(own),
        **dict.fromkeys(WITHOUT_ROW, NO_KEY),
    }


def make_help_page() -> HelpPage:
    index = HelpIndexPage.objects.get(locale__language_code="de")
    return index.add_child(instance=HelpPage(title="Hilfe"))


def make_rows(own, draft) -> dict[str, object]:
    """Make a row of everything else that an address can name."""
    author = get_user_model().objects.get(username=MatrixRole.AUTHOR)
    proposal = Proposal.objects.create(
        proposer=author,
        network=own,
        kind="news",
        language="de",
        title=CANARY,
        content_type=ContentType.objects.get_for_model(draft.article),
        object_id=draft.article.pk,
        created_at=timezone.now(),
    )
    offer_request = make_request(own)
    announcement = Announcement.objects.create(network=own, starts_at=timezone.now())
    redirect = Redirect.add_redirect("/alt/", draft)
    term = Term.objects.first()
    versioned = {"networks": own, "announcements": announcement, "terms": term}
    source, _created = TranslationSource.get_or_create_from_instance(draft)
    english = Locale.objects.get(language_code="en")
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target(publish=False)
    coordinator = get_user_model().objects.get(username=MatrixRole.COORDINATOR)
    class_code = make_code(own, coordinator)
    ClassCode.objects.filter(pk=class_code.pk).update(label=CANARY)
    invitation = invite(coordinator, own, email="kanarie@example.org")
    return {
        "proposal_id": proposal.pk,
        "offer_key": offer_request.offer.translation_key,
        "admin/offer-requests/": offer_request.pk,
        "admin/school-holidays/": make_holiday().pk,
        "redirect_id": redirect.pk,
        "taxonomy": "topic",
        "translation_id": translation.pk,
        "translation_source_id": source.pk,
        "admin/groups/": Group.objects.order_by("pk").first().pk,
        "admin/locales/": Locale.objects.get(language_code="de").pk,
        "admin/networks/": own.pk,
        "admin/settings/": Site.objects.get().pk,
        "admin/sites/": Site.objects.get().pk,
        "admin/announcements/": announcement.pk,
        "admin/team/": NetworkRole.objects.get(user=author).pk,
        "admin/terms/": term.pk,
        "admin/search-synonyms/": SearchSynonym.objects.create(words="Fink, Zeisig").pk,
        "admin/memberships/": Membership.objects.get(
            member__user__username="member"
        ).pk,
        **make_organisation_rows(own),
        **make_administration_rows(own, coordinator),
        **make_group_rows(own),
        "admin/class-codes/": class_code.pk,
        "admin/invitations/": invitation.pk,
        "class_code": class_code.code,
        "class_code_id": class_code.pk,
        **make_post_rows(own),
        "invitation_id": invitation.pk,
        "admin/moderation/": make_case(own).pk,
        "de/moderation/report/#kind_name": "offer",
        "de/moderation/report/#key": offer_request.offer.translation_key,
        "statement_id": make_statement(),
        "admin/birth-corrections/": make_correction().pk,
        "admin/circulars/": write(own, texts={"de": (CANARY, CANARY)}).pk,
        "admin/rules/": make_rules("1", days=30).pk,
        "admin/clearances/": enter(
            Membership.objects.get(member__user__username="member").member,
            own,
            coordinator,
            now=timezone.now(),
        ).pk,
        "de/safeguarding/cases/#number": tell(
            own, words=CANARY, now=timezone.now()
        ).number,
        "de/safeguarding/notices/#number": ModerationCase.objects.latest("pk").number,
        "de/follow/#kind_name": "network",
        "de/follow/#key": own.slug,
        "admin/users/": author.pk,
        "admin/workflows/": Workflow.objects.first().pk,
        "admin/workflows/tasks/": Task.objects.first().pk,
        **{
            f"admin/{screen}/#revision_id": row.save_revision().pk
            for screen, row in versioned.items()
        },
    }


def make_administration_rows(own, coordinator) -> dict[str, object]:
    """Make a list that was taken out, a file that was brought, and a member who is asked."""
    now = timezone.now()
    export = MemberExport.objects.create(
        network=own,
        made_by=coordinator,
        made_at=now,
        purpose=CANARY,
        columns=["name"],
        row_count=1,
        format="csv",
        content=CANARY.encode(),
        expires_at=now + timedelta(days=1),
    )
    row = bring(coordinator, own, f"E-Mail\n{CANARY}@example.org\n")
    asked = Membership.objects.create(
        member=make_member("asked"),
        network=own,
        state="asked",
        claimed_at=now,
        question=CANARY,
    )
    return {
        "admin/people/": Member.objects.get(user__username="member").pk,
        "export_id": export.pk,
        "import_id": row.pk,
        "membership_id": asked.pk,
    }


def make_organisation_rows(own) -> dict[str, object]:
    """Make a hidden organisation with a member of its team and a claim, which name people."""
    member = Member.objects.get(user__username="member")
    organisation = make_organisation(CANARY, network=own, is_live=False)
    now = timezone.now()
    claim = claim_organisation(
        organisation=organisation, member=member, words=CANARY, now=now
    )
    row = TeamMembership.objects.create(
        organisation=organisation, member=member, words=CANARY, asked_at=now
    )
    return {
        "row_id": row.pk,
        "admin/organisations/": organisation.pk,
        "admin/organisation-claims/": claim.pk,
        "de/organisations/<slug:slug>/write/#slug": make_organisation(
            "Beispiel-Labor", admin=make_member("admin"), network=own
        ).slug,
        "de/organisations/#slug": organisation.slug,
        "de/organisations/#invitation_id": invite(
            get_user_model().objects.get(username=MatrixRole.COORDINATOR),
            organisation,
            email="kanarie-im-team@example.org",
            kind="organisation-team",
            option="team",
        ).pk,
    }


def make_post_rows(own) -> dict[str, object]:
    """Make a post of the member in a group of the own network."""
    member = Member.objects.get(user__username="member")
    group = make_bare_group(own, member)
    post = make_post(member, own, group, text=CANARY)
    return {
        "query_id": SearchQuery.get(CANARY).pk,
        "post_key": post.key,
        "de/groups/#slug": group.slug,
    }


def make_group_rows(own) -> dict[str, object]:
    """Make a hidden group with somebody who asks and a file by link."""
    owner = make_member("groupowner", network=own)
    group = make_group(owner, own, CANARY, visibility="hidden", joining="request")
    row = GroupMembership.objects.create(
        group=group,
        member=Member.objects.get(user__username="member"),
        since=timezone.now(),
    )
    file = add_group_file(
        group=group,
        title=CANARY,
        url="https://a.example/",
        member=owner,
        now=timezone.now(),
    )
    entry = add_group_event(
        group=group, event=make_event().event, member=owner, now=timezone.now()
    )
    return {
        "mate_id": row.pk,
        "file_id": file.pk,
        "entry_id": entry.pk,
        "admin/member-groups/": group.pk,
        "de/groups/#slug": group.slug,
    }


def make_correction() -> BirthCorrection:
    """Make the wish of a confirmed member of the own network for another birth month."""
    return ask_birth_correction(
        member=Member.objects.get(user__username="member"),
        birth_year=1999,
        birth_month=1,
        words=CANARY,
        now=timezone.now(),
    )


def make_request(own) -> OfferRequest:
    """Make a confirmed request, which names a person to the network's staff only."""
    offer = make_offer(own).offer
    now = timezone.now()
    return OfferRequest.objects.create(
        offer=offer,
        network=own,
        name=CANARY,
        place=CANARY,
        message=CANARY,
        email="kanarie@example.org",
        state="asked",
        created_at=now,
        asked_at=now,
        due_on=now.date(),
    )


def make_case(own) -> ModerationCase:
    """Make a notice about the network's offer: the words of a person, for moderators only."""
    offer = make_offer(own)
    case = note("offer", offer.offer, now=timezone.now(), words=CANARY)
    ModerationCase.objects.filter(pk=case.pk).update(text=CANARY)
    return case


def make_statement() -> int:
    """Make a decision about a member who is none of the matrix."""
    case = note("member", make_member("sanctioned"), now=timezone.now())
    verdict = judge(facts=CANARY)
    decision = decide_case(case=case, verdict=verdict, actor=None, now=timezone.now())
    return Statement.objects.get(decision=decision).pk


def make_holiday() -> SchoolHoliday:
    day = timezone.localdate()
    return SchoolHoliday.objects.create(
        state="DE-RP", name="Ferien (Beispiel)", start_date=day, end_date=day
    )


def make_tokens(people, page_id) -> dict[MatrixRole, str]:
    """Make a link to the draft that works and one that has ended, as the editor would."""
    maker = people[MatrixRole.EDITOR]
    ages = {MatrixRole.LINK_BEARER: timedelta(0), MatrixRole.FORMER_LINK_BEARER: MONTH}
    return {
        role: get_link_path(
            make_link(
                purpose=SHARE_DRAFT,
                thing=Page.objects.get(pk=page_id),
                now=timezone.now() - age,
                created_by=maker,
            )
        ).split("/")[2]
        for role, age in ages.items()
    }


@pytest.fixture
def world(portal, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
    }
    own, foreign = make_network("Musterland"), make_network("Beispielgau")
    people = make_people(own, foreign)
    clients = {}
    for role in MATRIX_ROLES:
        clients[role] = Client(raise_request_exception=False)
        if role in people:
            clients[role].force_login(people[role])
    values = make_secrets(own)
    return clients, values, make_tokens(people, values["page_id"])


def get_path_of(route, values, token) -> str:
    """Return an address of the route; who holds a link shows it everywhere."""
    if token is None:
        return route.get_path(values)
    path = route.get_path(values | {"token": token})
    return path if "token>" in route.pattern else f"{path}?token={token}"


def ask(client, method, path, role) -> tuple[str, str]:
    """Return the answer's code and body; whatever was written is taken back.

    Each role has an address of its own: all together would reach the limits of one.
    """
    address = f"198.51.100.{MATRIX_ROLES.index(role)}"
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = client.generic(method, path, REMOTE_ADDR=address)
        body = (
            b"".join(answer.streaming_content).decode("latin-1")
            if (answer.streaming)
            else answer.content.decode("utf-8", "replace")  # a workbook among them
        )
        transaction.set_rollback(True)
    client.cookies = cookies
    location = answer.headers.get("Location", "")
    code = str(answer.status_code)
    if location.startswith("/accounts/login/"):
        code = "login"
    return code, body


def read_table() -> dict[tuple[str, str], dict[str, str]]:
    lines = TABLE.read_text("utf-8").splitlines()
    head, *rows = (line.split("\t") for line in lines)
    return {(row[0], row[1]): dict(zip(head[2:], row[2:], strict=True)) for row in rows}


def write_table(found) -> None:
    """Put the answers to one method in the place of those that stand in the table.

    A new role is "?" until the other method is written too.
    """
    methods = {method for _pattern, method in found}
    others = {key: row for key, row in read_table().items() if key[1] not in methods}
    lines = ["\t".join(["route", "method", *MATRIX_ROLES])]
    lines += [
        "\t".join([pattern, method, *(answers.get(role, "?") for role in MATRIX_ROLES)])
        for (pattern, method), answers in sorted((others | found).items())
    ]
    TABLE.write_text("\n".join(lines) + "\n", "utf-8")


# Wagtail's thumbnails leave their temporary file to the garbage collector.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.every_route
@pytest.mark.requirement("S20", "S21", "S23", "S25")
@pytest.mark.parametrize("method", METHODS)
def test_every_role_gets_what_the_table_says_on_every_route(world, caplog, method):
    clients, values, tokens = world
    found, leaks = {}, []
    with caplog.at_level("CRITICAL"):
        for route in sorted(set(walk_routes()), key=lambda route: route.pattern):
            answers = found[route.pattern, method] = {}
            for role in MATRIX_ROLES:
                path = get_path_of(route, values, tokens.get(role))
                with translation.override("de"):
                    code, body = ask(clients[role], method, path, role)
                answers[role.value] = code
                is_shared = (route.pattern, role) == (LINK, MatrixRole.LINK_BEARER)
                if is_shared:
                    assert method == "POST" or CANARY in body
                elif (route.pattern, role) in OWN:
                    continue
                elif role in OUTSIDERS and CANARY in body:
                    leaks.append((role.value, method, path))
    if os.environ.get("VERBUND_WRITE_MATRIX"):
        write_table(found)

    expected = {key: row for key, row in read_table().items() if key[1] == method}
    assert leaks == []
    assert find_differences(expected, found) == []


def find_differences(expected, found) -> list[str]:
    lines = [f"{route} is not in the table" for route in found.keys() - expected.keys()]
    lines += [f"{route} is gone" for route in expected.keys() - found.keys()]
    lines += [
        f"{method} {pattern} {role}: {code} instead of {expected[pattern, method][role]}"
        for (pattern, method), answers in found.items()
        if (pattern, method) in expected
        for role, code in answers.items()
        if code != expected[pattern, method][role]
    ]
    return sorted(lines)


# --- what the table itself must keep to, whoever wrote it ----------------------------------------


@pytest.mark.requirement("S20", "S22")
@pytest.mark.parametrize("role", ["visitor", "former_staff"])
def test_admin_is_closed_to_visitors_and_to_those_whose_role_ended(role):
    opened = {
        pattern
        for (pattern, _method), answers in read_table().items()
        if pattern.startswith("admin/") and answers[role].startswith("20")
    }

    assert opened == OPEN_TO_EVERYBODY


CONTENT_SCREENS = ("offer-requests", "pages/<int:page_id>", "images")
FACT_SCREENS = ("announcements", "networks", "team")
"""These the portal's coordinators keep for every network."""


@pytest.mark.requirement("S20", "S25")
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("role", "screens"),
    [
        ("foreign_staff", CONTENT_SCREENS + FACT_SCREENS),
        ("portal_staff", CONTENT_SCREENS),
    ],
)
def test_staff_of_another_network_cannot_open_what_edits_this_one(
    method, role, screens
):
    table = read_table()
    acts = ("edit", "delete", "publish", "unpublish", "move", "history", "copy")
    starts = tuple(f"admin/{screen}/" for screen in screens)
    opened = {
        pattern
        for (pattern, verb), answers in table.items()
        if verb == method
        and pattern.startswith(starts)
        and "<" in pattern
        and any(f"/{act}/" in pattern for act in acts)
        and answers[role].startswith("20")
    }

    assert opened == set()


@pytest.mark.requirement("S26")
def test_link_opens_its_own_page_and_nothing_else():
    table = read_table()
    differing = {
        (pattern, method, role.value): answers[role]
        for (pattern, method), answers in table.items()
        for role in LINK_BEARERS
        if answers[role] != answers["visitor"]
    }

    assert differing == {
        (LINK, "GET", "link_bearer"): "200",
        (LINK, "GET", "former_link_bearer"): "410",
        (LINK, "POST", "former_link_bearer"): "410",
    }


@pytest.mark.requirement("S20")
def test_no_route_fails_for_anybody():
    failed = {
        (pattern, method)
        for (pattern, method), answers in read_table().items()
        if any(code.startswith("5") for code in answers.values())
    }
    known = {(pattern, "POST") for pattern in UPSTREAM_FAILURES}

    assert failed - known == {("admin/failwhale/", "GET")}


@pytest.mark.requirement("S22")
def test_django_admin_is_not_routed():
    assert "admin" not in get_resolver().namespace_dict
    assert "django.contrib.admin" not in django_settings.INSTALLED_APPS


@pytest.mark.requirement("S20")
def test_route_that_nobody_wrote_down_is_reported():
    table = read_table()
    found = {**table, ("new/", "GET"): {"visitor": "200"}}

    assert find_differences(table, found) == ["('new/', 'GET') is not in the table"]
    assert isinstance(next(iter(walk_routes())), Route)
