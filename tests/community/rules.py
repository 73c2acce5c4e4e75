"""Versions of the rules for tests."""

import datetime as dt

from django.utils import timezone

from community.models import RulesText, RulesVersion


def make_rules(version="1", *, kind="terms", days=0, changes=""):
    """Return a version that begins so many days from today, in both languages."""
    row = RulesVersion.objects.create(
        kind=kind,
        version=version,
        valid_from=timezone.localdate() + dt.timedelta(days=days),
    )
    for language, words in (("de", "Sei freundlich."), ("en", "Be kind.")):
        RulesText.objects.create(
            version=row, language=language, text=words, changes=changes
        )
    return row
