"""Sizes of pictures are made ahead, never in a request."""

import pytest
from django.template import Context, Template

from cms.models import Image, Rendition
from cms.operations.renditions import make_renditions
from cms.queries.pictures import FILTERS, get_picture, with_renditions
from tests.cms.pictures import make_image

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_upload_makes_every_listed_size():
    image = make_image()

    made = {row.filter_spec for row in image.renditions.all()}

    assert made == set(FILTERS)
    assert make_renditions(image) == 0


def test_moved_focal_point_replaces_the_cuts():
    image = make_image()
    image.focal_point_x, image.focal_point_y = 100, 100
    image.focal_point_width = image.focal_point_height = 50

    image.save()

    specs = [row.filter_spec for row in image.renditions.all()]
    assert sorted(specs) == sorted(FILTERS)


def test_picture_offers_modern_formats_and_a_jpeg():
    image = make_image()

    picture = get_picture(image, "card", alt="Kuppel")

    assert picture.src.endswith(".jpg")
    assert (picture.width, picture.height, picture.alt) == (800, 500, "Kuppel")
    assert [part.split()[1] for part in picture.avif_srcset.split(", ")] == [
        "400w",
        "800w",
    ]
    assert picture.webp_srcset.count(".webp") == 2


@pytest.mark.requirement("A15")
def test_missing_sizes_fall_back_to_the_original_and_nothing_is_rendered(
    django_assert_num_queries,
):
    image = make_image()
    Rendition.objects.all().delete()

    with django_assert_num_queries(1):
        picture = get_picture(image, "lead")

    assert (picture.src, picture.avif_srcset) == (image.file.url, "")
    assert Rendition.objects.count() == 0


@pytest.mark.requirement("A15")
def test_invented_sizes_have_no_address(client, portal):
    image = make_image()
    before = Rendition.objects.count()

    statuses = {
        client.get(f"/images/sign/{image.pk}/width-{width}/x.jpg").status_code
        for width in range(5)
    } | {
        client.get(f"/de/images/{image.pk}/width-{width}/x.jpg").status_code
        for width in range(5)
    }

    assert (statuses, Rendition.objects.count()) == ({404}, before)


@pytest.mark.parametrize("count", [1, 3])
def test_renditions_of_a_list_take_one_query(count, django_assert_num_queries):
    for number in range(count):
        make_image(f"Bild {number}", width=600, height=400)

    with django_assert_num_queries(2):
        pictures = [
            get_picture(image, "card") for image in with_renditions(Image.objects.all())
        ]

    assert len(pictures) == count


def test_tag_shows_the_picture_or_nothing():
    template = Template(
        '{% load cms_picture_tags %}{% picture_for image "card" alt="Kuppel" as it %}'
        "{{ it.alt }}|"
    )

    assert template.render(Context({"image": None})) == "|"
    assert template.render(Context({"image": make_image()})) == "Kuppel|"
