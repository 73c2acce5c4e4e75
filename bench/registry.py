"""Import of the registry: 127 networks with pages in two languages, then unchanged."""

import time

from measure import ROOT, Result, report, start_django


def main() -> None:
    start_django("registry", is_fresh=True)
    from django.core.management import call_command

    from cms.models import RegionPage
    from cms.operations.portal import open_portal

    open_portal()
    seconds = []
    for _ in range(2):
        start = time.perf_counter()
        call_command("import_networks", str(ROOT / "data/regions.csv"), verbosity=0)
        seconds.append(time.perf_counter() - start)
    assert RegionPage.objects.count() == 2 * 127
    report(
        Result("import of 127 networks, two languages", seconds[0], "s", 30),
        Result("import of 127 unchanged networks", seconds[1], "s", 2),
    )


if __name__ == "__main__":
    main()
