"""What the staff's screens share: own rows only, exports as xlsx."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.urls import path, re_path
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from cms.operations.versions import keep_version
from cms.queries.cards import format_day
from cms.registry import Label

COMPARED = (
    r"^history/(?P<pk>\d+)/revisions/compare/"
    r"(?P<revision_id_a>live|earliest|\d+)\.\.\.(?P<revision_id_b>live|latest|\d+)/$"
)


class DayColumn(Column):
    """Shows a day or moment as the site writes days (W52); nothing for nothing."""

    def get_value(self, instance: Any) -> str:
        value = super().get_value(instance)
        return format_day(value) if value else ""


class OwnObjectMixin:
    """Opens only what the permission policy gives to the person."""

    request: Any
    model: Any
    instance_actions: tuple[str, ...] = ("change", "view")

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        found: Any = super().get_object(*args, **kwargs)  # type: ignore[misc]  # -- a mixin
        policy = policy_registry.get_by_type(self.model)
        if not policy.user_has_any_permission_for_instance(
            self.request.user, self.instance_actions, found
        ):
            raise PermissionDenied
        return found


class OwnRowsMixin(OwnObjectMixin):
    """Lists only what the permission policy gives to the person, too."""

    def get_base_queryset(self) -> Any:
        policy = policy_registry.get_by_type(self.model)
        return policy.instances_user_has_any_permission_for(
            self.request.user, ["change", "view"]
        )


class OwnIndexView(OwnRowsMixin, generic.IndexView):
    # A formula in a CSV file is run by the program that opens it (S8).
    FORMATS = ("xlsx",)


class OwnEditView(OwnRowsMixin, generic.EditView):
    """Says in words on the form why an operation refused: ``sentences`` by its error."""

    instance_actions = ("change",)
    sentences: ClassVar[Mapping[type[Exception], Label]] = {}

    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)
        except tuple(self.sentences) as error:
            said = (s for kind, s in self.sentences.items() if isinstance(error, kind))
            form.add_error(None, str(next(said)))
        self.produced_error_message = self.get_error_message()
        self.produced_error_code = "validation_error"
        return self.form_invalid(form)


class OwnDeleteView(OwnRowsMixin, generic.DeleteView):
    instance_actions = ("delete",)


class OwnHistoryView(OwnObjectMixin, history.HistoryView):
    pass


class OwnUsageView(OwnObjectMixin, usage.UsageView):
    pass


class StaffViewSet(ModelViewSet):
    index_view_class = OwnIndexView
    edit_view_class = OwnEditView
    delete_view_class = OwnDeleteView
    history_view_class = OwnHistoryView
    usage_view_class = OwnUsageView
    copy_view_enabled = False
    add_to_admin_menu = True


class VersionedEditView(generic.CreateEditViewOptionalFeaturesMixin, OwnEditView):
    """Keeps each saving as a version, and tells when somebody else is at the row."""

    view_name = "edit"
    revision: Any = None
    """The version that one goes back to."""

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        # What is saved is live at once.
        self.autosave_enabled = False

    def save_instance(self) -> Any:
        keep_version(row=self.model._meta.default_manager.get(pk=self.object.pk))
        action = self.action_class(
            self.form.instance,
            user=self.request.user,
            form=self.form,
            log_action="wagtail.revert" if self.revision else "wagtail.edit",
            previous_revision=self.revision,
        )
        if self.revision:
            # The form differs from the row, not from the version that it shows.
            action.content_changed = True
        saved = action.execute(skip_permission_checks=True)
        self.new_revision = action.revision
        return saved


class RevertMixin(generic.RevisionsRevertMixin):
    """Opens an earlier version in the form; saving makes it the newest one."""

    view_name = "revisions_revert"

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        # A version holds all columns; only what the person may edit comes back.
        for field in self.model._meta.concrete_fields:
            if field.name not in form.fields:
                kept = getattr(self.live_object, field.attname)
                setattr(form.instance, field.attname, kept)
        return form

    def save_instance(self) -> Any:
        # Wagtail's own would leave out what the screen does beside saving.
        return super(generic.RevisionsRevertMixin, self).save_instance()


class CompareView(
    OwnObjectMixin, generic.PermissionCheckedMixin, generic.RevisionsCompareView
):
    permission_required = "change"
    instance_actions = ("change",)


class VersionedViewSet(StaffViewSet):
    """A screen whose rows have a history with comparing and going back (ED54)."""

    edit_view_class = VersionedEditView
    compare_view_class = CompareView

    @property
    def revert_view(self) -> Any:
        view_class = type("RevertView", (RevertMixin, self.edit_view_class), {})
        return self.construct_view(view_class, **self.get_edit_view_kwargs())

    @property
    def compare_view(self) -> Any:
        return self.construct_view(
            self.compare_view_class, edit_handler=self._edit_handler
        )

    def get_common_view_kwargs(self, **kwargs: Any) -> Any:
        names = ("revisions_revert", "revisions_compare")
        urls = {f"{name}_url_name": self.get_url_name(name) for name in names}
        return super().get_common_view_kwargs(**urls, **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path(
                "history/<int:pk>/revisions/<int:revision_id>/revert/",
                self.revert_view,
                name="revisions_revert",
            ),
            re_path(COMPARED, self.compare_view, name="revisions_compare"),
        ]
