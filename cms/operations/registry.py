"""Writing the registry: networks from an import, their pages, their state programmes."""

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.search.backends import get_search_backends

from cms.enums import NetworkKind, State
from cms.geo import get_districts
from cms.models import (
    Network,
    NetworkDistrict,
    NetworkState,
    RegionIndexPage,
    RegionPage,
    StateChange,
)
from cms.models.network import get_network_facts
from cms.operations.networks import make_parent_change
from cms.page_cache import bump_site_version

PLAIN_FIELDS = ("name", "kind", "locality", "seat_ags")
POINT_FIELDS = ("latitude", "longitude")
SUMMARY_LENGTH = 200


@dataclass(frozen=True)
class NetworkValues:
    """What a registry file says about one network; ``facts`` as get_network_facts."""

    source_key: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class NetworkPlan:
    """What the import would do with one network.

    ``kept`` names the fields whose value staff have changed since the last import.
    """

    values: NetworkValues
    network: Network | None
    changes: Mapping[str, Any] = field(default_factory=dict)
    kept: tuple[str, ...] = ()
    imported: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        return self.network is None


def plan_networks(*, rows: Sequence[NetworkValues]) -> list[NetworkPlan]:
    """Say what an import of these rows would change, without writing anything."""
    known = {
        network.source_key: network
        for network in Network.objects.in_registry()
        .filter(source_key__in=[row.source_key for row in rows])
        .prefetch_related("states", "districts")
    }
    return [_plan_network(row, known.get(row.source_key)) for row in rows]


def _plan_network(row: NetworkValues, network: Network | None) -> NetworkPlan:
    if network is None:
        return NetworkPlan(row, None, dict(row.facts), (), dict(row.facts))
    current, last = get_network_facts(network), network.imported_values
    changes, kept, imported = {}, [], dict(last)
    for name, value in row.facts.items():
        is_untouched = name in last and current[name] == last[name]
        is_blank = name not in last and not current[name]
        if current[name] == value:
            imported[name] = value
        elif is_untouched or is_blank:
            changes[name] = imported[name] = value
        else:
            kept.append(name)
    return NetworkPlan(row, network, changes, tuple(kept), imported)


@transaction.atomic
def write_networks(
    *, rows: Sequence[NetworkValues], now: dt.datetime
) -> tuple[list[NetworkPlan], int]:
    """Write the rows of one batch with their pages: all of them or, on an error, none.

    Returns what was done for each row, and how many pages were made.

    Raises:
        IntegrityError, DataError: the database refuses a row.
    """
    plans = plan_networks(rows=rows)
    made = _create_networks([plan for plan in plans if plan.is_new])
    for plan in plans:
        if plan.network is not None:
            _change_network(plan.network, plan)
    known = [plan.network for plan in plans if plan.network is not None]
    page_count = open_region_pages(networks=[*known, *made], now=now)
    bump_site_version()
    return plans, page_count


