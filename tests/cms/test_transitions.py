"""One way to move a state."""

import datetime as dt
import threading

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from cms.models import Network, StateChange
from cms.transitions import (
    NETWORK_TRANSITIONS,
    Transition,
    TransitionRefusedError,
    WrongStateError,
    apply_transition,
    draw_state_diagram,
)

NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
START, REST, WAKE_UP, END = NETWORK_TRANSITIONS


@pytest.fixture
def network(portal):
    return Network.objects.create(
        name="MINT Nord",
        slug="mint-nord",
        source_key="mint-nord",
        kind="mint-region",
        source_locale=portal.locale,
    )


def test_transition_moves_the_row_and_logs_who_when_why(network):
    user = get_user_model().objects.create_user("kim")

    change = apply_transition(
        row=network, transition=REST, actor=user, reason="Elternzeit", now=NOW
    )

    assert network.status == "dormant"
    assert Network.objects.get(pk=network.pk).status == "dormant"
    assert change.thing == network
    assert StateChange.objects.values_list(
        "field", "from_state", "to_state", "actor", "reason", "changed_at"
    ).get() == ("status", "active", "dormant", user.pk, "Elternzeit", NOW)


def test_transition_from_another_state_changes_nothing(network):
    with pytest.raises(WrongStateError):
        apply_transition(row=network, transition=START, actor=None, now=NOW)

    assert Network.objects.get(pk=network.pk).status == "active"
    assert StateChange.objects.count() == 0


def test_transition_on_an_outdated_row_loses(network):
    outdated = Network.objects.get(pk=network.pk)
    apply_transition(row=network, transition=END, actor=None, now=NOW)

    with pytest.raises(WrongStateError):
        apply_transition(row=outdated, transition=REST, actor=None, now=NOW)

    assert Network.objects.get(pk=network.pk).status == "ended"
    assert StateChange.objects.count() == 1


def test_guard_refuses(network):
    closed = Transition(
        name="end",
        field="status",
        from_states=("active",),
        to_state="ended",
        guard=lambda row, actor: actor is not None,
    )

    with pytest.raises(TransitionRefusedError):
        apply_transition(row=network, transition=closed, actor=None, now=NOW)

    assert StateChange.objects.count() == 0


@pytest.mark.race
@pytest.mark.requirement("R12")
@pytest.mark.django_db(transaction=True)
def test_of_parallel_moves_one_wins(network, repetitions):
    for _round in range(repetitions):
        Network.objects.filter(pk=network.pk).update(status="active")
        StateChange.objects.all().delete()
        results, barrier = [], threading.Barrier(10)

        def move(transition, results=results, barrier=barrier):
            row = Network.objects.get(pk=network.pk)
            barrier.wait()
            try:
                apply_transition(row=row, transition=transition, actor=None, now=NOW)
                results.append("moved")
            except WrongStateError:
                results.append("late")
            finally:
                connection.close()

        threads = [
            threading.Thread(target=move, args=((REST, END)[number % 2],))
            for number in range(10)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        # Two may win one after the other: at rest first, then ended.
        assert results.count("moved") == StateChange.objects.count()
        assert len(results) == 10
        assert sorted(StateChange.objects.values_list("from_state", flat=True)) in (
            ["active"],
            ["active", "dormant"],
        )


def test_diagram_is_drawn_from_the_table():
    assert draw_state_diagram((START, REST), "planned") == (
        "stateDiagram-v2\n"
        "    [*] --> planned\n"
        "    planned --> active: start\n"
        "    active --> dormant: rest\n"
    )
