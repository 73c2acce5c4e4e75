"""The network of a page is that of its branch, also after a move (ED71)."""

import pytest
from wagtail.models import Page, Revision

from cms.models import Article, GenericPage, Network, RegionPage
from tests.cms.staff import make_network


@pytest.fixture
def regions(portal):
    return [
        RegionPage.objects.get(network=make_network(name), locale__language_code="de")
        for name in ("MINT Nord", "MINT Sued")
    ]


@pytest.mark.requirement("ED71", "ED70")
def test_moved_page_its_children_and_rows_follow_the_branch(regions):
    page = regions[0].add_child(instance=GenericPage(title="A", slug="a"))
    page.add_child(instance=GenericPage(title="B", slug="b"))
    revision = page.save_revision()

    page.move(RegionPage.objects.get(pk=regions[1].pk), pos="last-child")

    south = regions[1].network
    assert {found.network for found in GenericPage.objects.all()} == {south}
    assert {row.network for row in Article.objects.all()} == {south}
    Revision.objects.get(pk=revision.pk).publish()
    assert GenericPage.objects.get(slug="a").network == south


@pytest.mark.requirement("ED71")
def test_every_page_has_the_network_of_its_branch(regions):
    regions[0].add_child(instance=GenericPage(title="A", slug="a"))

    for page in Page.objects.filter(depth__gt=1).specific():
        inside = [
            region
            for region in RegionPage.objects.all()
            if page.path.startswith(region.path)
        ]
        expected = inside[0].network if inside else Network.objects.get_site()
        assert page.network == expected
