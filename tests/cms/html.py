"""Reading answers as a browser would: the parsed tree instead of substrings."""

import itertools

import html5lib

NAMESPACE = "{http://www.w3.org/1999/xhtml}"
HEADINGS = {f"h{level}": level for level in range(1, 7)}
URL_ATTRIBUTES = ("src", "srcset", "poster", "data", "action")


def parse(response_or_text):
    text = getattr(response_or_text, "content", response_or_text)
    if isinstance(text, bytes):
        text = text.decode()
    tree = html5lib.parse(text)
    for template in tree.iter(f"{NAMESPACE}template"):
        template[:] = []  # shown nowhere until a script takes a copy
    return tree


def find_all(tree, name, **attributes):
    """Return the elements of a name, with these attributes (class matches one of many)."""
    found = []
    for element in tree.iter(f"{NAMESPACE}{name}"):
        classes = element.get("class", "").split()
        wanted = dict(attributes)
        class_name = wanted.pop("class_", None)
        if class_name and class_name not in classes:
            continue
        if all(element.get(key) == value for key, value in wanted.items()):
            found.append(element)
    return found


def get_text(element):
    return " ".join("".join(element.itertext()).split())


def get_texts(tree, name, **attributes):
    return [get_text(element) for element in find_all(tree, name, **attributes)]


def get_heading_levels(tree):
    return [
        HEADINGS[name]
        for element in tree.iter()
        if isinstance(element.tag, str)
        and (name := element.tag.removeprefix(NAMESPACE)) in HEADINGS
    ]


def find_heading_gaps(tree):
    levels = get_heading_levels(tree)
    return [
        (before, after)
        for before, after in itertools.pairwise(levels)
        if after > before + 1
    ]


def find_loaded_from_elsewhere(tree):
    """Return addresses that a browser would load from another host."""
    found = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        name = element.tag.removeprefix(NAMESPACE)
        values = [element.get(key) for key in URL_ATTRIBUTES if element.get(key)]
        if name == "link" and element.get("rel") in ("stylesheet", "preload", "icon"):
            values.append(element.get("href"))
        found += [v for v in values if v.startswith(("http:", "https:", "//"))]
    return found
