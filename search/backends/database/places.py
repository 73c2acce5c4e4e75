"""What lies near enough to a point: a box in the database, the true distance after it (F12)."""

from cms.geo import get_bounding_box, get_distance_km
from search.models import Entry
from search.questions import Nearby, Question


def list_nearby(question: Question) -> list[int] | None:
    """Return the keys of visible entries within the radius; None if no place is asked for."""
    near = question.nearby
    if near is None:
        return None
    box = get_bounding_box(near.latitude, near.longitude, near.radius_km)
    rows = Entry.objects.visible_to(question.viewer).filter(
        latitude__range=(box.south, box.north), longitude__range=(box.west, box.east)
    )
    points = rows.values_list("pk", "latitude", "longitude")
    return [key for key, *point in points.iterator() if _is_within(near, *point)]


def _is_within(near: Nearby, latitude: float | None, longitude: float | None) -> bool:
    if latitude is None or longitude is None:
        return False
    way = get_distance_km(near.latitude, near.longitude, latitude, longitude)
    return way <= near.radius_km
