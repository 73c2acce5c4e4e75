"""Networks and their staff for tests."""

from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Locale
from wagtail.users.models import UserProfile

from cms.enums import NetworkKind, Role
from cms.models import Branch, Network, NetworkRole, RegionIndexPage, RegionPage
from cms.operations.branches import open_branch
from cms.operations.roles import grant_network_role
from tests.sowing import repeated


def make_user(name: str, **values: Any) -> Any:
    """Return a person who reads Wagtail's admin in the language of the code."""
    user = get_user_model().objects.create_user(
        username=name, email=f"{name}@example.org", password="geheim-genug-1", **values
    )
    UserProfile.objects.create(user=user, preferred_language="en")
    return user


def make_network(name: str, **values: Any) -> Network:
    """Return a network with its region page in both languages, as the import makes it."""
    facts = sorted((key, repr(value), getattr(value, "pk", 0)) for key, value in values.items())  # fmt: skip
    # Without a portal there is nothing to put region pages below.
    indexes = RegionIndexPage.objects.order_by("pk").values_list("pk", flat=True)
    key = ("network", name, *facts, *indexes)
    network = repeated.do(key, lambda: _make_network(name, **values).pk)
    return Network.objects.get(pk=network)


def _make_network(name: str, **values: Any) -> Network:
    german = Locale.objects.get(language_code="de")
    slug = name.lower().replace(" ", "-")
    network = Network.objects.create(
        name=name,
        slug=slug,
        source_key=slug,
        kind=values.pop("kind", NetworkKind.MINT_REGION),
        source_locale=german,
        **values,
    )
    for index in RegionIndexPage.objects.order_by("pk"):
        index.add_child(
            instance=RegionPage(
                title=name,
                slug=slug,
                network=network,
                locale=index.locale,
                translation_key=network.translation_key,
            )
        )
    return network


def give(user: Any, network: Network, role: Role) -> NetworkRole:
    if not Branch.objects.filter(network=network).exists():
        pages = network.region_pages.order_by("pk").values_list("pk", flat=True)
        key = ("branch", network.pk, network.name, network.slug, *pages)
        repeated.do(key, lambda: open_branch(network=network).pk)
    return grant_network_role(
        user=user,
        network=network,
        role=role,
        today=timezone.localdate(),
        now=timezone.now(),
    )


def count_rows() -> dict[str, int]:
    """Return how many rows each table has: ``{"cms.branch": 1, ...}``."""
    return {
        model._meta.label_lower: model._meta.default_manager.count()
        for model in apps.get_models()
        if model._meta.label_lower
        not in {
            "sessions.session",
            "wagtailcore.pagelogentry",
            "wagtailcore.modellogentry",
            # Which rows have changed since entries of search were written.
            "verbund_search.mark",
        }
    }
