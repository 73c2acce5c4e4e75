"""wagtail-localize's views ask whether the page may be edited (S2)."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from cms.enums import NetworkKind, Role
from cms.models import GenericPage, HomePage, Network, RegionPage
from tests.cms.staff import give, make_network, make_user

CANARY = "Kanarie-7f3a"


@pytest.fixture
def networks(portal):
    return make_network("MINT Nord"), make_network("MINT Sued")


@pytest.fixture
def draft(networks, german):
    region = RegionPage.objects.get(network=networks[1], locale=german)
    return region.add_child(
        instance=GenericPage(title=CANARY, slug="entwurf", live=False)
    )


def submit_url(draft):
    return reverse("wagtail_localize:submit_page_translation", args=[draft.pk])


def enter(client, network, role):
    person = make_user(f"person-{role}")
    give(person, network, role)
    client.force_login(person)
    return person


@pytest.mark.requirement("S2", "A1")
@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.EDITOR, Role.COORDINATOR])
def test_submitting_a_page_of_another_network_is_refused(
    client, networks, draft, english, role
):
    enter(client, networks[0], role)
    before = Page.objects.count()

    shown = client.get(submit_url(draft))
    posted = client.post(submit_url(draft), {"locales": [english.pk]})

    assert (shown.status_code, posted.status_code) == (403, 403)
    assert CANARY not in shown.content.decode() + posted.content.decode()
    assert Page.objects.count() == before


@pytest.mark.requirement("S2")
@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.EDITOR, Role.COORDINATOR])
def test_own_page_is_submitted(client, networks, draft, english, role):
    enter(client, networks[1], role)

    response = client.post(submit_url(draft), {"locales": [english.pk]})

    copy = draft.get_translation(english)
    assert response.status_code == 302
    assert (copy.title, copy.live) == (CANARY, False)


@pytest.mark.requirement("S2")
def test_author_may_not_submit_translations(client, networks, draft, english):
    enter(client, networks[1], Role.AUTHOR)

    response = client.post(submit_url(draft), {"locales": [english.pk]})

    assert response.status_code == 403
    assert draft.has_translation(english) is False


def make_translation(draft, english):
    source, _created = TranslationSource.get_or_create_from_instance(draft)
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target(publish=False)
    return source


@pytest.mark.requirement("S2", "A1")
@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.EDITOR, Role.COORDINATOR])
def test_updating_translations_of_another_network_is_refused(
    client, networks, draft, english, role
):
    source = make_translation(draft, english)
    enter(client, networks[0], role)
    url = reverse("wagtail_localize:update_translations", args=[source.pk])

    shown, posted = client.get(url), client.post(url, {"publish_translations": "on"})

    assert (shown.status_code, posted.status_code) == (403, 403)
    assert CANARY not in shown.content.decode() + posted.content.decode()
    assert draft.get_translation(english).live is False


@pytest.mark.requirement("S2")
def test_translator_updates_but_does_not_publish(client, networks, draft, english):
    source = make_translation(draft, english)
    enter(client, networks[1], Role.TRANSLATOR)
    url = reverse("wagtail_localize:update_translations", args=[source.pk])

    answers = [
        client.get(url).status_code,
        client.post(url, {"publish_translations": "on"}).status_code,
        client.post(url, {}).status_code,
    ]

    assert answers == [200, 403, 302]
    assert draft.get_translation(english).live is False


@pytest.mark.requirement("S2", "A24")
def test_translation_report_is_for_staff_of_the_portal_and_names_its_pages(
    client, networks, draft, english
):
    make_translation(draft, english)
    home = HomePage.objects.get(locale=draft.locale)
    own = home.add_child(instance=GenericPage(title="Eigenes-12", slug="e", live=False))
    make_translation(own, english)
    url = reverse("wagtail_localize:translations_report")
    answers = {}
    for network in (networks[0], Network.objects.get(kind=NetworkKind.SITE)):
        person = make_user(f"person-{network.pk}")
        give(person, network, Role.EDITOR)
        client.force_login(person)
        response = client.get(url)
        answers[network.kind] = (
            response.status_code,
            CANARY in response.content.decode(),
            "Eigenes-12" in response.content.decode(),
        )

    assert answers == {"mint-region": (403, False, False), "site": (200, False, True)}


@pytest.mark.requirement("S2")
def test_subtree_is_translated_only_by_those_who_may_edit_all_of_it(
    client, networks, draft, english
):
    author = enter(client, networks[1], Role.AUTHOR)
    give(author, networks[0], Role.TRANSLATOR)
    Page.objects.filter(pk=draft.pk).update(owner=author)
    draft = GenericPage.objects.get(pk=draft.pk)
    draft.add_child(instance=GenericPage(title="Fremd", slug="fremd", live=False))

    response = client.post(
        submit_url(draft), {"locales": [english.pk], "include_subtree": "on"}
    )

    assert response.status_code == 403
    assert draft.has_translation(english) is False
