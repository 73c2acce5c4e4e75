"""One member as a certain viewer sees it (CO9, CO11, CO16)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.audiences import Viewer
from cms.models import TermLabel
from cms.queries.cards import Fact, Tag
from cms.queries.terms import LabelledTerm
from community.enums import (
    Audience,
    MembershipState,
    ProfileTermKind,
    ProfileValueKind,
)
from community.models import Member, Mute, Profile, ProfileTerm, ProfileValue
from community.queries.social import list_social_facts

TERM_PARTS: Mapping[ProfileTermKind, str] = {
    ProfileTermKind.OFFER: "offers",
    ProfileTermKind.SEEK: "seeks",
    ProfileTermKind.DISCIPLINE: "disciplines",
    ProfileTermKind.STAGE: "stages",
}
"""The part of the profile whose audience holds for a kind of term."""

VALUE_PARTS: Mapping[ProfileValueKind, str] = {
    ProfileValueKind.LANGUAGE: "languages",
    ProfileValueKind.AREA: "areas",
}
TERM_PARAMETERS: Mapping[ProfileTermKind, str] = {
    ProfileTermKind.OFFER: "offer",
    ProfileTermKind.SEEK: "seek",
    ProfileTermKind.DISCIPLINE: "topic",
    ProfileTermKind.STAGE: "stage",
}
"""The parameter of the directory that filters by a kind of term."""


@dataclass(frozen=True)
class TagGroup:
    """Terms of one kind, with the person's own words beside them."""

    label: str
    tags: tuple[Tag, ...]
    words: str = ""


@dataclass(frozen=True)
class ProfileRows:
    """What stands beside the profile's columns; a draft has it from a form."""

    terms: Mapping[ProfileTermKind, Sequence[LabelledTerm]] = field(
        default_factory=dict
    )

    values: Mapping[ProfileValueKind, Sequence[str]] = field(default_factory=dict)
    """Words of the chosen values."""

    networks: Sequence[str] = ()

    links: Mapping[str, str] = field(default_factory=dict)
    """Addresses by service."""


