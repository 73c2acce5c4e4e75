"""Networks that the tests of directory, map and region pages are made of."""

import datetime as dt

from django.core.cache import caches

from cms.conf import get_data_dir
from cms.importers.networks import import_networks
from cms.models import Network, RegionIndexPage

NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
HEADER = "name,states,kind,locality,latitude,longitude,districts\n"
TOWNS = {
    "Mainz": ("DE-RP", "49.9819,8.2801", "Mainz"),
    "Kusel": ("DE-RP", "49.5371,7.4045", "Landkreis Kusel"),
    "Kassel": ("DE-HE", "51.3167,9.5000", "Kassel"),
    "Berlin": ("DE-BE DE-BB", "52.5244,13.4105", "Berlin"),
}


def import_shipped():
    return import_networks((get_data_dir() / "regions.csv").read_bytes(), now=NOW)


def make_networks(*names, town="Mainz", kind="region"):
    """Import networks of one town with their pages in both languages."""
    states, point, district = TOWNS[town]
    rows = "".join(
        f"{name},{states},{kind},{town},{point},{district}\n" for name in names
    )
    import_networks((HEADER + rows).encode(), now=NOW)
    return list(Network.objects.filter(name__in=names).order_by("name"))


def make_many(count):
    """Import networks spread over the country."""
    rows = "".join(
        f"Netz {n:05},DE-HE,region,,{47.5 + n % 90 * 0.08:.4f},"
        f"{6 + n // 90 * 0.05:.4f},\n"
        for n in range(count)
    )
    import_networks((HEADER + rows).encode(), now=NOW)


def get_directory(language="en"):
    return RegionIndexPage.objects.get(locale__language_code=language)


def clear_caches():
    """Forget counts, maps and pages, as after a minute."""
    for cache in caches.all(initialized_only=True):
        cache.clear()
