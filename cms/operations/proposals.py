"""Proposals: a form becomes a Wagtail draft, its workflow answers it (ED74).

The person who proposes never meets Wagtail; what editors do there (ask for changes,
publish, cancel, delete) comes back through the ``note_…`` functions, which the receivers
call.
"""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex, WorkflowState

from cms.enums import ProposalState
from cms.models import Branch, MediaNote, Network, PageTerm, Proposal
from cms.models.places import follow_address
from cms.notifications.proposals import tell_about_proposal
from cms.proposals import ProposalKind
from cms.queries.proposals import find_draft, find_page
from cms.transitions import (
    ACCEPT_PROPOSAL,
    ASK_FOR_CHANGES,
    DECLINE_PROPOSAL,
    SUBMIT_PROPOSAL,
    WITHDRAW_PROPOSAL,
    Transition,
    apply_transition,
)
from cms.validators.slugs import make_slug

ANSWER_ACTION = "cms.proposal.answer"
"""Under this name the proposer's words stand in the page's history in Wagtail."""


class ProposalError(Exception):
    """The proposal was not written; nothing has changed."""


class NetworkNotReadyError(ProposalError):
    """The network has no list for this kind in this language, or no workflow."""


class DraftChangedError(ProposalError):
    """Somebody has changed the draft since the form was opened."""


class ItemInWorkError(ProposalError):
    """Editors, or another proposal, are at work on this item."""


@dataclass(frozen=True, kw_only=True)
class ProposedContent:
    """What a form says about a page.

    ``fields``: page fields by name, with ``title``; ``terms``: keys of the chosen terms;
    ``offered_terms``: keys that could be chosen, others on the page stay; ``picture``: the
    values of a new image by field name, with ``file``.
    """

    fields: Mapping[str, Any]
    terms: frozenset[int] = frozenset()
    offered_terms: frozenset[int] = frozenset()
    picture: Mapping[str, Any] | None = None


def submit_proposal(
    *,
    proposer: Any,
    kind: ProposalKind,
    network: Network,
    language: str,
    token: uuid.UUID,
    content: ProposedContent,
    is_draft: bool,
    now: dt.datetime,
) -> Proposal:
    """Write a draft below the network's list and start its workflow, once for each token.

    With ``is_draft`` the text is kept and nobody is asked yet. The same token again
    returns what it made the first time.

    Raises:
        NetworkNotReadyError: the network has no such list in this language.
    """
    with _stored_picture(content, network, proposer) as picture:
        proposal, is_new = _write_new(
            proposer=proposer,
            kind=kind,
            network=network,
            language=language,
            token=token,
            content=content,
            picture=picture,
            is_draft=is_draft,
            now=now,
        )
    if not is_new:
        _drop_picture(picture)
    return proposal


def answer_proposal(
    *,
    proposal: Proposal,
    actor: Any,
    content: ProposedContent,
    seen_revision: int | None,
    message: str,
    is_draft: bool,
    now: dt.datetime,
) -> Proposal:
    """Write a new version of an own draft and hand it in, with a word to the editors.

    ``seen_revision`` is the key of the version that the form was filled from.

    Raises:
        DraftChangedError: there is a newer version than the one seen.
        ItemInWorkError: an editor has locked the draft.
        WrongStateError: it is not the proposer's turn (any more).
    """
    with (
        _stored_picture(content, proposal.network, actor) as picture,
        transaction.atomic(),
    ):
        proposal = _lock(proposal)
        page = _get_free_draft(proposal, seen_revision)
        _fill(page, content, picture)
        page.save_revision(user=actor, log_action=True)
        _keep_title(proposal, page.title)
        if not is_draft:
            _hand_in(proposal, page, actor, message, now)
    return proposal


def propose_change(
    *,
    accepted: Proposal,
    actor: Any,
    token: uuid.UUID,
    content: ProposedContent,
    message: str,
    now: dt.datetime,
) -> Proposal:
    """Propose a new version of a live item that came of an own proposal.

    The live page stays as it is until editors publish the version.

    Raises:
        ItemInWorkError: it is not live, or editors or another proposal are at work on it.
    """
    with _stored_picture(content, accepted.network, actor) as picture:
        proposal, is_new = _write_change(
            accepted=accepted,
            actor=actor,
            token=token,
            content=content,
            picture=picture,
            message=message,
            now=now,
        )
    if not is_new:
        _drop_picture(picture)
    return proposal


