"""The three photographs, taken from the scikit-image package (skimage/data)."""

from __future__ import annotations

from pathlib import Path

import skimage
from PIL import Image, ImageFilter

from kit import H, W

DATA = Path(skimage.__file__).parent / "data"


def _photo(name: str, top: float, sharpen: int) -> Image.Image:
    """Crop to 3:2 at the full width, scale to 1600 x 1067, sharpen a little."""
    with Image.open(DATA / name) as im:
        im = im.convert("RGB")
    h = min(im.height, im.width * H / W)
    y = (im.height - h) * top
    out = im.resize((W, H), Image.Resampling.LANCZOS, box=(0, y, im.width, y + h))
    return out.filter(ImageFilter.UnsharpMask(2.2, sharpen, 2))


SCENES = {
    "astronaut": lambda: _photo("astronaut.png", 0.02, 60),
    "rocket": lambda: _photo("rocket.jpg", 0.5, 60),
    "galaxy": lambda: _photo("hubble_deep_field.jpg", 0.55, 30),
}
