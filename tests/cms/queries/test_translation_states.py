"""How far translations are, for editors (ED55, ED57)."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from cms.enums import Role
from cms.models import Network
from cms.queries.translation_states import (
    TranslationNote,
    annotate_outdated,
    keep_outdated,
    keep_untranslated,
    list_translation_notes,
)
from tests.cms.html import find_all, parse
from tests.cms.html import get_text as read
from tests.cms.pages import make_news, publish, translate
from tests.cms.staff import give, make_user
from tests.cms.text import get_text


@pytest.fixture
def editor(portal):
    person = make_user("edda")
    give(person, Network.objects.get_site(), Role.EDITOR)
    return person


def record(page, target):
    source, _created = TranslationSource.get_or_create_from_instance(page)
    return Translation.objects.create(source=source, target_locale=target.locale)


def edit(page, text):
    page.summary = text
    publish(page)
    # The clock of a test may not move between two lines.
    later = timezone.now() + dt.timedelta(minutes=1)
    Page.objects.filter(pk=page.pk).update(last_published_at=later)
    return Page.objects.get(pk=page.pk)


@pytest.mark.requirement("ED57")
def test_edit_of_the_text_makes_its_translation_outdated(english, english_interface):
    page = make_news()
    target = translate(page, english, title="Bridge", slug="bridge")
    translation = record(page, target)
    before = list_translation_notes(page), list_translation_notes(target)

    page = edit(page, "Die Brücke hält immer noch.")

    assert before == ([], [])
    assert list_translation_notes(page) == [
        TranslationNote(
            "The translation into English is older than this text.",
            translation.source_id,
        )
    ]
    assert list_translation_notes(target) == [
        TranslationNote("The text in German has changed since this translation.")
    ]
    assert list(keep_outdated(Page.objects.all())) == [page]


@pytest.mark.requirement("ED57")
def test_updated_translation_is_current_again(english):
    page = make_news()
    translation = record(page, translate(page, english, slug="bridge"))
    page = edit(page, "Die Brücke hält immer noch.")
    TranslationSource.objects.update(
        last_updated_at=timezone.now() + dt.timedelta(minutes=2)
    )

    assert list_translation_notes(page) == []
    assert annotate_outdated(Translation.objects.all()).get().is_outdated is False
    assert translation.source.object_id == page.translation_key


@pytest.mark.requirement("ED57")
def test_missing_translation_is_named_and_an_alias_is_none(english, english_interface):
    page = make_news()
    alias = page.copy_for_translation(english, copy_parents=True, alias=True)
    draft = make_news()
    draft.unpublish()

    assert list_translation_notes(page) == [
        TranslationNote("There is no translation into English yet.")
    ]
    assert list_translation_notes(alias) == []
    assert list_translation_notes(draft) == []
    originals = Page.objects.filter(alias_of=None, depth__gt=1)
    assert [found.pk for found in keep_untranslated(originals)] == [page.pk, draft.pk]


@pytest.mark.requirement("ED55", "ED57")
def test_editor_reads_above_the_form_what_is_outdated(client, editor, english):
    page = make_news()
    target = translate(page, english, title="Bridge", slug="bridge")
    translation = record(page, target)
    edit(page, "Die Brücke hält immer noch.")
    client.force_login(editor)
    update = reverse(
        "wagtail_localize:update_translations", args=[translation.source_id]
    )

    source_text = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    target_text = client.get(reverse("wagtailadmin_pages:edit", args=[target.pk]))

    assert "The translation into English is older than this text." in get_text(
        source_text
    )
    assert len(find_all(parse(source_text), "a", href=update, class_="button")) == 1
    assert "The text in German has changed since this translation." in get_text(
        target_text
    )


@pytest.mark.requirement("ED57", "S2")
def test_author_is_not_offered_what_only_translators_may(client, english):
    author = make_user("ada")
    give(author, Network.objects.get_site(), Role.AUTHOR)
    page = make_news(owner=author)
    translation = record(page, translate(page, english, slug="bridge"))
    edit(page, "Die Brücke hält immer noch.")
    page.unpublish()
    client.force_login(author)

    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    text = response.content.decode()
    assert f"/localize/update/{translation.source_id}/" not in text
    assert "The translation into English is older than this text." in text


@pytest.mark.requirement("ED57")
def test_report_shows_each_state(client, editor, english):
    client.force_login(editor)
    pages = [make_news() for _number in range(3)]
    for page in pages[:2]:
        record(page, translate(page, english, slug=f"bridge-{page.pk}"))
    edit(pages[0], "Die Brücke hält immer noch.")
    url = reverse("wagtail_localize:translations_report")

    document = parse(client.get(url))
    outdated = parse(client.get(url, {"is_outdated": "true"}))

    assert read_states(document) == {
        f"{pages[0].title} (German)": "outdated",
        f"{pages[1].title} (German)": "waits for translators",
    }
    assert read_states(outdated) == {f"{pages[0].title} (German)": "outdated"}
    links = find_all(document, "a", lang="de")
    assert [read(link) for link in links] == [pages[2].title]


def read_states(document):
    table = find_all(document, "table", class_="listing")[0]
    rows = [find_all(row, "td") for row in find_all(table, "tr")]
    return {read(cells[1]): read(cells[3]) for cells in rows if cells}