@transaction.atomic
def hand_in_proposal(*, proposal: Proposal, actor: Any, now: dt.datetime) -> Proposal:
    """Submit the draft as it was kept.

    Raises:
        ItemInWorkError: the draft is gone.
        WrongStateError: it was submitted or withdrawn before.
    """
    proposal = _lock(proposal)
    page = find_draft(proposal)
    if page is None:
        raise ItemInWorkError
    _hand_in(proposal, page, actor, "", now)
    return proposal


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, actor: Any, now: dt.datetime) -> Proposal:
    """Take a proposal back: its workflow ends, and what was never live is deleted.

    Raises:
        WrongStateError: it was accepted, declined or withdrawn before.
    """
    proposal = _lock(proposal)
    apply_transition(row=proposal, transition=WITHDRAW_PROPOSAL, actor=actor, now=now)
    page = find_page(proposal)
    if page is None:
        return proposal
    state = page.current_workflow_state
    if state is not None:
        state.cancel(user=actor)
    if proposal.is_change or page.live:
        _return_to_live_version(page, proposal, actor)
    else:
        _delete_draft(page, proposal, actor)
    return proposal


def note_submission(*, page: Any, actor: Any, now: dt.datetime) -> None:
    """Follow somebody who submitted the draft within Wagtail instead of in the form."""
    for proposal in _find_open(page):
        if proposal.state != ProposalState.SUBMITTED:
            _move(proposal, SUBMIT_PROPOSAL, actor, "", now)


def note_rejection(*, page: Any, actor: Any, comment: str, now: dt.datetime) -> None:
    """Follow editors who ask for changes; their comment is the answer."""
    for proposal in _find_open(page):
        if proposal.state == ProposalState.SUBMITTED:
            _move(proposal, ASK_FOR_CHANGES, actor, comment, now)


def note_acceptance(*, page: Any, actor: Any, comment: str, now: dt.datetime) -> None:
    """Follow editors who approve or publish the newest version."""
    for proposal in _find_open(page):
        _move(proposal, ACCEPT_PROPOSAL, actor, comment, now)


def note_refusal(*, page: Any, actor: Any, comment: str, now: dt.datetime) -> None:
    """Follow editors who end the workflow or delete the draft."""
    for proposal in _find_open(page):
        _move(proposal, DECLINE_PROPOSAL, actor, comment, now)


def _move(
    proposal: Proposal,
    transition: Transition,
    actor: Any,
    reason: str,
    now: dt.datetime,
) -> None:
    change = apply_transition(
        row=proposal, transition=transition, actor=actor, reason=reason, now=now
    )
    tell_about_proposal(proposal=proposal, change=change)
    if transition is SUBMIT_PROPOSAL:
        proposal.submitted_at = now
        proposal.save(update_fields=["submitted_at"])


def _find_open(page: Any) -> list[Proposal]:
    # The row of a deleted page may be gone; its key is enough.
    row_key = getattr(page, f"{page.thing_attribute}_id")
    model = page._meta.get_field(page.thing_attribute).related_model
    about = Proposal.objects.open().about(model(pk=row_key))
    return list(about.filter(language=page.locale.language_code))


@transaction.atomic
def _write_new(
    *,
    proposer: Any,
    kind: ProposalKind,
    network: Network,
    language: str,
    token: uuid.UUID,
    content: ProposedContent,
    picture: Any,
    is_draft: bool,
    now: dt.datetime,
) -> tuple[Proposal, bool]:
    # One at a time in a network: siblings in the tree are numbered by counting them.
    Network.objects.select_for_update().get(pk=network.pk)
    proposal, is_new = Proposal.objects.get_or_create(
        proposer=proposer,
        token=token,
        defaults={
            "network": network,
            "kind": kind.name,
            "language": language,
            "title": content.fields["title"],
            "created_at": now,
        },
    )
    if not is_new:
        return proposal, False
    index = _get_index(kind, network, language)
    page: Any = apps.get_model(kind.page_model)(
        locale=index.locale,
        slug=_find_slug(index, content.fields["title"], kind.name),
        live=False,
        has_unpublished_changes=True,
        owner=proposer,
    )
    _fill(page, content, picture)
    index.add_child(instance=page)
    log(instance=page, action="wagtail.create", user=proposer, content_changed=True)
    page.save_revision(user=proposer, log_action=True)
    proposal.thing = page.thing
    proposal.save(update_fields=["content_type", "object_id"])
    if not is_draft:
        _hand_in(proposal, page, proposer, "", now)
    return proposal, True


def _get_index(kind: ProposalKind, network: Network, language: str) -> Any:
    model: Any = apps.get_model(kind.index_model)
    lists = model.objects.filter(network=network, locale__language_code=language)
    index = lists.order_by("path").first()
    if index is None:
        raise NetworkNotReadyError
    return index


def _find_slug(index: Page, title: str, kind_name: str) -> str:
    base = make_slug(title, max_length=80) or kind_name
    taken = set(
        index.get_children()
        .filter(slug__startswith=base)
        .values_list("slug", flat=True)
    )
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def _fill(page: Any, content: ProposedContent, picture: Any) -> None:
    address = getattr(page, "venue_address", "")
    for name, value in content.fields.items():
        setattr(page, name, value)
    if "venue_address" in content.fields:
        follow_address(page, address)
    if picture is not None:
        page.lead_image = picture
    rows = list(page.cms_page_terms.all())
    kept = [
        row
        for row in rows
        if row.term_id in content.terms or row.term_id not in content.offered_terms
    ]
    new = content.terms - {row.term_id for row in kept}
    page.cms_page_terms = [*kept, *(PageTerm(term_id=key) for key in sorted(new))]


