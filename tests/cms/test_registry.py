"""Registries: upper apps answer questions of lower ones."""

from dataclasses import dataclass

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.registry import Registry


@dataclass(frozen=True)
class Answer:
    name: str
    order: int = 0


def test_registry_keeps_entries_by_order_then_registration():
    registry = Registry("what?")
    for answer in (Answer("b", 2), Answer("a", 1), Answer("c", 1)):
        registry.register(answer)

    assert [answer.name for answer in registry.entries()] == ["a", "c", "b"]
    assert registry.get("b") == Answer("b", 2)
    assert registry.get("d") is None


def test_registry_refuses_a_name_twice():
    registry = Registry("what?")
    registry.register(Answer("a"))

    with pytest.raises(ImproperlyConfigured, match="registered twice"):
        registry.register(Answer("a"))


def test_registry_takes_test_entries_back():
    registry = Registry("what?")
    registry.register(Answer("a"))

    with registry.registered(Answer("b")):
        assert [answer.name for answer in registry.entries()] == ["a", "b"]
    with registry.replaced_by(Answer("c")):
        assert [answer.name for answer in registry.entries()] == ["c"]

    assert [answer.name for answer in registry.entries()] == ["a"]
