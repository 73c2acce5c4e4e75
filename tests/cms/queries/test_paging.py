"""Page numbers in words and links."""

import pytest
from django.http import Http404

from cms.queries.paging import get_paging

pytestmark = pytest.mark.usefixtures("english_interface")


def get_numbers(number, num_pages):
    paging = get_paging(str(number), total=num_pages * 20, path="/en/list/")
    return [link.number for link in paging.links]


def test_first_page_of_an_empty_list_exists():
    paging = get_paging(None, total=0, path="/en/list/")

    assert (paging.number, paging.num_pages, paging.start, paging.end) == (1, 1, 0, 0)
    assert (paging.previous_url, paging.next_url) == ("", "")


def test_links_carry_the_filters_and_page_one_has_no_number():
    paging = get_paging(
        "2", total=45, path="/en/list/", pairs=[("state", "DE-RP"), ("page", "9")]
    )

    assert [(link.number, link.url) for link in paging.links] == [
        (1, "/en/list/?state=DE-RP"),
        (2, "/en/list/?state=DE-RP&page=2"),
        (3, "/en/list/?state=DE-RP&page=3"),
    ]
    assert paging.previous_url == "/en/list/?state=DE-RP"
    assert paging.next_url == "/en/list/?state=DE-RP&page=3"
    assert paging.rows == slice(20, 40)


def test_numbers_far_away_are_gaps_and_a_gap_of_one_is_its_number():
    assert get_numbers(1, 9) == [1, 2, 3, None, 9]
    assert get_numbers(5, 9) == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert get_numbers(50, 500) == [1, None, 48, 49, 50, 51, 52, None, 500]


@pytest.mark.parametrize(
    "given", ["0", "-1", "4", "abc", "1e9", "1000000000", "²", "9" * 400]
)
def test_page_that_does_not_exist_is_said_in_words(given):
    with pytest.raises(Http404, match=f"no page {given[:3]}.*its last page is 3"):
        get_paging(given, total=60, path="/")


def test_lists_end_at_page_500():
    paging = get_paging("500", total=20_000, path="/")

    assert (paging.num_pages, paging.next_url) == (500, "")
    with pytest.raises(Http404):
        get_paging("501", total=20_000, path="/")
