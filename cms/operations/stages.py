"""Making the pages of the seven education stages (ED12)."""

import uuid

from django.db import transaction

from cms.enums import Taxonomy
from cms.models import HomePage, StagePage, Term
from cms.validators.slugs import make_slug


@transaction.atomic
def add_stage_pages(*, introductions: dict[tuple[str, str], str] | None = None) -> int:
    """Make the page of each stage that a home page lacks; return how many were made.

    ``introductions`` are texts by slug of the stage and language.
    """
    texts, made = introductions or {}, 0
    for term in Term.objects.in_use().of(Taxonomy.STAGE).with_labels():
        known = StagePage.objects.filter(stage=term)
        first = known.first()
        key = first.translation_key if first else uuid.uuid4()
        for home in HomePage.objects.select_related("locale").order_by("path"):
            language = home.locale.language_code
            if known.filter(locale=home.locale).exists():
                continue
            title = term.get_label(language)
            text = texts.get((term.slug, language), "")
            home = HomePage.objects.get(pk=home.pk)  # noqa: PLW2901 -- the tree has grown
            home.add_child(
                instance=StagePage(
                    title=title,
                    slug=make_slug(title),
                    stage=term,
                    intro=text,
                    summary=text[:200],
                    locale=home.locale,
                    translation_key=key,
                )
            )
            made += 1
    return made