def _get_free_draft(proposal: Proposal, seen_revision: int | None) -> Any:
    page = find_draft(proposal)
    if page is None or page.locked:
        raise ItemInWorkError
    if page.latest_revision_id != seen_revision:
        raise DraftChangedError
    return page


@transaction.atomic
def _write_change(
    *,
    accepted: Proposal,
    actor: Any,
    token: uuid.UUID,
    content: ProposedContent,
    picture: Any,
    message: str,
    now: dt.datetime,
) -> tuple[Proposal, bool]:
    Network.objects.select_for_update().get(pk=accepted.network_id)
    known = Proposal.objects.proposed_by(actor).filter(token=token).first()
    if known:
        return known, False
    page = find_page(accepted)
    if page is None or not page.live or page.has_unpublished_changes or page.locked:
        raise ItemInWorkError
    try:
        with transaction.atomic():
            proposal = Proposal.objects.create(
                proposer=actor,
                token=token,
                network_id=accepted.network_id,
                kind=accepted.kind,
                language=accepted.language,
                title=content.fields["title"],
                is_change=True,
                thing=page.thing,
                created_at=now,
            )
    except IntegrityError as error:
        raise ItemInWorkError from error
    page = page.get_latest_revision_as_object()
    _fill(page, content, picture)
    page.save_revision(user=actor, log_action=True)
    _hand_in(proposal, page, actor, message, now)
    return proposal, True


def _hand_in(
    proposal: Proposal, page: Any, actor: Any, message: str, now: dt.datetime
) -> None:
    _move(proposal, SUBMIT_PROPOSAL, actor, message, now)
    if message:
        log(instance=page, action=ANSWER_ACTION, user=actor, data={"comment": message})
    state = page.current_workflow_state
    if state is None:
        workflow = page.get_workflow()
        if workflow is None:
            raise NetworkNotReadyError
        workflow.start(page, actor)
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=actor)


def _lock(proposal: Proposal) -> Proposal:
    return (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("network")
        .get(pk=proposal.pk)
    )


def _keep_title(proposal: Proposal, title: str) -> None:
    proposal.title = title
    proposal.save(update_fields=["title"])


def _return_to_live_version(page: Any, proposal: Proposal, actor: Any) -> None:
    """Take the withdrawn version off the live page; versions of editors stay."""
    newest = page.latest_revision
    if newest is None or newest.user_id != proposal.proposer_id:
        return
    page.save_revision(user=actor, changed=False, log_action=True)
    type(page).objects.filter(pk=page.pk).update(
        has_unpublished_changes=False, draft_title=page.title
    )


def _delete_draft(page: Any, proposal: Proposal, actor: Any) -> None:
    draft = page.get_latest_revision_as_object()
    picture, row = draft.lead_image, page.thing
    page.delete(user=actor)
    proposal.content_type = proposal.object_id = None
    proposal.save(update_fields=["content_type", "object_id"])
    if not row.has_pages():
        row.delete()
    if picture and picture.uploaded_by_user_id == proposal.proposer_id:
        elsewhere = ReferenceIndex.get_references_to(picture).exclude(
            object_id=str(page.pk),
            base_content_type=page.get_base_content_type(),
        )
        if not elsewhere.exists():
            picture.delete()


@contextmanager
def _stored_picture(
    content: ProposedContent, network: Network, person: Any
) -> Iterator[Any]:
    """Store the new picture before the transaction, and drop it where that fails."""
    picture = _add_picture(content, network, person)
    try:
        yield picture
    except BaseException:
        _drop_picture(picture)
        raise


def _add_picture(content: ProposedContent, network: Network, person: Any) -> Any:
    if content.picture is None:
        return None
    model: Any = get_image_model()
    values = dict(content.picture)
    facts = {name: values.pop(name) for name in _FACTS if name in values}
    has_facts = all(_has_field(model, name) for name in facts)
    collection = Branch.objects.get(network=network).collection
    image = model.objects.create(
        collection=collection,
        uploaded_by_user=person,
        **values,
        **(facts if has_facts else {}),
    )
    if not has_facts:
        MediaNote.objects.create(image=image, **facts)
    return image


_FACTS = ("credit", "licence", "people_shown", "consent")


def _has_field(model: Any, name: str) -> bool:
    return name in {field.name for field in model._meta.get_fields()}


def _drop_picture(picture: Any) -> None:
    if picture is not None:
        picture.delete()
