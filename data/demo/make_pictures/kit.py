"""Drawing kit: palette, SVG builder, rasteriser, long shadows, noise, finish.

Every picture is drawn in units of 1600 x 1067, rendered at twice that size
and scaled down. Light comes from the upper left everywhere.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

W, H, S = 1600, 1067, 2
INK, PETROL, TEAL = "#14213d", "#0f5c6e", "#2a9d8f"
CORAL, SUN, PAPER = "#e76f51", "#f4a623", "#faf7f2"
HERE = Path(__file__).resolve().parent
KEEP_SVG: Path | None = None  # set by build.py --svg
CURRENT, LAYER = "", 0


def rgb(colour: str) -> np.ndarray:
    """'#rrggbb' as three floats 0..1."""
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], np.float32) / 255


def mix(a: str, b: str, t: float) -> str:
    """Colour between a (t=0) and b (t=1)."""
    c = rgb(a) * (1 - t) + rgb(b) * t
    return "#" + "".join(f"{round(float(v) * 255):02x}" for v in c)


def dark(c: str, t: float = 0.3) -> str:
    return mix(c, INK, t)


def light(c: str, t: float = 0.3) -> str:
    return mix(c, PAPER, t)


def num(v: float) -> str:
    return f"{v:.2f}".rstrip("0").rstrip(".")


def pts(points) -> str:
    return " ".join(f"{num(x)},{num(y)}" for x, y in points)


def line_d(points, closed: bool = False) -> str:
    """Path data through the points."""
    d = "M" + "L".join(f"{num(x)} {num(y)}" for x, y in points)
    return d + ("Z" if closed else "")


def smooth_d(points, closed: bool = False) -> str:
    """Path data of a Catmull-Rom spline through the points."""
    p = [np.asarray(q, float) for q in points]
    n = len(p)
    d = f"M{num(p[0][0])} {num(p[0][1])}"
    for i in range(n if closed else n - 1):
        if closed:
            a, b, c, e = p[i - 1], p[i], p[(i + 1) % n], p[(i + 2) % n]
        else:
            a, b, c, e = p[max(i - 1, 0)], p[i], p[i + 1], p[min(i + 2, n - 1)]
        c1, c2 = b + (c - a) / 6, c - (e - b) / 6
        d += "C" + " ".join(num(v) for q in (c1, c2, c) for v in q)
    return d + ("Z" if closed else "")


class Svg:
    """A small SVG writer; attribute names use _ for -."""

    def __init__(self) -> None:
        self.defs: list[str] = []
        self.body: list[str] = []
        self._cache: dict[str, str] = {}

    def _def(self, text: str) -> str:
        if text not in self._cache:
            self._cache[text] = f"d{len(self._cache)}"
            self.defs.append(text.replace("@ID", self._cache[text]))
        return self._cache[text]

    @staticmethod
    def _stops(stops) -> str:
        out = ""
        for i, s in enumerate(stops):
            if isinstance(s, str):
                s = (i / max(len(stops) - 1, 1), s)
            op = f' stop-opacity="{s[2]}"' if len(s) > 2 else ""
            out += f'<stop offset="{num(s[0])}" stop-color="{s[1]}"{op}/>'
        return out

    def lin(self, *stops, v=(0, 0, 0, 1), user: bool = False) -> str:
        u = ' gradientUnits="userSpaceOnUse"' if user else ""
        c = " ".join(f'{k}="{num(x)}"' for k, x in zip(("x1", "y1", "x2", "y2"), v, strict=True))
        t = f'<linearGradient id="@ID" {c}{u}>{self._stops(stops)}</linearGradient>'
        return f"url(#{self._def(t)})"

    def rad(self, *stops, c=(0.5, 0.5, 0.5), user: bool = False) -> str:
        u = ' gradientUnits="userSpaceOnUse"' if user else ""
        k = f'cx="{num(c[0])}" cy="{num(c[1])}" r="{num(c[2])}"'
        t = f'<radialGradient id="@ID" {k}{u}>{self._stops(stops)}</radialGradient>'
        return f"url(#{self._def(t)})"

    def blur(self, r: float) -> str:
        t = (
            '<filter id="@ID" x="-100%" y="-100%" width="300%" height="300%">'
            f'<feGaussianBlur stdDeviation="{num(r)}"/></filter>'
        )
        return f"url(#{self._def(t)})"

    def clip(self, inner: str) -> str:
        text = f'<clipPath id="@ID">{inner}</clipPath>'
        return f"url(#{self._def(text)})"

    @staticmethod
    def _attrs(kw) -> str:
        return "".join(
            f' {k.rstrip("_").replace("_", "-")}="{num(v) if isinstance(v, float) else v}"'
            for k, v in kw.items()
            if v is not None
        )

    def tag(self, name: str, **kw) -> None:
        self.body.append(f"<{name}{self._attrs(kw)}/>")

    def path(self, d: str, fill: str = "none", **kw) -> None:
        self.tag("path", d=d, fill=fill, **kw)

    def stroke(self, d: str, colour: str, width: float, **kw) -> None:
        base = {"stroke_linecap": "round", "stroke_linejoin": "round"}
        self.tag("path", d=d, fill="none", stroke=colour, stroke_width=width, **(base | kw))

    def poly(self, points, fill: str, **kw) -> None:
        self.tag("polygon", points=pts(points), fill=fill, **kw)

    def circle(self, x, y, r, fill: str, **kw) -> None:
        self.tag("circle", cx=num(x), cy=num(y), r=num(r), fill=fill, **kw)

    def ellipse(self, x, y, rx, ry, fill: str, **kw) -> None:
        self.tag("ellipse", cx=num(x), cy=num(y), rx=num(rx), ry=num(ry), fill=fill, **kw)

    def rect(self, x, y, w, h, fill: str, r: float = 0, **kw) -> None:
        self.tag("rect", x=num(x), y=num(y), width=num(w), height=num(h), rx=num(r), fill=fill, **kw)

    def line(self, x1, y1, x2, y2, colour: str, width: float, **kw) -> None:
        self.stroke(line_d([(x1, y1), (x2, y2)]), colour, width, **kw)

    def open(self, **kw) -> None:
        self.body.append(f"<g{self._attrs(kw)}>")

    def close(self) -> None:
        self.body.append("</g>")

    def backdrop(self, a: str, b: str, glow: str | None = None, at=(0.34, 0.3), strength=0.55) -> None:
        """Full-size gradient with one soft light."""
        self.rect(0, 0, W, H, self.lin(a, b, v=(0, 0, 0.55, 1)))
        if glow:
            g = self.rad((0, glow, strength), (1, glow, 0), c=(at[0] * W, at[1] * H, 950), user=True)
            self.rect(0, 0, W, H, g)

    def __str__(self) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {W} {H}" width="{W}" height="{H}">'
            f"<defs>{''.join(self.defs)}</defs>\n" + "\n".join(self.body) + "\n</svg>\n"
        )


def raster(svg: Svg, opaque: bool = False) -> np.ndarray:
    """RGBA floats (H*S, W*S, 4), straight alpha, drawn by headless chromium."""
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not browser:
        raise SystemExit("chromium not found; set CHROMIUM")
    global LAYER
    if KEEP_SVG:
        KEEP_SVG.mkdir(exist_ok=True)
        (KEEP_SVG / f"{CURRENT}-{LAYER}.svg").write_text(str(svg), encoding="utf-8")
        LAYER += 1
    with tempfile.TemporaryDirectory() as tmp:
        page, shot = Path(tmp) / "p.html", Path(tmp) / "p.png"
        page.write_text(
            "<!doctype html><meta charset=utf-8><style>body{margin:0;background:transparent}"
            f"svg{{display:block}}</style>{svg}",
            encoding="utf-8",
        )
        command = [
            browser, "--headless", "--no-sandbox", "--hide-scrollbars", "--disable-gpu",
            "--force-color-profile=srgb", "--run-all-compositor-stages-before-draw", f"--user-data-dir={tmp}/profile",
            "--default-background-color=00000000", f"--window-size={W},{H + 160}",
            f"--force-device-scale-factor={S}", f"--screenshot={shot}", page.as_uri(),
        ]  # fmt: skip
        for _ in range(4):
            subprocess.run(command, check=True, capture_output=True, timeout=180)
            with Image.open(shot) as im:
                out = np.asarray(im.convert("RGBA").crop((0, 0, W * S, H * S)), np.float32) / 255
            if not opaque or out[..., 3].min() > 0.99:
                return out  # now and then the browser leaves a tile empty
        raise SystemExit("chromium left parts of the drawing empty")


def long_shadow(alpha: np.ndarray, slope: float = 1.0, length: float = 420) -> np.ndarray:
    """Sweep a mask to the lower right; it fades over about `length` units."""
    keep = np.float32(np.exp(-1.6 / (length * S)))
    whole, frac = int(np.floor(slope)), np.float32(slope - np.floor(slope))
    out = np.empty_like(alpha)
    row = np.zeros(alpha.shape[1], np.float32)
    for y in range(alpha.shape[0]):
        a = np.concatenate([np.zeros(whole + 1, np.float32), row])[1 : row.size + 1]
        b = np.concatenate([np.zeros(whole + 1, np.float32), row])[: row.size]
        row = np.maximum(alpha[y], ((1 - frac) * a + frac * b) * keep)
        out[y] = row
    return out


def soft(mask: np.ndarray, radius: float) -> np.ndarray:
    """Gaussian blur of a 2-D mask, radius in drawing units."""
    im = Image.fromarray((np.clip(mask, 0, 1) * 255).astype(np.uint8))
    return np.asarray(im.filter(ImageFilter.GaussianBlur(radius * S)), np.float32) / 255


def over(base: np.ndarray, layer: np.ndarray) -> np.ndarray:
    a = layer[..., 3:]
    return base * (1 - a) + layer[..., :3] * a


def cast(base, layer, colour=INK, opacity=0.42, slope=1.0, length=420.0, blur=1.2, contact=10.0):
    """Put a layer on the base with its long shadow and a soft contact shadow."""
    a = layer[..., 3]
    if opacity:
        sh = soft(long_shadow(a, slope, length), blur)
        k = max(int(contact * S * 0.6), 1)
        near = np.zeros_like(a)
        near[k:, k:] = a[:-k, :-k]
        near = soft(near, contact)
        shade = (1 - (1 - sh * opacity) * (1 - near * opacity * 0.55))[..., None]
        base = base * (1 - shade) + rgb(colour) * shade
    return over(base, layer)


def flat(svg: Svg) -> np.ndarray:
    """An opaque drawing as RGB."""
    return raster(svg, opaque=True)[..., :3]


def grid(scale: int = S):
    """x and y of every pixel centre in drawing units."""
    xs = (np.arange(W * scale, dtype=np.float32) + 0.5) / scale
    ys = (np.arange(H * scale, dtype=np.float32) + 0.5) / scale
    return np.meshgrid(xs, ys)


def noise(x, y, seed: int) -> np.ndarray:
    """Gradient noise, about -1..1, lattice step 1."""
    rng = np.random.default_rng(seed)
    table = rng.random((256, 256), np.float32) * np.float32(2 * np.pi)
    gx, gy = np.cos(table), np.sin(table)
    xi, yi = np.floor(x).astype(np.int32), np.floor(y).astype(np.int32)
    xf, yf = (x - xi).astype(np.float32), (y - yi).astype(np.float32)
    u, v = (t * t * t * (t * (t * 6 - 15) + 10) for t in (xf, yf))

    def corner(dx, dy):
        i, j = (yi + dy) & 255, (xi + dx) & 255
        return gx[i, j] * (xf - dx) + gy[i, j] * (yf - dy)

    top = corner(0, 0) * (1 - u) + corner(1, 0) * u
    low = corner(0, 1) * (1 - u) + corner(1, 1) * u
    return (top * (1 - v) + low * v) * np.float32(1.5)


def fbm(x, y, seed: int, octaves: int = 5, gain: float = 0.5) -> np.ndarray:
    total, amp = 0.0, 1.0
    for o in range(octaves):
        f = 2.0**o
        total = total + noise(x * f + 17.3 * o, y * f + 5.1 * o, seed + o) * amp
        amp *= gain
    return total


def ramp(t: np.ndarray, *stops) -> np.ndarray:
    """Map 0..1 to colours; stops are (position, colour)."""
    pos = [s[0] for s in stops]
    cols = np.array([rgb(s[1]) for s in stops])
    return np.stack([np.interp(t, pos, cols[:, i]) for i in range(3)], -1).astype(np.float32)


def smoothstep(a, b, t):
    t = np.clip((t - a) / (b - a), 0, 1)
    return t * t * (3 - 2 * t)


def finish(img: np.ndarray, key: str, grain: float = 0.010, vignette: float = 0.16) -> Image.Image:
    """Scale down, darken the corners slightly, add fine grain."""
    img = np.clip(img, 0, 1)
    small = Image.fromarray((img * 255 + 0.5).astype(np.uint8))
    if small.size != (W, H):
        small = small.resize((W, H), Image.Resampling.LANCZOS)
    arr = np.asarray(small, np.float32) / 255
    x, y = grid(1)
    r2 = ((x / W - 0.5) ** 2 + (y / H - 0.5) ** 2) / 0.5
    arr = arr * (1 - vignette * r2**1.5)[..., None]
    rng = np.random.default_rng(zlib.crc32(key.encode()))
    g = rng.normal(0, 1, (H, W)).astype(np.float32)
    arr = arr + (g * grain)[..., None]
    return Image.fromarray((np.clip(arr, 0, 1) * 255 + 0.5).astype(np.uint8))


def save(im: Image.Image, path: Path, limit: int = 340_000) -> int:
    """JPEG near quality 82, lower only where the size limit asks for it."""
    for q in (82, 80, 78, 75, 72, 68, 64):
        buf = io.BytesIO()
        im.save(buf, "JPEG", quality=q, optimize=True, progressive=True)
        if buf.tell() <= limit:
            break
    path.write_bytes(buf.getvalue())
    return q
