"""The living page of all components, in demo and tests only."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.conf import get_setting
from cms.views.styleguide.form import StyleguideForm
from cms.views.styleguide.samples import get_samples


@require_safe
def show_styleguide(request: HttpRequest) -> HttpResponse:
    if not get_setting("STYLEGUIDE"):
        raise Http404
    faulty_form = StyleguideForm({"email": "nope", "day": "x"}, auto_id="faulty_%s")
    faulty_form.is_valid()
    context = {
        "samples": get_samples(),
        "form": StyleguideForm(),
        "faulty_form": faulty_form,
        "is_unlisted": True,
    }
    return render(request, "cms/styleguide.html", context)
