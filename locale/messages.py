"""Interface texts without gettext's programs: extract, compare, compile.

python locale/messages.py update     write new msgids into the catalogue
python locale/messages.py check      fail on missing, stale or fuzzy messages
python locale/messages.py compile    write the .mo files beside the catalogues

`locale/libraries` holds our words for what libraries say. Its msgids are theirs, so it is
written by hand, compared with no source of ours, and has English where theirs is not ours.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
APPS = ("cms", "community", "alumni", "sponsors", "search", "config")
LANGUAGES = ("de",)
"""English is the language of the msgids and needs no catalogue."""

LIBRARIES = ROOT / "locale" / "libraries"

# Position of context, singular and plural among the arguments of each function.
FUNCTIONS = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "_": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
CALL = re.compile(r"\b(_|n?p?gettext)\(")
PLACEHOLDER = re.compile(r"%\(\w+\)")


class Message(NamedTuple):
    context: str | None
    singular: str
    plural: str | None


def read_call(call: ast.Call) -> Message | None:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name not in FUNCTIONS:
        return None
    texts = [
        argument.value if isinstance(argument, ast.Constant) else None
        for argument in call.args
    ]
    picked = [
        texts[position] if position is not None and position < len(texts) else None
        for position in FUNCTIONS[name]
    ]
    if not isinstance(picked[1], str):
        return None
    return Message(picked[0], picked[1], picked[2])


def read_python(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (message := read_call(node)):
            yield message


def read_template(source: str) -> Iterator[Message]:
    """Yield the messages of a template, from the form that Django makes for xgettext."""
    text = templatize(source)
    for match in CALL.finditer(text):
        for end in range(match.end(), len(text)):
            if text[end] != ")":
                continue
            try:
                tree = ast.parse(text[match.start() : end + 1].strip(), mode="eval")
            except SyntaxError:
                continue
            if isinstance(tree.body, ast.Call) and (message := read_call(tree.body)):
                yield message
            break


def find_messages() -> dict[Message, list[str]]:
    """Return every message with the files that use it."""
    found: dict[Message, list[str]] = {}
    sources = [
        path
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
    ]
    templates = sorted((ROOT / "templates").rglob("*.html"))
    templates += sorted((ROOT / "templates").rglob("*.txt"))
    for path in [*sources, *templates]:
        read = read_python if path.suffix == ".py" else read_template
        for message in read(path.read_text(encoding="utf-8")):
            files = found.setdefault(message, [])
            name = path.relative_to(ROOT).as_posix()
            if name not in files:
                files.append(name)
    return found


def get_catalogue_path(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def get_library_paths() -> list[Path]:
    return sorted(LIBRARIES.glob("*/LC_MESSAGES/django.po"))


def read_catalogue(language: str) -> polib.POFile:
    path = get_catalogue_path(language)
    if path.exists():
        return polib.pofile(str(path), wrapwidth=88)
    catalogue = polib.POFile(wrapwidth=88)
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return catalogue


def key_of(entry: polib.POEntry) -> Message:
    return Message(entry.msgctxt, entry.msgid, entry.msgid_plural or None)


def update(language: str) -> None:
    found, catalogue = find_messages(), read_catalogue(language)
    known = {key_of(entry): entry for entry in catalogue}
    entries = []
    for message in sorted(found, key=lambda m: (m.singular, m.context or "")):
        entry = known.get(message) or polib.POEntry(
            msgctxt=message.context,
            msgid=message.singular,
            msgid_plural=message.plural or "",
            msgstr_plural={0: "", 1: ""} if message.plural else {},
        )
        entry.occurrences = [(name, "") for name in found[message]]
        is_format = re.search(r"%\(\w+\)[sd]", message.singular)
        entry.flags = ["python-format"] if is_format else []
        entries.append(entry)
    catalogue.clear()
    catalogue.extend(entries)
    get_catalogue_path(language).parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(get_catalogue_path(language)))


def find_faults(language: str) -> list[str]:
    """Return a sentence for each message that is missing, stale, fuzzy or mismatched."""
    found, catalogue = find_messages(), read_catalogue(language)
    known = {key_of(entry): entry for entry in catalogue}
    faults = [f"missing: {message.singular!r}" for message in found.keys() - known]
    faults += [f"stale: {message.singular!r}" for message in known.keys() - found]
    for message in found.keys() & known:
        faults += find_entry_faults(known[message])
    return sorted(f"{language}: {fault}" for fault in faults)


def find_library_faults() -> list[str]:
    """Return a sentence for each of our words for a library that is empty or fuzzy."""
    return [
        f"{path.relative_to(ROOT).as_posix()}: {fault}"
        for path in get_library_paths()
        for entry in polib.pofile(str(path))
        for fault in find_entry_faults(entry)
    ]


def find_entry_faults(entry: polib.POEntry) -> list[str]:
    faults = []
    message = key_of(entry)
    texts = list(entry.msgstr_plural.values()) or [entry.msgstr]
    if "fuzzy" in entry.flags:
        faults.append(f"fuzzy: {message.singular!r}")
    if not all(texts):
        faults.append(f"untranslated: {message.singular!r}")
    names = set(PLACEHOLDER.findall(message.singular + (message.plural or "")))
    if any(set(PLACEHOLDER.findall(text)) - names for text in texts):
        faults.append(f"unknown placeholder: {message.singular!r}")
    return faults


def compile_catalogue(path: Path) -> None:
    target = path.with_suffix(".mo")
    if path.exists() and (
        not target.exists() or target.stat().st_mtime < path.stat().st_mtime
    ):
        polib.pofile(str(path)).save_as_mofile(str(target))


def main(command: str) -> int:
    settings.configure(USE_I18N=False)
    if command == "check":
        faults = [fault for language in LANGUAGES for fault in find_faults(language)]
        faults += find_library_faults()
        print("\n".join(faults) or "messages: complete in German and English")
        return 1 if faults else 0
    if command == "compile":
        own = [get_catalogue_path(language) for language in LANGUAGES]
        for path in [*own, *get_library_paths()]:
            compile_catalogue(path)
        return 0
    for language in LANGUAGES:
        update(language)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
