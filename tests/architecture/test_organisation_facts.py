"""Name, address, website and profiles of an organisation stand in one place (CO21)."""

import pytest
from django.apps import apps

from community.models import Organisation

FACTS = {
    "latitude",
    "longitude",
    "name",
    "postcode",
    "street",
    "town",
    "website",
    *(f"{service}_url" for service in ("facebook", "instagram", "linkedin")),
}


def list_models_about_organisations():
    return [
        model
        for model in apps.get_models()
        if any(field.related_model is Organisation for field in model._meta.fields)
    ]


@pytest.mark.requirement("CO21")
def test_no_other_table_repeats_what_stands_on_the_organisation():
    repeated = {
        f"{model._meta.label}.{field.name}"
        for model in list_models_about_organisations()
        for field in model._meta.concrete_fields
        if field.name in FACTS
    }

    assert {"name", "website"} <= FACTS
    assert FACTS & {field.name for field in Organisation._meta.fields} == {
        "latitude",
        "longitude",
        "name",
        "postcode",
        "street",
        "town",
        "website",
    }
    assert len(list_models_about_organisations()) >= 4
    # That of the guest who writes to it.
    assert repeated == {"community.Enquiry.name"}
