"""What Elasticsearch makes of an entry: one document class for each language (F3)."""

from search.documents.building import STAMP, build_document, make_id
from search.documents.mapping import describe_index, get_document, name_shape

__all__ = [
    "STAMP",
    "build_document",
    "describe_index",
    "get_document",
    "make_id",
    "name_shape",
]
