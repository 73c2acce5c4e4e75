"""Networks, terms and announcements: who changed what, comparing, going back (ED54)."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from cms.enums import Role
from cms.models import Announcement, Network, StateChange, Term
from cms.operations.terms import retire_term
from tests.cms.staff import give, make_network, make_user
from tests.cms.viewsets.test_staff_screens import network_data

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.requirement("ED54"),
]


@pytest.fixture
def network(portal):
    return make_network("MINT Nord", carrier="Hafen-Verein")


@pytest.fixture
def boss(client, portal):
    person = make_user("boss", is_superuser=True)
    client.force_login(person)
    return person


def enter(client, network, role=Role.COORDINATOR, name="nora"):
    person = make_user(name)
    give(person, network, role)
    client.force_login(person)
    return person


def read_history(client, screen, row):
    answer = client.get(reverse(f"{screen}:history", args=[row.pk]))
    return [(entry.action, entry.user) for entry in answer.context["object_list"]]


def save_network(client, network, **values):
    stored = Network.objects.get(pk=network.pk)
    data = network_data(stored, **values)
    for name in ("states", "districts"):
        row = getattr(stored, name).first()
        if row:
            data |= {f"{name}-INITIAL_FORMS": "1", f"{name}-0-id": row.pk}
    answer = client.post(reverse("networks:edit", args=[network.pk]), data)
    assert answer.status_code == 302
    return Network.objects.get(pk=network.pk)


def compare(client, screen, row, first="earliest", second="latest"):
    url = reverse(f"{screen}:revisions_compare", args=[row.pk, first, second])
    changes = client.get(url).context["comparison"]
    with translation.override("en"):
        return [str(change.field_label()) for change in changes]


def test_network_has_versions_from_what_the_import_wrote(client, network):
    nora = enter(client, network)

    save_network(client, network, carrier="Neuer Verein")
    save_network(client, network, carrier="Neuer Verein", locality="Leer")

    assert read_history(client, "networks", network) == [
        ("wagtail.edit", nora),
        ("wagtail.edit", nora),
        ("cms.keep_version", nora),
    ]
    kept, first, second = network.revisions.order_by("pk")
    assert [row.content["carrier"] for row in (kept, first, second)] == [
        "Hafen-Verein",
        "Neuer Verein",
        "Neuer Verein",
    ]
    assert compare(client, "networks", network, first.pk, second.pk) == ["Seat"]
    assert compare(client, "networks", network) == [
        "Carrier",
        "State",
        "District",
        "Seat",
    ]


def test_going_back_brings_the_old_facts_and_is_a_version_of_its_own(client, network):
    nora = enter(client, network)
    save_network(client, network, carrier="Neuer Verein")
    old = network.revisions.earliest("pk")
    url = reverse("networks:revisions_revert", args=[network.pk, old.pk])

    shown = client.get(url).context["form"].initial["carrier"]
    stored = Network.objects.get(pk=network.pk)
    data = network_data(stored, carrier=shown)
    client.post(url, data)

    stored.refresh_from_db()
    assert (shown, stored.carrier) == ("Hafen-Verein", "Hafen-Verein")
    assert stored.revisions.count() == 3
    assert stored.latest_revision.content["carrier"] == "Hafen-Verein"
    assert read_history(client, "networks", network)[0] == ("wagtail.revert", nora)
    answer = client.get(reverse("networks:history", args=[network.pk]))
    assert answer.context["object_list"][0].content_changed is True


@pytest.mark.requirement("ED72", "A4")
def test_going_back_brings_nothing_that_the_person_may_not_edit(client, network):
    state = make_network("MINT Land", kind="state-programme")
    Network.objects.filter(pk=network.pk).update(parent=state, status="planned")
    old = Network.objects.get(pk=network.pk).save_revision()
    Network.objects.filter(pk=network.pk).update(parent=None, status="active")
    enter(client, network)

    client.post(
        reverse("networks:revisions_revert", args=[network.pk, old.pk]),
        network_data(network, carrier="Zurück", status="planned", parent=state.pk),
    )

    network.refresh_from_db()
    assert (network.carrier, network.parent, network.status) == (
        "Zurück",
        None,
        "active",
    )


@pytest.mark.requirement("ED72")
def test_parent_that_comes_back_is_logged_as_any_other_change(client, boss, network):
    state = make_network("MINT Land", kind="state-programme")
    Network.objects.filter(pk=network.pk).update(parent=state)
    old = Network.objects.get(pk=network.pk).save_revision()
    Network.objects.filter(pk=network.pk).update(parent=None)

    client.post(
        reverse("networks:revisions_revert", args=[network.pk, old.pk]),
        network_data(network, parent=state.pk),
    )

    change = StateChange.objects.get()
    assert (change.to_state, change.actor) == (str(state.pk), boss)


@pytest.mark.requirement("S25", "ED2")
@pytest.mark.parametrize("role", [Role.EDITOR, Role.COORDINATOR])
def test_staff_of_another_network_sees_and_brings_back_nothing(client, network, role):
    revision = network.save_revision()
    notice = Announcement.objects.create(network=network, starts_at=timezone.now())
    version = notice.save_revision()
    enter(client, make_network("MINT Sued"), role)
    rows = {"networks": (network, revision), "announcements": (notice, version)}

    answers = {
        (screen, name): client.get(reverse(f"{screen}:{name}", args=args)).status_code
        for screen, (row, kept) in rows.items()
        for name, args in {
            "history": [row.pk],
            "revisions_revert": [row.pk, kept.pk],
            "revisions_compare": [row.pk, "earliest", "latest"],
        }.items()
    }
    client.post(
        reverse("networks:revisions_revert", args=[network.pk, revision.pk]),
        network_data(network, carrier="Fremd"),
    )

    assert set(answers.values()) == {302}
    network.refresh_from_db()
    assert network.carrier == "Hafen-Verein"


def test_version_of_another_row_is_not_found(client, boss, network):
    other = make_network("MINT Sued").save_revision()

    answers = [
        client.get(reverse(f"networks:{name}", args=[network.pk, *args])).status_code
        for name, args in (
            ("revisions_revert", [other.pk]),
            ("revisions_compare", [other.pk, "latest"]),
        )
    ]

    assert answers == [404, 404]


def term_data(term, *labels):
    data = {
        "taxonomy": term.taxonomy,
        "slug": term.slug,
        "parent": "",
        "sort_order": str(term.sort_order),
        "retired_at": "",
        "labels-TOTAL_FORMS": len(labels),
        "labels-INITIAL_FORMS": len(labels),
        "labels-MIN_NUM_FORMS": "0",
        "labels-MAX_NUM_FORMS": "1000",
    }
    for number, (row, label) in enumerate(labels):
        data |= {
            f"labels-{number}-id": row.pk,
            f"labels-{number}-language": row.language,
            f"labels-{number}-label": label,
            f"labels-{number}-DELETE": "",
        }
    return data


@pytest.mark.requirement("ED60")
def test_term_gets_its_old_label_back(client, boss):
    term = Term.objects.of("topic").first()
    german, english = term.labels.order_by("language")
    old_label = german.label
    client.post(
        reverse("terms:edit", args=[term.pk]),
        term_data(term, (german, "Neu"), (english, english.label)),
    )
    first = term.revisions.earliest("pk")
    revert = reverse("terms:revisions_revert", args=[term.pk, first.pk])

    changes = compare(client, "terms", term)
    client.post(revert, term_data(term, (german, old_label), (english, english.label)))

    assert changes == ["Label"]
    german.refresh_from_db()
    assert german.label == old_label
    assert read_history(client, "terms", term) == [
        ("wagtail.revert", boss),
        ("wagtail.edit", boss),
        ("cms.keep_version", boss),
    ]


@pytest.mark.requirement("ED60")
def test_retiring_is_a_version_and_saving_again_keeps_no_second_one(client, boss):
    term = Term.objects.of("topic").first()
    retire_term(term=term, now=timezone.now(), actor=boss)
    retire_term(term=term, now=timezone.now(), actor=boss)

    assert [
        bool(row.content["retired_at"]) for row in term.revisions.order_by("pk")
    ] == [
        False,
        True,
        False,
    ]


def test_version_that_names_a_deleted_term_still_opens(client, boss):
    above = Term.objects.create(taxonomy="topic", slug="darueber")
    term = Term.objects.create(taxonomy="topic", slug="darunter", parent=above)
    old = term.save_revision()
    Term.objects.filter(pk=term.pk).update(parent=None)
    above.delete()

    answer = client.get(reverse("terms:revisions_revert", args=[term.pk, old.pk]))

    assert (answer.status_code, answer.context["form"].initial["parent"]) == (200, None)


def announcement_data(notice, text):
    row = notice.texts.get()
    return {
        "network": notice.network_id,
        "severity": notice.severity,
        "starts_at": "2027-03-03 12:00",
        "ends_at": "",
        "url": "",
        "texts-TOTAL_FORMS": "1",
        "texts-INITIAL_FORMS": "1",
        "texts-MIN_NUM_FORMS": "1",
        "texts-MAX_NUM_FORMS": "1000",
        "texts-0-id": row.pk,
        "texts-0-language": "de",
        "texts-0-text": text,
        "texts-0-link_label": "",
        "texts-0-DELETE": "",
    }


@pytest.mark.requirement("ED14")
def test_announcement_says_again_what_it_said(client, network):
    nora = enter(client, network)
    start = dt.datetime(2027, 3, 3, 11, tzinfo=dt.UTC)
    notice = Announcement.objects.create(network=network, starts_at=start)
    notice.texts.create(language="de", text="Heute geschlossen")
    notice.save()
    client.post(
        reverse("announcements:edit", args=[notice.pk]),
        announcement_data(notice, "Heute offen"),
    )
    first = notice.revisions.earliest("pk")

    client.post(
        reverse("announcements:revisions_revert", args=[notice.pk, first.pk]),
        announcement_data(notice, "Heute geschlossen"),
    )

    assert Announcement.objects.get().texts.get().text == "Heute geschlossen"
    assert read_history(client, "announcements", notice) == [
        ("wagtail.revert", nora),
        ("wagtail.edit", nora),
        ("cms.keep_version", nora),
    ]


def test_nothing_saves_a_live_row_by_itself_and_two_people_hear_of_each_other(
    client, network
):
    nora = enter(client, network)
    edit = reverse("networks:edit", args=[network.pk])
    mine = client.get(edit)
    enter(client, network, name="otto")
    client.get(edit)
    save_network(client, network, carrier="Von Otto")

    client.force_login(nora)
    session = mine.context["editing_sessions"].current_session
    url = reverse(
        "wagtailadmin_editing_sessions:ping",
        args=["cms", "network", network.pk, session.pk],
    )
    others = client.post(url).json()["other_sessions"]

    assert mine.context["autosave_enabled"] is False
    assert [row["user"] for row in others] == ["otto"]
