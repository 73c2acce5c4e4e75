"""Terms in Wagtail's admin: staff of the portal add, merge, order and retire (ED60)."""

from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button

from cms.enums import Taxonomy
from cms.forms.staff import MergeTermForm, MoveTermForm
from cms.models import Term
from cms.operations.terms import merge_terms, move_term, retire_term
from cms.permissions.roles import can_edit_terms
from cms.queries.terms import is_used
from cms.viewsets.base import OwnDeleteView, OwnIndexView, VersionedViewSet


class TermIndexView(OwnIndexView):
    def get_base_queryset(self) -> Any:
        terms = super().get_base_queryset().filter(merged_into__isnull=True)
        counted = terms.annotate(use_count=Count("page_terms", distinct=True))
        return counted.select_related("parent").prefetch_related(
            "labels", "parent__labels"
        )

    def get_list_more_buttons(self, instance: Term) -> list[Any]:
        url = reverse(f"{self.viewset_name}:merge", args=[instance.pk])
        merge = Button(_("Merge"), url=url, icon_name="resubmit", priority=40)
        order = Button(
            _("Move or retire"),
            url=reverse(f"{self.viewset_name}:order", args=[instance.taxonomy]),
            icon_name="order",
            priority=50,
        )
        return [*super().get_list_more_buttons(instance), merge, order]

    viewset_name = "terms"


class DeleteTermView(OwnDeleteView):
    """A used term is never deleted: it is retired or merged."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        term = self.get_object()
        if is_used(term):
            messages.error(
                request,
                _("“%(term)s” is in use. Retire it, or merge it into another term.")
                % {"term": term},
            )
            return redirect("terms:index")
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response


def merge_term(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask into which term another one goes, and do it."""
    if not can_edit_terms(request.user):
        return TemplateResponse(request, "cms/admin/refused.html", status=403)
    term = get_object_or_404(Term.objects.with_labels(), pk=pk, merged_into=None)
    form = MergeTermForm(request.POST or None, term=term)
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["into"]
        merge_terms(term=term, into=into, now=timezone.now(), actor=request.user)
        messages.success(
            request,
            _("“%(term)s” is merged into “%(into)s”.") % {"term": term, "into": into},
        )
        return redirect("terms:index")
    return TemplateResponse(
        request, "cms/admin/term_merge.html", {"form": form, "term": term}
    )


def order_terms(request: HttpRequest, taxonomy: str) -> HttpResponse:
    """Show one list in its order, with buttons that move and retire; no script needed."""
    if not can_edit_terms(request.user):
        return TemplateResponse(request, "cms/admin/refused.html", status=403)
    if taxonomy not in Taxonomy.values:
        raise Http404
    terms = Term.objects.of(taxonomy).filter(merged_into__isnull=True)
    if request.method == "POST":
        form = MoveTermForm(request.POST, terms=terms)
        if form.is_valid():
            _change_term(form, request.user)
            return redirect(f"{request.path}?{urlencode(form.get_place())}")
    counted = terms.annotate(use_count=Count("page_terms", distinct=True))
    return TemplateResponse(
        request,
        "cms/admin/term_order.html",
        {
            "page_title": Taxonomy(taxonomy).label,
            "header_icon": "order",
            "terms": counted.with_labels().order_by("sort_order", "slug"),
            "moved": request.GET.get("moved", ""),
        },
    )


def _change_term(form: MoveTermForm, user: Any) -> None:
    term = form.cleaned_data["term"]
    if form.cleaned_data["step"] == form.RETIRE:
        retire_term(term=term, now=timezone.now(), actor=user)
    else:
        move_term(term=term, by=int(form.cleaned_data["step"]), actor=user)


class TermViewSet(VersionedViewSet):
    model = Term
    icon = "tag"
    menu_label = gettext_lazy("Terms")
    menu_order = 320
    index_view_class = TermIndexView
    delete_view_class = DeleteTermView
    list_display = [
        "__str__",
        Column("get_taxonomy_display", label=gettext_lazy("List")),
        Column("slug", label=gettext_lazy("Slug")),
        Column("sort_order", label=gettext_lazy("Order")),
        Column("use_count", label=gettext_lazy("Pages")),
        Column("retired_at", label=gettext_lazy("Retired")),
    ]
    list_filter = ["taxonomy"]
    list_export = ["taxonomy", "slug", "sort_order", "retired_at"]
    search_fields = ["slug", "labels__label"]
    search_backend_name = None
    ordering = ["taxonomy", "sort_order", "slug"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("taxonomy"), FieldPanel("slug")]),
            FieldPanel("parent"),
            FieldPanel("sort_order"),
            FieldPanel("retired_at"),
            InlinePanel("labels", label=gettext_lazy("Label"), min_num=1),
        ]
    )

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("merge/<int:pk>/", merge_term, name="merge"),
            path("order/<slug:taxonomy>/", order_terms, name="order"),
        ]


term_viewset = TermViewSet("terms", url_prefix="terms")
