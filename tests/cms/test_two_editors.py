"""Two editors at one page: a notice, and nothing is lost (R13, ED54)."""

import pytest
from django.urls import reverse

from cms.enums import Role
from cms.models import GenericPage, Network
from tests.cms.staff import give, make_user
from tests.cms.test_editor_forms import fill


@pytest.mark.requirement("R13", "ED54")
def test_both_revisions_are_kept_and_the_form_watches_for_others(client, portal):
    page = portal.add_child(instance=GenericPage(title="A", slug="a"))
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    forms = []
    for name in ("edda", "otto"):
        person = make_user(name)
        give(person, Network.objects.get_site(), Role.EDITOR)
        client.force_login(person)
        forms.append(client.get(url).content.decode())
        client.post(url, fill(title=f"Von {name}", slug="a"))

    titles = [revision.content["title"] for revision in page.revisions.order_by("pk")]
    assert titles == ["Von edda", "Von otto"]
    assert ["w-session" in form for form in forms] == [True, True]
    assert GenericPage.objects.get(pk=page.pk).title == "A"