@dataclass(frozen=True)
class Sheet:
    """A profile as one viewer sees it; what is closed to the viewer is empty."""

    name: str
    role: str = ""
    title: str = ""
    position: str = ""
    about: str = ""
    picture_url: str = ""
    gives_talks: bool = False
    facts: tuple[Fact, ...] = ()
    contact: tuple[Fact, ...] = ()
    groups: tuple[TagGroup, ...] = ()

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing but the name, and the role perhaps."""
        return not (self.about or self.position or self.facts or self.groups)


@dataclass(frozen=True)
class SeenMember:
    """A member whom a viewer may see, and how far: see `MemberQuerySet.with_reach`."""

    member: Member
    reach: int
    mute: int | None
    """The key of the row by which the viewer has muted this member."""


def find_seen_member(slug: str, viewer: Viewer, day: dt.date) -> SeenMember | None:
    """Return the member with this address, if the viewer may see it at all."""
    members = Member.objects.visible_to(viewer, day).select_related("profile")
    mutes = Mute.objects.made_by(*viewer.list_keys("owner")).filter(
        muted=OuterRef("pk")
    )
    rows = members.annotate(mute=Subquery(mutes.values("pk")[:1]))
    found: Any = rows.filter(slug=slug).first()
    return SeenMember(found, found.reach, found.mute) if found else None


def get_rows(member: Member) -> ProfileRows:
    """Return what stands beside the profile, whoever may read it; two queries."""
    terms: dict[ProfileTermKind, list[LabelledTerm]] = {
        kind: [] for kind in ProfileTermKind
    }
    labels = TermLabel.objects.filter(term=OuterRef("term"))
    chosen = ProfileTerm.objects.filter(profile__member=member).annotate(
        label=Coalesce(
            Subquery(labels.filter(language=get_language()).values("label")[:1]),
            Subquery(labels.filter(language="de").values("label")[:1]),
            F("term__slug"),
            output_field=CharField(),
        )
    )
    for kind, *term in chosen.order_by("term__sort_order", "term__slug").values_list(
        "kind", "term", "term__taxonomy", "term__slug", "label"
    ):
        terms[ProfileTermKind(kind)].append(LabelledTerm(*term))
    values: dict[ProfileValueKind, list[str]] = {kind: [] for kind in ProfileValueKind}
    networks: list[str] = []
    links: dict[str, str] = {}
    for part, _order, key, text in _list_pairs(member):
        if part == "value":
            value = ProfileValue(kind=key, value=text)
            values[ProfileValueKind(key)].append(value.label)
        elif part == "link":
            links[key] = text
        else:
            networks.append(text)
    return ProfileRows(terms, values, networks, links)


def _list_pairs(member: Member) -> Any:
    """Return values, links and networks as part, order, key and text, in one query."""
    profile = member.profile
    memberships = member.memberships.filter(state=MembershipState.CONFIRMED)
    name = Coalesce(NullIf("network__short_name", Value("")), "network__name")
    parts: tuple[Any, ...] = (
        profile.values_chosen.values_list(Value("value"), "pk", "kind", "value"),
        profile.links.values_list(Value("link"), "pk", "service", "address"),
        memberships.values_list(Value("network"), "pk", Value(""), name),
    )
    rows = parts[0].order_by().union(*(part.order_by() for part in parts[1:]), all=True)
    return sorted(rows, key=lambda row: row[1])


def draw_sheet(
    *, member: Member, profile: Profile, rows: ProfileRows, reach: int, day: dt.date
) -> Sheet:
    """Return what a viewer of this reach sees; the profile may be an unsaved draft.

    ``reach`` is what `MemberQuerySet.with_reach` says of the viewer.
    """

    def read(part: str, value: Any) -> Any:
        return value if value and profile.opens(part, reach) else ""

    return Sheet(
        name=member.display_name if profile.opens("name", reach) else "",
        role=read("role", member.get_role_display()),
        title=read("title", profile.title),
        position=read("position", profile.position),
        about=read("about", profile.about),
        picture_url=read("picture", find_picture_url(member)),
        gives_talks=bool(read("talks", profile.gives_talks)),
        facts=tuple(_list_facts(profile, rows, read)),
        contact=tuple(_list_contact(profile, rows, read)),
        groups=tuple(_list_groups(profile, rows, reach, day)),
    )


def get_reach_as(audience: Audience, member: Member, day: dt.date) -> int:
    """Return how far somebody of an audience sees into this member, for "view as" (CO14)."""
    is_shown = Member.objects.showing_themselves_on(day).filter(pk=member.pk).exists()
    if is_shown or audience <= Audience.STAFF:
        return audience
    return max(Audience) + 1


def find_picture_url(member: Member) -> str:
    """Return where the picture is served, or "" where there is none."""
    name = str(member.profile.picture.name or "")
    # The name of the file changes with the picture, so a browser never shows an old one.
    version = name.rpartition("/")[2][:8]
    if not name:
        return ""
    return reverse("community:member_picture", args=[member.slug]) + f"?v={version}"


def _list_facts(profile: Profile, rows: ProfileRows, read: Any) -> Iterable[Fact]:
    if workplace := read("workplace", profile.workplace):
        yield Fact(_("Works or studies at"), workplace, "building-2")
    if networks := read("networks", rows.networks):
        yield Fact(_("Networks"), ", ".join(networks), "network", lang="de")
    if areas := read("areas", rows.values.get(ProfileValueKind.AREA)):
        yield Fact(_("Active in"), ", ".join(areas), "map-pin")
    if place := read("place", profile.place):
        yield Fact(_("Place"), place, "map-pin")
    if languages := read("languages", rows.values.get(ProfileValueKind.LANGUAGE)):
        yield Fact(_("Languages"), ", ".join(languages), "languages")
    if skills := read("skills", profile.skills):
        yield Fact(_("Good at"), skills, "wrench")
    if interests := read("interests", profile.interests):
        yield Fact(_("Interested in"), interests, "sparkles")


def _list_contact(profile: Profile, rows: ProfileRows, read: Any) -> Iterable[Fact]:
    if email := read("email", profile.email):
        yield Fact(_("E-mail"), email, "mail", f"mailto:{email}")
    if phone := read("phone", profile.phone):
        yield Fact(_("Phone"), phone, "phone", f"tel:{''.join(phone.split())}")
    if website := read("website", profile.website):
        yield Fact(_("Website"), website, "globe", website)
    if links := read("links", rows.links):
        yield from list_social_facts(links, "link")


def _list_groups(
    profile: Profile, rows: ProfileRows, reach: int, day: dt.date
) -> Iterable[TagGroup]:
    words = {
        ProfileTermKind.OFFER: profile.offers_text,
        ProfileTermKind.SEEK: profile.seeks_text,
    }
    hidden = {
        ProfileTermKind.OFFER: not profile.is_offering_on(day),
        ProfileTermKind.SEEK: not profile.is_seeking_on(day),
    }
    directory = reverse("community:member_list")
    for kind, part in TERM_PARTS.items():
        terms, own = rows.terms.get(kind, ()), words.get(kind, "")
        if hidden.get(kind) or not (terms or own) or not profile.opens(part, reach):
            continue
        parameter = TERM_PARAMETERS[kind]
        tags = (Tag(t.label, f"{directory}?{parameter}={t.slug}") for t in terms)
        yield TagGroup(str(kind.label), tuple(tags), own)
