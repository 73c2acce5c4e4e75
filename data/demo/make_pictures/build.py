"""Draw the demo pictures: python build.py [--out DIR] [--states FILE] [KEY ...]."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import catalogue
import kit
import photos
import scenes_field
import scenes_lab
import scenes_nature
import scenes_play
import scenes_tech

SCENES = (
    scenes_field.SCENES | scenes_lab.SCENES | scenes_nature.SCENES | scenes_play.SCENES
    | scenes_tech.SCENES | photos.SCENES
)  # fmt: skip


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--out", type=Path, default=kit.HERE.parent)
    ap.add_argument("--states", type=Path, help="states.svg.json of the shared map data")
    ap.add_argument("--svg", action="store_true", help="also keep the SVG layers in ./svg")
    ap.add_argument("keys", nargs="*")
    args = ap.parse_args()
    scenes_field.STATES = args.states
    kit.KEEP_SVG = kit.HERE / "svg" if args.svg else None
    args.out.mkdir(parents=True, exist_ok=True)
    for key in args.keys or sorted(SCENES):
        start = time.monotonic()
        kit.CURRENT = key
        kit.LAYER = 0
        image = SCENES[key]()
        path = args.out / f"{key}.jpg"
        q = kit.save(image, path)
        print(f"{key}: {path.stat().st_size // 1024} kB, q{q}, {time.monotonic() - start:.1f} s", flush=True)
    catalogue.write(args.out)


if __name__ == "__main__":
    main()
