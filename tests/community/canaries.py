"""A person in every table that holds somebody, found again by one rare word."""

import json
import uuid

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.db import connection
from django_tasks_db.models import DBTaskResult
from wagtail.admin.models import EditingSession, FormState
from wagtail.contrib.forms.models import FormSubmission
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import Image as WagtailImage
from wagtail.models import (
    APIToken,
    Comment,
    CommentReply,
    GroupApprovalTask,
    Locale,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
    Task,
    TaskState,
    UploadedFile,
    Workflow,
    WorkflowState,
)
from wagtail.users.models import UserProfile
from wagtail_localize.models import (
    SegmentOverride,
    String,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.strings import StringValue

from cms.enums import Role
from cms.links import make_link
from cms.models import (
    Document,
    MailAddressState,
    Network,
    NetworkContact,
    NewsIndexPage,
    NewsPage,
    OfferRequest,
    Proposal,
    StateChange,
)
from cms.outbox import enqueue_mail
from community.enums import GuardianAnswer, SocialService
from community.models import (
    DataExport,
    Membership,
)
from community.operations.guardians import (
    ASK_PURPOSE,
    answer_as_guardian,
    ask_guardian,
)
from tests.cms.funding import make_advice
from tests.cms.pages import (
    make_call,
    make_event,
    make_news,
    make_offer,
    make_practice,
    make_webinar,
)
from tests.cms.pictures import make_image
from tests.cms.staff import give, make_network
from tests.community.canaries_administration import ADMINISTRATION_SEEDS
from tests.community.canaries_circulars import seed_bookmarks, seed_circulars
from tests.community.canaries_enquiries import seed_contributions, seed_enquiries
from tests.community.canaries_feed import FEED_SEEDS
from tests.community.canaries_groups import GROUP_SEEDS
from tests.community.canaries_messages import seed_messages
from tests.community.canaries_mutes import seed_mutes
from tests.community.canaries_of_members import MEMBER_SEEDS, NOW
from tests.community.canaries_safeguarding import SAFEGUARDING_SEEDS
from tests.community.canaries_search import seed_search
from tests.community.people import make_child, make_member


class World:
    """Somebody called ``word``, whose address is ``word@example.org``, and a colleague."""

    def __init__(self, word, colleague):
        self.word, self.colleague = word, colleague
        self.address = f"{word}@example.org"
        self.network = make_network(f"Netz {Network.objects.count()}")
        self.member = make_child(word, has_consent=False, network=self.network, now=NOW)
        self.user = self.member.user
        self.page = make_news(owner=self.user, title="Neuigkeit")
        self.neighbour = make_member(f"nachbar{self.user.pk}")

    def contact(self, prefix="contact_"):
        return {f"{prefix}name": f"Frau {self.word}", f"{prefix}email": self.address}


def seed_guardian(world):
    guardian = ask_guardian(
        member=world.member, email=f"eltern-{world.word}@example.org", now=NOW
    )
    answer_as_guardian(guardian=guardian, answer=GuardianAnswer.YES, scopes=[], now=NOW)


def seed_state_changes(world):
    about = Membership.objects.get(member=world.member)
    for actor, thing in (
        (world.user, world.network),
        (world.colleague, about),
    ):
        StateChange.objects.create(
            content_type=ContentType.objects.get_for_model(thing),
            object_id=thing.pk,
            field="state",
            from_state="a",
            to_state="b",
            actor=actor,
            reason=f"{world.word} hat das so gewollt",
            changed_at=NOW,
        )


def seed_links(world):
    make_link(purpose=ASK_PURPOSE, thing=world.network, now=NOW, created_by=world.user)


def seed_mails(world):
    for recipient in (world.address, "anderswo@example.org"):
        enqueue_mail(
            recipient=recipient,
            kind="test",
            event_key=f"{world.word}:{recipient}",
            language="de",
            template="community/mail/membership_confirmed",
            context={"name": world.word, "about": world.address},
        )


def seed_proposal(world):
    index = NewsIndexPage.objects.filter(locale__language_code="de").first()
    page = index.add_child(
        instance=NewsPage(
            title=f"Entwurf von {world.word}", date=NOW, live=False, owner=world.user
        )
    )
    page.save_revision(user=world.user, log_action=True)
    Proposal.objects.create(
        proposer=world.user,
        network=page.article.network,
        kind="news",
        language="de",
        title=page.title,
        content_type=ContentType.objects.get_for_model(page.article),
        object_id=page.article.pk,
        created_at=NOW,
    )


def seed_offer_request(world):
    offer = make_offer().offer
    OfferRequest.objects.create(
        offer=offer,
        network=offer.network,
        role="teacher",
        name=world.word,
        email=world.address.upper(),
        message=f"Gruß von {world.word}",
        created_at=NOW,
    )


def seed_versions(world):
    """An old version by the person, and a live one of a colleague with the contact in it."""
    page = world.page
    page.summary = f"Alt von {world.word}"
    page.save_revision(user=world.user, log_action=True)
    page.summary = "Neu"
    page.save_revision(user=world.colleague).publish()
    event = make_event(**world.contact())
    event.save_revision(user=world.colleague).publish()
    event.save_revision(user=world.user).publish()


def seed_log(world):
    PageLogEntry.objects.log_action(
        instance=world.page,
        action="wagtail.comments.create",
        user=world.user,
        data={"comment": {"id": 1, "text": f"{world.word} meint"}},
    )
    ModelLogEntry.objects.log_action(
        instance=world.user, action="wagtail.create", user=world.colleague
    )
    ModelLogEntry.objects.log_action(
        instance=world.network,
        action="wagtail.edit",
        user=world.user,
        data={"why": f"{world.word} war dran"},
    )


def seed_workflow(world):
    workflow = Workflow.objects.create(name="Freigabe")
    task = GroupApprovalTask.objects.create(name="Freigabe")
    revision = world.page.save_revision(user=world.colleague)
    state = WorkflowState.objects.create(
        content_type=ContentType.objects.get_for_model(NewsPage),
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=str(world.page.pk),
        workflow=workflow,
        requested_by=world.user,
    )
    TaskState.objects.create(
        workflow_state=state,
        revision=revision,
        task=Task.objects.get(pk=task.pk),
        status="approved",
        finished_by=world.user,
        comment=f"{world.word} findet das gut",
    )


def seed_comments(world):
    comment = Comment.objects.create(
        page=world.page, user=world.user, text=world.word, contentpath="title"
    )
    CommentReply.objects.create(comment=comment, user=world.user, text=world.word)
    PageSubscription.objects.create(
        page=world.page, user=world.user, comment_notifications=True
    )


def seed_admin(world):
    kind = ContentType.objects.get_for_model(NewsPage)
    now = NOW
    EditingSession.objects.create(
        user=world.user, content_type=kind, object_id="1", last_seen_at=now
    )
    FormState.objects.create(
        user=world.user,
        content_type=kind,
        object_id="1",
        data=world.word,
        last_updated_at=now,
    )
    APIToken.objects.create(
        user=world.user, name=world.word, key_hash=world.word, prefix="x"
    )
    uploaded = UploadedFile(for_content_type=kind, uploaded_by_user=world.user)
    uploaded.file.save(f"{world.word}.txt", ContentFile(world.word.encode()))
    profile = UserProfile.get_for_user(world.user)
    profile.avatar.save(f"{world.word}.png", ContentFile(world.word.encode()))


def seed_media(world):
    for maker in (make_image, make_library_image):
        image = maker(f"Bild von {world.word}")
        image.uploaded_by_user = world.user
        image.save()
    for model in (Document, WagtailDocument):
        document = model(title=f"Text von {world.word}", uploaded_by_user=world.user)
        document.file.save("text.txt", ContentFile(b"x"))
        document.file.close()


def make_library_image(title):
    image = make_image("Vorlage")
    copy = WagtailImage(title=title, width=1, height=1)
    copy.file.name = image.file.name
    copy.save()
    return copy


def seed_form(world):
    FormSubmission.objects.create(
        page=Page.objects.get(pk=world.page.pk),
        form_data={"e-mail": world.address, "message": world.word},
    )


def seed_translations(world):
    english = Locale.objects.get(language_code="en")
    page = make_news(
        title="Übersetzt",
        press_contact_role=f"Leitung {world.word}",
        **world.contact("press_contact_"),
    )
    source, _created = TranslationSource.get_or_create_from_instance(page)
    Translation.objects.create(source=source, target_locale=english)
    string = String.from_value(
        page.locale, StringValue.from_plaintext(page_text(world))
    )
    context = TranslationContext.objects.create(object=source.object, path="y")
    StringTranslation.objects.create(
        translation_of=string,
        locale=english,
        context=context,
        data=page_text(world),
        last_translated_by=world.user,
    )
    SegmentOverride.objects.create(
        locale=english,
        context=TranslationContext.objects.create(object=source.object, path="x"),
        data_json=json.dumps(world.address),
        last_translated_by=world.user,
    )


def page_text(world):
    return f"Fragen an {world.address}"


def seed_login(world):
    EmailConfirmation.objects.create(
        email_address=EmailAddress.objects.get(user=world.user),
        key=world.word,
        created=NOW,
    )
    Authenticator.objects.create(
        user=world.user, type="totp", data={"secret": world.word}
    )
    account = SocialAccount.objects.create(
        user=world.user,
        provider="openid_connect",
        uid=world.word,
        extra_data={"name": world.word},
    )
    SocialToken.objects.create(account=account, token=world.word)
    UserSession.objects.create(
        user=world.user,
        ip="198.51.100.7",
        last_seen_at=NOW,
        session_key=uuid.uuid4().hex,
        user_agent=world.word,
    )
    session = SessionStore()
    session["_auth_user_id"] = str(world.user.pk)
    session["typed"] = world.word
    session.save()
    group = Group.objects.create(name=f"Gruppe {world.user.pk}")
    world.user.groups.add(group)
    world.user.user_permissions.add(Permission.objects.first())


def seed_task(world):
    DBTaskResult.objects.create(
        task_path="x",
        args_kwargs={"args": [world.address], "kwargs": {}},
        queue_name="default",
        backend_name="default",
        priority=0,
        exception_class_path="",
        traceback=f"KeyError: {world.address}",
    )


def seed_export(world):
    DataExport.objects.create(
        key=world.word,
        user=world.user,
        language="de",
        state="done",
        archive=world.word.encode(),
        expires_at=NOW,
        finished_at=NOW,
    )


def seed_contacts(world):
    NetworkContact.objects.create(
        network=world.network, name=world.word, email=world.address, sort_order=1
    )
    for maker in (make_call, make_event, make_advice, make_offer, make_practice):
        maker(**world.contact())
    make_webinar(**world.contact())
    make_news(**world.contact("press_contact_"))


def seed_profile(world):
    world.member.profile.links.create(
        service=SocialService.MASTODON, address=f"https://example.org/@{world.word}"
    )


SEEDS = (
    *MEMBER_SEEDS,
    *ADMINISTRATION_SEEDS,
    *GROUP_SEEDS,
    *SAFEGUARDING_SEEDS,
    *FEED_SEEDS,
    seed_guardian,
    seed_state_changes,
    seed_links,
    seed_mails,
    seed_proposal,
    seed_offer_request,
    seed_versions,
    seed_log,
    seed_workflow,
    seed_comments,
    seed_admin,
    seed_media,
    seed_form,
    seed_translations,
    seed_login,
    seed_task,
    seed_export,
    seed_contacts,
    seed_profile,
    lambda world: give(world.user, world.network, Role.EDITOR),
    lambda world: MailAddressState.objects.create(
        address=world.address, bounced_at=NOW, reason=f"no such user {world.word}"
    ),
    seed_messages,
    seed_bookmarks,
    seed_circulars,
    seed_enquiries,
    seed_contributions,
    seed_search,
    seed_mutes,
)
"""Who declares a table adds here what puts the person into it."""


def seed(word, colleague) -> World:
    world = World(word, colleague)
    for put in SEEDS:
        put(world)
    return world


def find_in_database(word) -> dict[str, int]:
    """Return in which column of which table how many rows hold the word: every table there is."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = connection.introspection.get_table_description(cursor, table)
            for column in columns:
                name = connection.ops.quote_name(column.name)
                cursor.execute(
                    f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}"  # noqa: S608 -- names of tables
                    f" WHERE LOWER(CAST({name} AS TEXT)) LIKE %s",
                    [f"%{word}%"],
                )
                (count,) = cursor.fetchone()
                if count:
                    found[f"{table}.{column.name}"] = count
    return found


def find_in_sessions(word) -> int:
    return sum(word in str(row.get_decoded()) for row in Session.objects.all())


def find_in_files(word, folder) -> list[str]:
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and (word in path.name or word.encode() in path.read_bytes())
    ]
