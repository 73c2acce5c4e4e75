"""The words of the interface, to tell in which language a text on a screen is."""

from pathlib import Path

import polib
from django.conf import settings

GERMAN = Path(settings.ROOT) / "locale" / "de" / "LC_MESSAGES" / "django.po"


def read_messages() -> polib.POFile:
    return polib.pofile(str(GERMAN))


def get_interface_words() -> dict[str, str]:
    """Return whole interface texts that exist in one language only: ``{text: language}``."""
    messages = read_messages()
    german = {entry.msgstr for entry in messages if entry.msgstr}
    english = {entry.msgid for entry in messages if entry.msgstr}
    return dict.fromkeys(german - english, "de") | dict.fromkeys(english - german, "en")
