"""What the staff's screens share: own rows only, exports as xlsx."""

from typing import Any

from django.core.exceptions import PermissionDenied
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry


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
    instance_actions = ("change",)


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
