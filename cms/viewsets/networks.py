"""Networks in Wagtail's admin: coordinators edit the facts of their own."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.choices import CallableChoiceIterator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from cms.editor_forms import get_district_choices
from cms.forms.staff import NetworkForm
from cms.models import Network
from cms.operations.networks import prepare_network, record_network_change
from cms.viewsets.base import OwnIndexView, VersionedEditView, VersionedViewSet


class NetworkIndexView(OwnIndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("parent")


class AddNetworkView(generic.CreateView):
    def save_instance(self) -> Network:
        prepare_network(network=self.form.instance)
        return super().save_instance()


class EditNetworkView(VersionedEditView):
    def save_instance(self) -> Network:
        before = Network.objects.get(pk=self.object.pk)
        network: Network = super().save_instance()
        record_network_change(
            network=network, before=before, actor=self.request.user, now=timezone.now()
        )
        return network


facts = [
    FieldPanel("name"),
    FieldPanel("short_name"),
    FieldPanel("slug"),
    FieldRowPanel([FieldPanel("kind"), FieldPanel("status")]),
    FieldPanel("parent"),
    FieldPanel("successor"),
    FieldPanel("logo"),
    FieldPanel("website"),
    FieldRowPanel([FieldPanel("carrier"), FieldPanel("legal_form")]),
    FieldRowPanel([FieldPanel("founding_year"), FieldPanel("working_languages")]),
    FieldPanel("confirmed_on"),
]
places = [
    InlinePanel("states", [FieldPanel("state")], label=_("State"), min_num=1),
    InlinePanel(
        "districts",
        [
            FieldPanel(
                "ags",
                widget=forms.Select(
                    choices=CallableChoiceIterator(get_district_choices)
                ),
            )
        ],
        label=_("District"),
    ),
    FieldPanel("locality"),
    FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
]
people = [
    FieldPanel("office_address"),
    InlinePanel("contacts", label=_("Contact")),
    InlinePanel("links", label=_("Link")),
    MultiFieldPanel([InlinePanel("funders", label=_("Funder"))], heading=_("Funders")),
]


class NetworkViewSet(VersionedViewSet):
    model = Network
    icon = "site"
    menu_label = _("Networks")
    menu_order = 300
    index_view_class = NetworkIndexView
    add_view_class = AddNetworkView
    edit_view_class = EditNetworkView
    list_display = [
        "name",
        Column("get_kind_display", label=_("Kind")),
        Column("get_status_display", label=_("Status")),
        "locality",
        Column("parent", label=_("State programme")),
        "confirmed_on",
    ]
    list_filter = ["kind", "status", "parent"]
    list_export = ["name", "kind", "status", "locality", "parent", "website"]
    export_filename = "networks"
    search_fields = ["name", "short_name", "locality"]
    search_backend_name = None
    edit_handler = TabbedInterface(
        [
            ObjectList(facts, heading=_("Facts")),
            ObjectList(places, heading=_("Places")),
            ObjectList(people, heading=_("Contact")),
        ],
        base_form_class=NetworkForm,
    )


network_viewset = NetworkViewSet("networks", url_prefix="networks")
