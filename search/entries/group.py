"""Groups: those that want to be found, for whom they do; what is said in them is not searched."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cms.audiences import PUBLIC
from cms.models import Network
from community.enums import GroupVisibility
from community.models import Group
from search.enums import Level, ValueName
from search.registry import EntryDraft, SearchKind, Source, search_kinds

MEMBER = "member"


def build_groups(keys: list[int]) -> Iterator[tuple[int, EntryDraft]]:
    for group in Group.objects.filter(pk__in=keys).select_related("network"):
        yield group.pk, _build_group(group)


def _build_group(group: Group) -> EntryDraft:
    level, token = _find_widest(group)
    audience = {token, f"group:{group.pk}", f"care:{group.network_id}"}
    with translation.override(settings.LANGUAGE_CODE):
        url = group.get_absolute_url()
    return EntryDraft(
        language=settings.LANGUAGE_CODE,
        title=group.name,
        names=group.name,
        url=url,
        level=level,
        audience=frozenset(audience),
        summary=group.summary,
        network=group.network_id,
        values={ValueName.NETWORK: frozenset({group.network.slug})},
        published_at=group.created_at,
    )


def _find_widest(group: Group) -> tuple[Level, str]:
    """Return the widest level and its token; a group for young people has no wide one (CO31)."""
    if not group.admits_minors:
        if group.visibility == GroupVisibility.PUBLIC:
            return Level.PUBLIC, PUBLIC
        if group.visibility == GroupVisibility.MEMBERS:
            return Level.MEMBERS, MEMBER
    return Level.CONTACTS, f"group:{group.pk}"


def list_groups() -> Iterator[int]:
    yield from Group.objects.order_by("pk").values_list("pk", flat=True).iterator()


def of_networks(keys: list[int]) -> Iterable[int]:
    return Group.objects.filter(network__in=keys).values_list("pk", flat=True)


search_kinds.register(
    SearchKind(
        name="group",
        label=_("Groups"),
        model=Group,
        build=build_groups,
        list_all=list_groups,
        sources=(
            Source(
                model=Group,
                watched=(
                    "network",
                    "slug",
                    "name",
                    "summary",
                    "visibility",
                    "admits_minors",
                    "created_at",
                ),
            ),
            Source(model=Network, list_keys=of_networks, watched=("slug",)),
        ),
        covers=(Group,),
        icon="users",
        order=120,
    )
)
