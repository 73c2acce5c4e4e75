"""What operators watch, with the limits beyond which it warns (R25)."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from cms.queries.health import NEVER, get_figures

MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60


@require_safe
def list_figures(request: HttpRequest) -> HttpResponse:
    """List every figure; a value beyond its limit says so in words."""
    if not request.user.is_superuser:
        raise PermissionDenied
    rows = [
        {
            "figure": figure,
            "value": say(figure.value, is_age=figure.is_age),
            "limit": say(figure.warns_above, is_age=figure.is_age),
        }
        for figure in get_figures(timezone.now())
    ]
    context = {
        "page_title": _("Measured values"),
        "header_icon": "desktop",
        "rows": rows,
    }
    return TemplateResponse(request, "cms/admin/figures.html", context)


def say(value: float, *, is_age: bool) -> str:
    """Return a figure as people say it: a number, or an age in its largest full unit."""
    if not is_age:
        return str(number_format(int(value), force_grouping=True))
    if value == NEVER:
        return _("never")
    if value < 2 * HOUR:
        count = int(value // MINUTE)
        return ngettext("%(count)d minute", "%(count)d minutes", count) % {
            "count": count
        }
    if value < 2 * DAY:
        count = int(value // HOUR)
        return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}
    count = int(value // DAY)
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}