def _create_networks(plans: Sequence[NetworkPlan]) -> list[Network]:
    wanted = [plan.values.source_key for plan in plans]
    taken = set(Network.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    source_locale = Locale.get_default()
    networks = []
    for plan in plans:
        key, facts = plan.values.source_key, plan.values.facts
        network = Network(
            source_key=key,
            # Another network may have been given this address by hand.
            slug=f"{key}-2" if key in taken else key,
            source_locale=source_locale,
            imported_values=dict(facts),
        )
        _set_columns(network, facts)
        networks.append(network)
    Network.objects.bulk_create(networks)
    for model, name, column in _PARTS:
        model.objects.bulk_create(
            model(network=network, **{column: value})
            for network, plan in zip(networks, plans, strict=True)
            for value in plan.values.facts[name]
        )
    return networks


_PARTS: tuple[tuple[Any, str, str], ...] = (
    (NetworkState, "states", "state"),
    (NetworkDistrict, "districts", "ags"),
)


def _change_network(network: Network, plan: NetworkPlan) -> None:
    if not plan.changes and plan.imported == network.imported_values:
        return
    languages = [language for language, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    before = {language: build_summary(network, language) for language in languages}
    _set_columns(network, plan.changes)
    network.imported_values = dict(plan.imported)
    columns = [name for name in plan.changes if name not in ("states", "districts")]
    network.save(update_fields=[*columns, "imported_values"])
    for model, name, column in _PARTS:
        if name in plan.changes:
            model.objects.filter(network=network).delete()
            model.objects.bulk_create(
                model(network=network, **{column: value})
                for value in plan.changes[name]
            )
    _renew_summaries(network, before)


def _renew_summaries(network: Network, before: Mapping[str, str]) -> None:
    fresh = Network.objects.prefetch_related("states", "districts").get(pk=network.pk)
    for language, old in before.items():
        new = build_summary(fresh, language)
        RegionPage.objects.filter(
            network=network, locale__language_code=language, summary=old
        ).exclude(summary=new).update(summary=new)


def _set_columns(network: Network, facts: Mapping[str, Any]) -> None:
    for name in PLAIN_FIELDS:
        if name in facts:
            setattr(network, name, facts[name])
    for name in POINT_FIELDS:
        if name in facts:
            setattr(network, name, Decimal(facts[name]) if facts[name] else None)


# --- pages -----------------------------------------------------------------------------


@transaction.atomic
def open_region_pages(*, networks: Sequence[Network], now: dt.datetime) -> int:
    """Make the missing region pages of these networks in every language, live.

    They stand below the directory of their language; without a directory none is made.
    All are written at once, which is why the tree's columns are set here. Returns the
    number of new pages.
    """
    count = 0
    for directory in _get_directories():
        Page.objects.select_for_update().get(pk=directory.pk)
        with_page = set(
            RegionPage.objects.filter(
                locale_id=directory.locale_id, network__in=networks
            ).values_list("network_id", flat=True)
        )
        missing = [network for network in networks if network.pk not in with_page]
        if missing:
            _add_region_pages(directory, missing, now)
            count += len(missing)
    return count


def _get_directories() -> list[RegionIndexPage]:
    directories: dict[int, RegionIndexPage] = {}
    for page in RegionIndexPage.objects.filter(alias_of__isnull=True).order_by("path"):
        directories.setdefault(page.locale_id, page)
    return list(directories.values())


def _add_region_pages(
    directory: RegionIndexPage, networks: Sequence[Network], now: dt.datetime
) -> None:
    siblings = Page.objects.child_of(directory)
    wanted = [network.slug for network in networks]
    taken = set(siblings.filter(slug__in=wanted).values_list("slug", flat=True))
    last = siblings.order_by("-path").values_list("path", flat=True).first()
    step = _get_step(last)
    content_type = ContentType.objects.get_for_model(RegionPage)
    locale: Locale = directory.locale
    filled = Network.objects.prefetch_related("states", "districts").in_bulk(
        [network.pk for network in networks]
    )
    pages = []
    for number, network in enumerate(networks, start=step + 1):
        slug = (
            network.slug
            if network.slug not in taken
            else f"{network.slug}-{network.pk}"
        )
        title = network.name
        pages.append(
            RegionPage(
                path=Page._get_path(directory.path, directory.depth + 1, number),  # noqa: SLF001 -- treebeard's only maker of paths
                depth=directory.depth + 1,
                numchild=0,
                content_type=content_type,
                title=title,
                draft_title=title,
                slug=slug,
                url_path=f"{directory.url_path}{slug}/",
                locale=locale,
                translation_key=network.translation_key,
                live=True,
                has_unpublished_changes=False,
                first_published_at=now,
                last_published_at=now,
                network=network,
                summary=build_summary(filled[network.pk], locale.language_code),
            )
        )
    _insert_pages(directory, pages)


def _get_step(last_path: str | None) -> int:
    if last_path is None:
        return 0
    return int(Page._str2int(last_path[-Page.steplen :]))  # noqa: SLF001 -- as above


def _insert_pages(directory: RegionIndexPage, pages: Sequence[RegionPage]) -> None:
    names = [
        column.name for column in Page._meta.concrete_fields if column.name != "id"
    ]
    bases = [Page(**{name: getattr(page, name) for name in names}) for page in pages]
    Page.objects.bulk_create(bases)
    for page, base in zip(pages, bases, strict=True):
        page.pk = page.page_ptr_id = page.id = base.pk
        # Raw: only the child's own table, the row above was written just now.
        page.save_base(raw=True, force_insert=True)
    _index_pages(pages)
    Page.objects.filter(pk=directory.pk).update(numchild=F("numchild") + len(pages))


def _index_pages(pages: Sequence[RegionPage]) -> None:
    # What Wagtail's signals do for one page at a time, in the words of its own models.
    for backend in get_search_backends():
        backend.add_bulk(RegionPage, pages)
    region_type, page_type, network_type = (
        ContentType.objects.get_for_model(model)
        for model in (RegionPage, Page, Network)
    )
    ReferenceIndex.objects.bulk_create(
        ReferenceIndex(
            content_type=region_type,
            base_content_type=page_type,
            object_id=page.pk,
            to_content_type=network_type,
            to_object_id=page.network_id,
            model_path="network",
            content_path="network",
            content_path_hash=ReferenceIndex._get_content_path_hash("network"),  # noqa: SLF001 -- the only maker of this key
        )
        for page in pages
    )


def build_summary(network: Network, language: str) -> str:
    """Return a sentence or two from the facts alone, in one language."""
    with translation.override(language):
        states = ", ".join(str(State(row.state).label) for row in network.states.all())
        texts = {"states": states, "seat": network.locality}
        if network.kind == NetworkKind.STATE_PROGRAMME:
            with_seat = _(
                "State programme for STEM education based in %(seat)s (%(states)s)."
            )
            without = _("State programme for STEM education (%(states)s).")
        else:
            with_seat = _("STEM network based in %(seat)s (%(states)s).")
            without = _("STEM network (%(states)s).")
        sentences = [(with_seat if network.locality else without) % texts]
        keys = [row.ags for row in network.districts.all()]
        if keys:
            sentences.append(_describe_area(keys))
        return Truncator(" ".join(sentences)).chars(SUMMARY_LENGTH)


def _describe_area(keys: Sequence[str]) -> str:
    if len(keys) == 1:
        label = get_districts()[keys[0]].label
        return _("It works in one district: %(district)s.") % {"district": label}
    return ngettext(
        "It covers %(number)d district or city.",
        "It covers %(number)d districts and cities.",
        len(keys),
    ) % {"number": len(keys)}


# --- state programmes --------------------------------------------------------------------


@transaction.atomic
def assign_state_programmes(*, now: dt.datetime) -> int:
    """Put each network below the state programme of its state, where there is one.

    A state with two programmes (Bayern) names none: which of them leads is for staff to
    say. A parent that staff have chosen, or taken away, stays. Each change is logged, as
    one of the staff's is (ED72). Returns the number of networks that changed.
    """
    keys = dict(Network.objects.in_registry().values_list("pk", "source_key"))
    programmes: dict[str, list[int]] = defaultdict(list)
    states: dict[int, list[str]] = defaultdict(list)
    kinds = dict(Network.objects.in_registry().values_list("pk", "kind"))
    for network_id, state in NetworkState.objects.values_list("network_id", "state"):
        states[network_id].append(state)
        if kinds.get(network_id) == NetworkKind.STATE_PROGRAMME:
            programmes[state].append(network_id)
    find = functools.partial(_find_programme, programmes)
    changed = []
    moves = []
    others = Network.objects.in_registry().exclude(kind=NetworkKind.STATE_PROGRAMME)
    for network in others.only("pk", "parent_id", "imported_values"):
        wanted = find(states[network.pk])
        last = network.imported_values.get("parent", "")
        current = keys.get(network.parent_id, "") if network.parent_id else ""
        new = keys.get(wanted, "") if wanted else ""
        if current == last != new:
            moves.append((network, network.parent_id, wanted))
            network.parent_id = wanted
            network.imported_values = network.imported_values | {"parent": new}
            changed.append(network)
    Network.objects.bulk_update(changed, ["parent", "imported_values"], batch_size=200)
    StateChange.objects.bulk_create(
        make_parent_change(network, old, new, now=now) for network, old, new in moves
    )
    return len(changed)


def _find_programme(
    programmes: Mapping[str, Sequence[int]], states: Iterable[str]
) -> int | None:
    found = {pk for state in states for pk in programmes.get(state, ())}
    return found.pop() if len(found) == 1 else None
