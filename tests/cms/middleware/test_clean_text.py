"""Text in one form, without NUL (R27)."""

import pytest
from django.urls import reverse
from wagtail.models import Collection

DECOMPOSED, COMPOSED = "Gru\u0308n", "Gr\u00fcn"


@pytest.mark.requirement("R27")
def test_nul_in_a_form_is_an_error_of_its_field(client, db):
    response = client.post(
        reverse("account_login"), {"login": "a\x00da", "password": "x"}
    )

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["login"]


@pytest.mark.requirement("R27")
def test_what_editors_type_is_composed(admin_client, portal):
    admin_client.post(
        reverse("wagtailadmin_collections:add"),
        {
            "name": DECOMPOSED,
            "parent": Collection.get_first_root_node().pk,
        },
    )

    assert list(Collection.objects.filter(depth=2).values_list("name", flat=True)) == [
        COMPOSED
    ]


@pytest.mark.requirement("R27")
@pytest.mark.parametrize(
    "path", ["/de/aktuelles/?topic=a%00b", "/de/%00/", "/api/v1/news?network=%00"]
)
def test_nul_in_an_address_is_a_bad_request_in_words(client, portal, path):
    response = client.get(path)

    assert response.status_code in (400, 404)
