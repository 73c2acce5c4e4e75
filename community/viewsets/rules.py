"""Versions of terms and house rules in Wagtail's admin (CO7)."""

from typing import Any

from django.conf import settings
from django.forms import Select
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from cms.viewsets.base import OwnIndexView, OwnRowsMixin, StaffViewSet
from community.forms.rules import RulesVersionForm
from community.models import RulesVersion


class RulesIndexView(OwnIndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().order_by("-valid_from", "kind")


class InspectRulesView(OwnRowsMixin, generic.InspectView):
    def get_fields_context(self) -> list[dict[str, Any]]:
        row = self.object
        found = [
            (_("Kind"), row.get_kind_display()),
            (_("Version"), row.version),
            (_("Valid from"), row.valid_from),
        ]
        for text in row.texts.all():
            found.append((f"{_('Text')} ({text.language})", text.text))
            found.append((f"{_('What changed')} ({text.language})", text.changes))
        return [{"label": label, "value": value} for label, value in found]


def _make_languages() -> Select:
    return Select(choices=[("", "–"), *settings.LANGUAGES])


class RulesViewSet(StaffViewSet):
    model = RulesVersion
    icon = "doc-full"
    menu_label = gettext_lazy("Rules")
    menu_order = 332
    inspect_view_enabled = True
    index_view_class = RulesIndexView
    inspect_view_class = InspectRulesView
    list_display = [
        TitleColumn("version", label=gettext_lazy("Version"), url_name="rules:inspect"),
        Column("get_kind_display", label=gettext_lazy("Kind")),
        Column("valid_from", label=gettext_lazy("Valid from")),
    ]
    list_filter = ["kind"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("kind"), FieldPanel("version")]),
            FieldPanel("valid_from"),
            InlinePanel(
                "texts",
                label=gettext_lazy("Text"),
                panels=[
                    FieldPanel("language", widget=_make_languages()),
                    FieldPanel("text"),
                    FieldPanel("changes"),
                ],
                min_num=len(settings.LANGUAGES),
            ),
        ],
        base_form_class=RulesVersionForm,
    )


rules_viewset = RulesViewSet("rules", url_prefix="rules")
