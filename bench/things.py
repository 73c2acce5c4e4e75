"""Import of 5,000 offers against making the same pages bare, and the export again.

Another number of offers: `python bench/things.py 200`.
"""

import sys

from measure import Result, report, start_django

OFFERS = 5_000
BARE = 500


def main(arguments: list[str]) -> None:
    count = int(arguments[0]) if arguments else OFFERS
    start_django("things", is_fresh=True)
    import time

    from django.utils import timezone

    from cms.exports.things import export_csv
    from cms.importers.things import import_things
    from cms.models import Network, OfferIndexPage, OfferPage
    from cms.operations.portal import open_portal
    from cms.queries.thing_cells import OFFERS as KIND

    open_portal(hostname="testserver")
    site = Network.objects.get_site().slug
    header = "network,title_de,summary_de,text_de,provider_name,is_mobile,stages,formats,topics"
    lines = [
        f"{site},Löten {number},Ein Radio.,Es spielt.,Musterlabor,yes,primary,workshop,physics"
        for number in range(count)
    ]
    content = "\n".join([header, *lines]).encode()

    def take(run: object) -> float:
        start = time.process_time()
        run()  # type: ignore[operator]
        return time.process_time() - start

    index = OfferIndexPage.objects.get(locale__language_code="de", network__slug=site)

    def make_bare() -> None:
        for number in range(min(count, BARE)):
            index.add_child(
                instance=OfferPage(
                    title=f"Bohren {number}",
                    slug=f"bohren-{number}",
                    summary="Ein Radio.",
                    body=[("text", "<p>Es spielt.</p>")],
                    provider_name="Musterlabor",
                    is_mobile=True,
                )
            )

    bare = min(count, BARE) / take(make_bare)
    now = timezone.now()
    made = count / take(lambda: import_things(KIND, content, now=now))
    assert OfferPage.objects.count() == count + min(count, BARE)
    again = count / take(lambda: import_things(KIND, content, now=now))
    out = take(lambda: sum(len(line) for line in export_csv("offers")))
    report(
        Result(f"import of {count:,} offers", made, "a second of CPU"),
        Result(
            "import of offers against making the pages bare",
            made / bare * 100,
            "%",
            25,
            at_least=True,
        ),
        Result(f"import of {count:,} unchanged offers", again, "a second of CPU"),
        Result(f"export of {count + min(count, BARE):,} offers", out, "s CPU"),
    )


if __name__ == "__main__":
    main(sys.argv[1:])
