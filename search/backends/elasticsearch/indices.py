"""Indices and aliases as they are on the server now (F17)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from search.backends.elasticsearch.names import (
    is_index_of,
    name_alias,
    name_building_alias,
    name_index,
)
from search.client import get_client, get_prefix
from search.conf import get_setting
from search.documents import describe_index, name_shape
from search.documents.mapping import describe_replicas


@dataclass(frozen=True)
class Indices:
    """What there is for a language: the index that answers, the one that is being built."""

    language: str
    live: str = ""
    building: str = ""
    others: tuple[str, ...] = ()
    shape: str = ""
    """Of the index that answers; another than ours is wrong."""
    reached: int = 0
    """Key of the last entry that the one being built was given."""

    @property
    def is_right(self) -> bool:
        """Tell whether there is an index to ask whose fields are what we expect."""
        return bool(self.live) and self.shape == name_shape(self.language)

    @property
    def aliases(self) -> list[str]:
        """Return what a change is written to."""
        found = [name_alias(self.language)] if self.live else []
        return [
            *found,
            *([name_building_alias(self.language)] if self.building else []),
        ]


def call(seconds: float | None = None) -> Any:
    """Return the client with the time for writing."""
    seconds = seconds or get_setting("SEARCH_BULK_SECONDS")
    return get_client().options(request_timeout=seconds)


def find_indices(languages: list[str]) -> dict[str, Indices]:
    """Return what there is for each language; two requests."""
    client = call()
    everything = client.indices.get_alias(index=f"{get_prefix()}-*").body
    mappings = client.indices.get_mapping(index=f"{get_prefix()}-*").body
    found = {}
    for language in languages:
        alias, building_alias = name_alias(language), name_building_alias(language)
        live = building = ""
        others = []
        for name, about in everything.items():
            if name != alias and not is_index_of(name, language):
                continue
            if building_alias in about["aliases"]:
                building = name
            elif alias in about["aliases"]:
                live = name
            else:
                others.append(name)
        found[language] = Indices(
            language,
            live=live,
            building=building,
            others=tuple(others),
            shape=_read_meta(mappings, live).get("shape", ""),
            reached=_read_meta(mappings, building).get("reached", 0),
        )
    return found


def _read_meta(mappings: dict[str, Any], index: str) -> dict[str, Any]:
    meta: dict[str, Any] = mappings.get(index, {}).get("mappings", {}).get("_meta", {})
    return meta


def make_index(language: str, now: dt.datetime) -> str:
    """Make an empty index beside the one that answers; every change reaches it from now on."""
    name = name_index(language, now)
    body = describe_index(language)
    body["settings"] |= {
        "refresh_interval": "-1",
        "number_of_replicas": 0,
        "auto_expand_replicas": False,
    }
    call().indices.create(
        index=name, aliases={name_building_alias(language): {}}, **body
    )
    return name


def note_reached(language: str, index: str, key: int) -> None:
    """Remember how far an index was built, in the index itself."""
    meta = {"shape": name_shape(language), "reached": key}
    call().indices.put_mapping(index=index, meta=meta)


def make_searchable(index: str) -> None:
    """Let an index that was filled refresh itself and have its copies."""
    client = call()
    client.indices.put_settings(
        index=index, settings={"refresh_interval": None, **describe_replicas()}
    )
    client.indices.refresh(index=index)
    client.cluster.health(
        index=index,
        wait_for_status="yellow",
        timeout=f"{int(get_setting('SEARCH_BULK_SECONDS') / 2)}s",
    )


def switch(indices: Indices, index: str) -> None:
    """Let an index answer instead of the old one, in one step, and delete the old ones."""
    alias = name_alias(indices.language)
    building = name_building_alias(indices.language)
    actions: list[dict[str, Any]] = [
        {"add": {"index": index, "alias": alias}},
        {"remove": {"index": index, "alias": building}},
    ]
    # What writes before any index was made leaves an index under the alias's own name.
    gone = [*indices.others, *([indices.live] if indices.live else [])]
    actions += [{"remove_index": {"index": name}} for name in gone]
    call().indices.update_aliases(actions=actions)


def drop_index(name: str) -> None:
    """Delete an index if it is there."""
    call().options(ignore_status=404).indices.delete(index=name)
