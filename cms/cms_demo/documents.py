"""Small files for lists of downloads; each says in what language it is."""

import datetime as dt
import json
from typing import Any

from django.core.files import File
from wagtail.documents import get_document_model
from wagtail.models import Collection

from cms.cms_demo.pictures import TAG
from cms.conf import get_data_dir


def read_documents() -> dict[str, dict[str, Any]]:
    path = get_data_dir() / "demo" / "documents" / "documents.json"
    documents: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return documents


def get_document_ids() -> dict[str, int]:
    """Return the ids of the demo's documents by key."""
    rows = get_document_model().objects.filter(tags__name__startswith=TAG)
    return {
        name.removeprefix(TAG): pk for name, pk in rows.values_list("tags__name", "pk")
    }


def load_documents(_now: dt.datetime) -> int:
    known = get_document_ids()
    missing = {k: v for k, v in read_documents().items() if k not in known}
    for key, facts in missing.items():
        document = get_document_model()(
            title=facts["title"],
            language=facts["language"],
            is_accessible=facts["accessible"],
            collection=Collection.get_first_root_node(),
        )
        path = get_data_dir() / "demo" / "documents" / facts["file"]
        with path.open("rb") as file:
            document.file = File(file, name=facts["file"])
            document.save()
        document.tags.add(f"{TAG}{key}")
    return len(missing)
