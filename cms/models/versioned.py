"""Rows beside the pages whose earlier versions are kept (ED54)."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.models import RevisionMixin


class VersionedRow(RevisionMixin, models.Model):
    """A row of the staff's screens: each saving is a version that one can go back to."""

    class Meta:
        abstract = True

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Leave out what a version names and what has gone since.

        modelcluster fails where the key is protected, which says nothing about the past.
        """
        gone = {
            field.name: None
            for field in cls._meta.fields
            if isinstance(field, models.ForeignKey)
            and field.remote_field.on_delete is models.PROTECT
            and not _stands(field.related_model, data.get(field.name))
        }
        return super().from_serializable_data({**data, **gone}, *args, **kwargs)

    def is_kept(self) -> bool:
        """Tell whether the newest version says what the row says.

        Not so where an import, a migration or a merge wrote the row.
        """
        newest = self.get_latest_revision()
        if newest is None:
            return False
        versions = (newest.content, self.serializable_data())
        kept, now = (_read(type(self), _as_json(content)) for content in versions)
        return kept == now


def _stands(model: Any, key: Any) -> bool:
    return bool(model._meta.base_manager.filter(pk=key).exists())


def _as_json(content: dict[str, Any]) -> Any:
    """Return what the table of versions gives back: times by the millisecond."""
    return json.loads(json.dumps(content, cls=DjangoJSONEncoder))


def _read(model: Any, content: dict[str, Any]) -> dict[str, Any]:
    """Return what people edit in a version, as values: 53.37 is 53.3700."""
    values = {
        field.name: field.to_python(content.get(field.name))
        for field in model._meta.concrete_fields
        if field.editable
    }
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        values[name] = {
            row["pk"]: _read(relation.related_model, row)
            for row in content.get(name, [])
        }
    return values
