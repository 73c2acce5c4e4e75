"""Run all benches and print one table; exit code 1 when a figure is out of bounds.

    python bench/run.py [--write] [part ...]

`--write` puts the table into docs/bench.md and leaves what stands below `BY_HAND`.
"""

import datetime as dt
import platform
import sys

from measure import ROOT, Result, run_script

BY_HAND = "\n## By hand\n"
PAGE = ROOT / "docs/bench.md"
PARTS = {
    "pages": ("pages.py",),
    "scale": ("scale.py", "news"),
    "learning": ("scale.py", "learning"),
    "calendar": ("calendar_feed.py",),
    "things": ("things.py",),
    "page_cache": ("page_cache.py",),
    "registry": ("registry.py",),
    "weight": ("weight.py",),
    "memory": ("memory.py",),
    "notifications": ("notifications.py",),
    "members": ("members.py",),
    "directory": ("directory.py",),
    "member_import": ("member_import.py",),
    "feed": ("feed.py",),
    "search": ("search.py",),
    "relevance": ("relevance.py",),
}


def make_table(results: list[Result]) -> str:
    rows = ["| figure | value | bound | holds |", "|---|---|---|---|"]
    for result in results:
        sign = "≥" if result.at_least else "≤"
        bound = "" if result.bound is None else f"{sign} {result.bound:g}"
        holds = "" if result.bound is None else ("yes" if result.holds else "**no**")
        value = f"{result.value:.2f}".rstrip("0").rstrip(".")
        rows.append(f"| {result.name} | {value} {result.unit} | {bound} | {holds} |")
    return "\n".join(rows)


def main(arguments: list[str]) -> int:
    wanted = [name for name in arguments if not name.startswith("--")] or list(PARTS)
    results: list[Result] = []
    for name in wanted:
        print(f"… {name}", file=sys.stderr, flush=True)
        results += run_script(*PARTS[name])
    table = make_table(results)
    print(table)
    if "--write" in arguments:
        today = dt.datetime.now(dt.UTC).date().isoformat()
        _before, mark, by_hand = PAGE.read_text("utf-8").partition(BY_HAND)
        page = (
            "# Measured figures\n\n"
            f"Output of `make bench` of {today}, Python {platform.python_version()}, two "
            "cores. Ratios hold within one run; single times depend on the machine.\n\n"
            f"{table}\n{mark}{by_hand}"
        )
        PAGE.write_text(page, encoding="utf-8")
    return 0 if all(result.holds for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
