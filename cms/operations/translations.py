"""Publishing what translators wrote, through wagtail-localize (ED8, ED57)."""

from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.validators.content import Problem, find_errors


@transaction.atomic
def find_refusals(
    *, translations: "QuerySet[Translation]", user: Any, is_updated: bool = False
) -> list[Problem]:
    """Return what publishing these translations would refuse; nothing is kept.

    The library writes the live page before it asks whether it may be published, and
    meets a refusal only after its transaction. So it is tried and taken back first;
    with ``is_updated`` after the sources are read anew from their pages.
    """
    problems = []
    for translation in translations.select_related("source", "target_locale"):
        if is_updated:
            translation.source.update_from_db()
        problems += _try_publication(translation, user)
    transaction.set_rollback(True)
    return problems


def _try_publication(translation: Translation, user: Any) -> list[Problem]:
    # What the page's own fields refuse is said by the library, at the texts.
    with suppress(ValidationError):
        translation.save_target(user=user, publish=False)
        target = translation.get_target_instance()
        if isinstance(target, Page):
            return find_errors(target.specific.get_latest_revision_as_object())
    return []
