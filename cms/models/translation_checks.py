"""What a translation must have before visitors see it (ED57)."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import ngettext
from wagtail_localize.models import StringSegment, Translation

from cms.validators.content import Problem

MAY_STAY = "slug"
"""An address is no text that somebody reads in the wrong language."""


def find_translation_problems(page: Any) -> Iterator[Problem]:
    """Return that texts still stand there in the language of the source.

    wagtail-localize fills what nobody has translated with the source's text, unmarked.
    A translation that editors have taken out of its hands is theirs to judge.
    """
    if page.pk is None or page.alias_of_id is not None:
        return
    translation = Translation.objects.filter(
        source__object_id=page.translation_key,
        target_locale=page.locale_id,
        enabled=True,
    ).first()
    if translation is None:
        return
    segments = StringSegment.objects.filter(source=translation.source_id)
    count = (
        segments.exclude(context__path=MAY_STAY)
        .annotate_translation(page.locale)
        .filter(translation__isnull=True)
        .count()
    )
    if count:
        sentence = ngettext(
            "%(count)d text is not translated yet: readers would see it in the language "
            "of the source. Translate it, or enter it again where it stays the same.",
            "%(count)d texts are not translated yet: readers would see them in the "
            "language of the source. Translate them, or enter again what stays the same.",
            count,
        )
        yield Problem("title", sentence % {"count": count})
