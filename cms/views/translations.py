"""wagtail-localize's views with the checks that they lack (S2).

Submitting and updating ask only the general permission there, not the page's own; the
report and the snippet list ask nothing. A refusal answers 403.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import django_filters
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import get_snippet_model_from_url_params
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views import snippets_api
from wagtail_localize.views.report import (
    TranslationsReportFilterSet,
    TranslationsReportView,
)
from wagtail_localize.views.submit_translations import (
    SubmitPageTranslationView,
    SubmitSnippetTranslationView,
)
from wagtail_localize.views.update_translations import UpdateTranslationsView

from cms.enums import Role
from cms.operations.translations import find_refusals
from cms.permissions.roles import works_for_portal
from cms.queries.translation_states import annotate_outdated, keep_untranslated

MISSING_SHOWN = 50
"""Pages without a translation below the report."""


def refuse(request: HttpRequest) -> HttpResponse:
    """Answer 403; raising would make Wagtail redirect to its start page."""
    return TemplateResponse(request, "cms/admin/refused.html", status=403)


def can_change(user: Any, instance: Any) -> bool:
    if isinstance(instance, Page):
        return bool(instance.permissions_for_user(user).can_edit())
    return bool(
        policy_registry.get(instance).user_has_permission_for_instance(
            user, "change", instance
        )
    )


def get_own_pages(user: Any) -> QuerySet[Page]:
    """Return the pages that the person may edit."""
    policy = policy_registry.get_by_type(Page)
    pages: QuerySet[Page] = policy.instances_user_has_permission_for(user, "change")
    return pages


def can_change_tree(user: Any, page: Page) -> bool:
    """Tell whether all pages below may be edited: those of the regions may not be."""
    own = get_own_pages(user).values("pk")
    return not page.get_descendants().exclude(pk__in=own).exists()


def find_targets(source: TranslationSource) -> Iterator[Any]:
    """Return what the source was translated into; a translation may have no page yet."""
    for translation in source.translations.filter(enabled=True):
        with suppress(ObjectDoesNotExist):
            yield translation.get_target_instance()


class CheckedSubmitPageView(SubmitPageTranslationView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not can_change(request.user, page):
            return refuse(request)
        with_children = request.POST.get("include_subtree")
        if with_children and not can_change_tree(request.user, page):
            return refuse(request)
        return super().dispatch(request, *args, **kwargs)


class CheckedSubmitSnippetView(SubmitSnippetTranslationView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not can_change(request.user, self.get_object()):
            return refuse(request)
        return super().dispatch(request, *args, **kwargs)


class CheckedUpdateView(UpdateTranslationsView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        source: TranslationSource = self.get_object()
        targets = list(find_targets(source))
        if not all(
            can_change(request.user, instance)
            for instance in (source.get_source_instance(), *targets)
        ):
            return refuse(request)
        if request.POST.get("publish_translations") and not all(
            self._can_publish(request.user, instance) for instance in targets
        ):
            return refuse(request)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        if form.cleaned_data["publish_translations"]:
            problems = find_refusals(
                translations=Translation.objects.filter(
                    source=self.object.pk, enabled=True
                ),
                user=self.request.user,
                is_updated=True,
            )
            if problems:
                for problem in problems:
                    messages.error(self.request, problem.sentence)
                return redirect(self.request.get_full_path())
        response: HttpResponse = super().form_valid(form)
        return response

    @staticmethod
    def _can_publish(user: Any, instance: Any) -> bool:
        if not isinstance(instance, Page):
            return True
        return bool(instance.permissions_for_user(user).can_publish())


class StateFilterSet(TranslationsReportFilterSet):
    is_outdated = django_filters.BooleanFilter(
        label=gettext_lazy("Translation is older than the text")
    )


class CheckedReportView(TranslationsReportView):
    """The report with what the library does not know: outdated and missing (ED57)."""

    results_template_name = "cms/admin/translation_report_results.html"
    filterset_class = StateFilterSet

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not works_for_portal(request.user, Role.EDITOR, Role.COORDINATOR):
            return refuse(request)
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        # It would list drafts of every network.
        own = get_own_pages(self.request.user).values("translation_key")
        states = annotate_outdated(super().get_queryset())
        return (
            states.filter(source__object__in=own)
            .select_related(
                "source__locale", "source__specific_content_type", "target_locale"
            )
            .order_by("-pk")
        )

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        live = Page.objects.filter(depth__gt=1, live=True, alias_of__isnull=True)
        missing = keep_untranslated(live).select_related("locale").order_by("-pk")
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context | {"missing": missing[:MISSING_SHOWN]}


class CheckedSnippetsView(snippets_api.SnippetViewSet):
    def get_queryset(self) -> Any:
        model = get_snippet_model_from_url_params(
            self.kwargs["app_label"], self.kwargs["model_name"]
        )
        policy = policy_registry.get_by_type(model)
        return policy.instances_user_has_permission_for(self.request.user, "change")
