"""The person of the canaries in feeds: as follower, and as actor, object and target (P36)."""

from actstream.models import Action
from django.contrib.contenttypes.models import ContentType

from community.activity import add_follow
from community.models import FeedItem, FeedMute
from tests.community.canaries_of_members import NOW


def seed_feed(world):
    kind = ContentType.objects.get_for_model(world.member)
    other = ContentType.objects.get_for_model(world.network)
    add_follow(user=world.user, row=world.network, now=NOW)
    add_follow(user=world.colleague, row=world.member, now=NOW)
    own, network = str(world.member.pk), str(world.network.pk)
    for words in (
        {"actor_content_type": kind, "actor_object_id": own},
        {"action_object_content_type": kind, "action_object_object_id": own},
        {"target_content_type": kind, "target_object_id": own},
    ):
        values = {"actor_content_type": other, "actor_object_id": network} | words
        action = Action.objects.create(
            verb="published", description=world.word, timestamp=NOW, **values
        )
        FeedItem.objects.create(
            member=world.member,
            action=action,
            happened_at=NOW,
            kind=world.word,
            source_type=other,
            source_id=world.network.pk,
        )
    FeedMute.objects.create(member=world.member, kind=world.word, since=NOW)


FEED_SEEDS = (seed_feed,)
