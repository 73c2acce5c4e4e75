"""The person of the canaries in the tables of members, teams, invitations and cases."""

import datetime as dt

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile

from cms.links import make_link
from cms.models import Term
from cms.outbox import enqueue_mail
from community.models import (
    AgeNotice,
    BannedAddress,
    BirthCorrection,
    Block,
    CaseDecision,
    ClassCode,
    InactivityNotice,
    Invitation,
    InvitationBlock,
    ModerationCase,
    Notice,
    Notification,
    NotificationPreference,
    NotificationSettings,
    OrganisationClaim,
    Profile,
    ProfileTerm,
    ProfileValue,
    RulesAcceptance,
    RulesVersion,
    Statement,
    TeamMembership,
)
from community.models.invitation import make_address_key
from community.notifications.contacts import tell_asked
from community.notifications.invitations import tell_invited
from community.notifications.organisations import ask_for_proof, tell_member
from community.operations.addresses import note_address_change
from community.operations.organisation_claims import PROOF_PURPOSE
from community.operations.slugs import give_slug
from community.queries.moderation import make_address_key as make_person_key
from tests.community.canaries_posts import seed_posts
from tests.community.organisations import make_organisation
from tests.community.people import make_member
from tests.community.profiles import make_contact

NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)


def seed_profile(world):
    profile = Profile.objects.get(member=world.member)
    profile.about = f"Hier spricht {world.word}"
    profile.email = world.address
    profile.picture.save(f"{world.word}.webp", ContentFile(world.word.encode()))
    term = Term.objects.first()
    ProfileTerm.objects.create(profile=profile, kind="offer", term=term)
    ProfileValue.objects.create(profile=profile, kind="language", value="de")


def seed_acquaintance(world):
    for contact in (
        make_contact(world.member, world.neighbour),
        make_contact(make_member(f"nachbarin{world.user.pk}"), world.member),
    ):
        contact.words = f"Gruß an {world.word}"
        contact.save()
        tell_asked(contact=contact)
    Block.objects.create(blocker=world.member, blocked=world.neighbour, since=NOW)
    keeper = make_member(f"huetet{world.user.pk}")
    Block.objects.create(blocker=keeper, blocked=world.member, since=NOW)


def seed_life(world):
    """Rules, ages, warnings, another address."""
    version, _is_new = RulesVersion.objects.get_or_create(
        kind="terms", version="1", valid_from=NOW.date()
    )
    RulesAcceptance.objects.get_or_create(
        member=world.member, version=version, defaults={"accepted_at": NOW}
    )
    AgeNotice.objects.create(member=world.member, step="youth", told_at=NOW)
    InactivityNotice.objects.create(member=world.member, number=1, written_at=NOW)
    BirthCorrection.objects.create(
        member=world.member,
        old_year=2010,
        old_month=1,
        birth_year=2011,
        birth_month=2,
        words=f"{world.word} ist jünger",
        asked_at=NOW,
    )
    note_address_change(
        user=world.user,
        old_address=f"{world.word}@alt.example.org",
        new_address=world.address,
        now=NOW,
    )
    give_slug(row=world.member, text=world.word, now=NOW)


def seed_invitations(world):
    ClassCode.objects.create(
        network=world.network,
        label=f"8b bei {world.word}",
        max_uses=30,
        expires_at=NOW + dt.timedelta(days=14),
        created_by=world.user,
        created_at=NOW,
    )
    for inviter, email in (
        (world.colleague, world.address),
        (world.user, f"gast{world.user.pk}@example.org"),
    ):
        row = Invitation.objects.create(
            kind="network-member",
            content_type=ContentType.objects.get_for_model(world.network),
            object_id=world.network.pk,
            option="friend",
            email=email,
            address_key=make_address_key(email),
            language="de",
            invited_by=inviter,
            invited_at=NOW,
            expires_at=NOW + dt.timedelta(days=30),
        )
        link = make_link(purpose="invitation", thing=row, now=NOW)
        texts = {"what": "Netz", "by": world.word}
        tell_invited(invitation=row, event="invited", texts=texts, link=link)
    InvitationBlock.objects.create(
        address_key=make_address_key(world.address), blocked_at=NOW
    )


def seed_organisation(world):
    name = f"Muster-Werke {world.user.pk}"
    organisation = make_organisation(name, email=world.address, phone="06131 1")
    row = TeamMembership.objects.create(
        organisation=organisation,
        member=world.member,
        words=f"{world.word} gehört dazu",
        asked_at=NOW,
    )
    tell_member(
        member=world.neighbour,
        organisation=organisation,
        event="team_asked",
        key=f"{row.pk}:{NOW.isoformat()}",
        words=row.words,
        name=world.member.display_name,
    )
    claim = OrganisationClaim.objects.create(
        organisation=organisation,
        member=world.member,
        words=f"{world.word} spricht dafür",
        proof_email=f"{world.word}@muster-werke.example",
        claimed_at=NOW,
        due_date=NOW.date(),
    )
    link = make_link(purpose=PROOF_PURPOSE, thing=claim, now=NOW)
    ask_for_proof(claim=claim, link=link)


def seed_told(world):
    for recipient, actor in (
        (world.member, world.neighbour),
        (world.neighbour, world.member),
    ):
        row = Notification.objects.create(
            recipient=recipient,
            actor=actor,
            kind="test",
            event_key="1",
            group_key="1",
            payload={"name": world.member.display_name},
            words=f"Gruß an {world.word}",
            mail="at-once",
            created_at=NOW,
        )
        enqueue_mail(
            recipient=recipient.user.email,
            kind="notification",
            event_key=f"notification:{row.pk}",
            language="de",
            template="community/mail/told",
            context={"words": row.words},
        )
    NotificationPreference.objects.get_or_create(member=world.member, kind="test")
    NotificationSettings.objects.get_or_create(member=world.member)


def seed_cases(world):
    """A case about the person, and one that the person has reported."""
    kind = ContentType.objects.get_for_model(world.member)
    for about, author, reporter in (
        (world.member, world.member, world.neighbour),
        (world.neighbour, world.neighbour, world.member),
    ):
        case = ModerationCase.objects.create(
            number=f"K{about.pk}",
            kind="profile",
            content_type=kind,
            object_id=about.pk,
            network=world.network,
            author=author,
            public_title="Ein Profil",
            title=f"Profil von {author.display_name}",
            text=f"Hier spricht {author.display_name}",
            received_at=NOW,
            waiting_since=NOW,
        )
        Notice.objects.create(
            case=case,
            reporter=reporter,
            reporter_key=f"schlüssel{reporter.pk}",
            reason="dignity",
            words=f"{world.word} kommt darin vor",
            name=reporter.display_name,
            email=reporter.user.email,
            language="de",
            made_at=NOW,
        )
        decision = CaseDecision.objects.create(
            case=case,
            stage="first",
            outcome="hide",
            member=author,
            basis="dignity",
            facts=f"{author.display_name} beleidigt",
            decided_by=world.colleague,
            decided_at=NOW,
        )
        Statement.objects.create(
            decision=decision,
            language="de",
            made_at=NOW,
            appeal=f"Ich, {author.display_name}, sage nein",
        )
    BannedAddress.objects.create(key=make_person_key(world.address), banned_at=NOW)


MEMBER_SEEDS = (
    seed_posts,
    seed_profile,
    seed_acquaintance,
    seed_life,
    seed_invitations,
    seed_organisation,
    seed_told,
    seed_cases,
)
