"""What may be proposed by whom through a front-end form (ED74); upper apps add kinds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cms.registry import Label, Registry


@dataclass(frozen=True, kw_only=True)
class ProposalKind:
    """A kind of page that people without a place in Wagtail's admin write.

    ``form`` is the dotted path of a form on ``cms.forms.proposals.ProposalForm``;
    ``page_model`` and ``index_model`` name the page and the list that it stands below.
    ``find_networks`` gets a signed-in user and returns the networks that this person may
    propose to today, as a QuerySet.
    """

    name: str
    label: Label
    description: Label
    form: str
    page_model: str
    index_model: str
    find_networks: Callable[[Any], Any]
    order: int = 100


proposal_kinds: Registry[ProposalKind] = Registry("what may be proposed by whom?")
