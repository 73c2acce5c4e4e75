"""Tables with typed columns, header cells and a caption."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import (
    TypedTable,
    TypedTableBlock,
    TypedTableBlockValidationError,
)
from wagtail_localize.segments import StringSegmentValue

CAPTION, HEADING, CELL = "caption", "heading", "cell"


class TableBlock(TypedTableBlock):
    """A typed table; each cell is a string of its own for wagtail-localize."""

    text = blocks.CharBlock(label=gettext_lazy("Text"), required=False)
    number = blocks.DecimalBlock(label=gettext_lazy("Number"), required=False)

    class Meta:
        icon = "table"
        label = gettext_lazy("Table")
        description = gettext_lazy("Rows and columns with header cells and a caption.")
        template = "cms/blocks/table.html"
        preview_template = "cms/blocks/preview.html"
        preview_value = {
            "caption": "Werkstattzeiten",
            "columns": [
                {"type": "text", "heading": "Tag"},
                {"type": "text", "heading": "Zeit"},
            ],
            "rows": [{"values": ["Montag", "15 bis 17 Uhr"]}],
        }

    def to_python(self, value: Any) -> TypedTable:
        if value and "header" in value:
            value = {
                "caption": value["caption"],
                "columns": [
                    {"type": "text", "heading": text} for text in value["header"]
                ],
                "rows": [{"values": row} for row in value["rows"]],
            }
        return super().to_python(value)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["header"] = [column["heading"] for column in value.columns]
        context["rows"] = [row["values"] for row in value.row_data]
        return context

    def clean(self, table: TypedTable) -> TypedTable:
        cleaned = super().clean(table)
        if not table.caption.strip():
            raise TypedTableBlockValidationError(
                non_block_errors=[
                    ValidationError(_("Say in a caption what the table shows."))
                ]
            )
        if not all(column["heading"].strip() for column in table.columns):
            raise TypedTableBlockValidationError(
                non_block_errors=[ValidationError(_("Give every column a heading."))]
            )
        return cleaned

    def get_translatable_segments(self, table: TypedTable) -> list[StringSegmentValue]:
        segments = [StringSegmentValue(CAPTION, table.caption)]
        segments += [
            StringSegmentValue(f"{HEADING}.{number}", column["heading"])
            for number, column in enumerate(table.columns)
        ]
        segments += [
            StringSegmentValue(f"{CELL}.{row_number}.{number}", cell)
            for row_number, row in enumerate(table.row_data)
            for number, cell in enumerate(row["values"])
            if isinstance(cell, str)
        ]
        return [segment for segment in segments if segment.string.data]

    def restore_translated_segments(
        self, table: TypedTable, segments: list[StringSegmentValue]
    ) -> TypedTable:
        columns = [dict(column) for column in table.columns]
        rows = [{"values": list(row["values"])} for row in table.row_data]
        caption = table.caption
        for segment in segments:
            kind, *numbers = segment.path.split(".")
            text = segment.render_text()
            if kind == CAPTION:
                caption = text
            elif kind == HEADING:
                columns[int(numbers[0])]["heading"] = text
            else:
                rows[int(numbers[0])]["values"][int(numbers[1])] = text
        return TypedTable(columns=columns, row_data=rows, caption=caption)
