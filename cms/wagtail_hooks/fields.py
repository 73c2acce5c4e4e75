"""Form fields of the editors' forms."""

from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateTimeInput

from cms.editor_forms import BerlinDateTimeField

register_form_field_override(
    models.DateTimeField,
    override={"form_class": BerlinDateTimeField, "widget": AdminDateTimeInput},
)
