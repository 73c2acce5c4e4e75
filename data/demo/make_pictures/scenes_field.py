"""Pictures computed point by point: waves, light, fields, sky, cells, map."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
from skimage.filters import gaussian

from kit import (
    CORAL,
    HERE,
    INK,
    PAPER,
    PETROL,
    SUN,
    TEAL,
    H,
    S,
    Svg,
    W,
    cast,
    dark,
    fbm,
    finish,
    flat,
    grid,
    light,
    line_d,
    mix,
    noise,
    over,
    ramp,
    raster,
    rgb,
    smooth_d,
    smoothstep,
)  # fmt: skip

STATES: Path | None = None


def wave_tank():
    """Two point sources on water, seen at an angle; heights are computed."""
    x, y = grid()
    cam_h, pitch, focal = 6.4, np.radians(37), 1500.0
    u, v = (x - W / 2) / focal, (y - 430) / focal
    cp, sp = np.cos(pitch), np.sin(pitch)
    dy, dz = cp - v * sp, -sp - v * cp
    t = cam_h / np.maximum(-dz, 1e-3)
    px, py = u * t, dy * t
    src = [(-2.15, 9.1), (2.15, 9.1)]
    k, amp = 2 * np.pi / 0.74, 0.075
    h = hx = hy = 0.0
    for sx, sy in src:
        rx, ry = px - sx, py - sy
        r = np.sqrt(rx * rx + ry * ry) + 1e-4
        a = amp * np.exp(-r * 0.05) / np.sqrt(1 + 0.45 * r) * smoothstep(0.05, 0.5, r)
        ph = k * r - 1.1
        h = h + a * np.cos(ph)
        g = -a * k * np.sin(ph)
        hx, hy = hx + g * rx / r, hy + g * ry / r
    nrm = 1 / np.sqrt(1 + hx * hx + hy * hy)
    nx, ny, nz = -hx * nrm, -hy * nrm, nrm
    il = 1 / np.sqrt(u * u + dy * dy + dz * dz)
    ex, ey, ez = -u * il, -dy * il, -dz * il
    light_v = np.array([-0.55, 0.62, 0.56])
    light_v /= np.linalg.norm(light_v)
    hvx, hvy, hvz = light_v[0] + ex, light_v[1] + ey, light_v[2] + ez
    hl = 1 / np.sqrt(hvx**2 + hvy**2 + hvz**2)
    spec = np.clip((nx * hvx + ny * hvy + nz * hvz) * hl, 0, 1)
    fres = 0.04 + 0.96 * (1 - np.clip(nx * ex + ny * ey + nz * ez, 0, 1)) ** 4
    diff = nx * light_v[0] + ny * light_v[1] + nz * light_v[2]
    tone = np.clip(0.46 + h * 3.1 + (diff - 0.55) * 0.75, 0, 1)
    col = ramp(tone, (0, "#0c1730"), (0.25, INK), (0.48, PETROL), (0.68, TEAL), (0.86, "#8fd3c4"), (1, PAPER))
    sky = ramp(np.clip(ny * 2.5 + 0.5, 0, 1), (0, PETROL), (0.5, TEAL), (1, "#ffe2b0"))
    col = col * (1 - fres[..., None] * 0.55) + sky * fres[..., None] * 0.55
    col = col + (spec**90)[..., None] * rgb("#fff0d0") * 0.75 + (spec**14)[..., None] * rgb(SUN) * 0.10
    far = smoothstep(13.5, 21, py)[..., None]
    col = col * (1 - far) + rgb("#f3c98d") * far * 0.55 + rgb(TEAL) * far * 0.45
    glow = np.exp(-(((x - 420) / 720) ** 2) - ((y - 40) / 300) ** 2)[..., None]
    col = col + glow * rgb(SUN) * 0.22

    def project(a, b, c=0.0):
        q = (b * cp + (cam_h - c) * sp, a, b * sp - (cam_h - c) * cp)
        return W / 2 + q[1] / q[0] * focal, 430 - q[2] / q[0] * focal

    s = Svg()
    for sx, sy in src:
        bx, by = project(sx, sy)
        s.ellipse(bx + 6, by + 10, 62, 22, INK, opacity=0.45, filter=s.blur(7))
        metal = s.lin(PAPER, "#c6ccd2", dark("#8792a0", 0.3), v=(0, 0, 1, 0))
        s.rect(bx - 8, -20, 16, by - 20, metal, r=6)
        s.circle(bx, by - 18, 41, s.rad((0, "#ffe3ab"), (0.45, SUN), (1, dark(CORAL, 0.15)), c=(0.36, 0.3, 0.75)))
        s.ellipse(bx, by + 17, 48, 13, "none", stroke=PAPER, stroke_width=3, opacity=0.55)
        s.ellipse(bx - 13, by - 34, 11, 6, PAPER, opacity=0.8, transform=f"rotate(-28 {bx - 13} {by - 34})")
    return finish(over(np.clip(col, 0, 1), raster(s)), "wave-tank", grain=0.007)


def _wavelength_rgb(nm: np.ndarray) -> np.ndarray:
    """Linear sRGB of spectral light (CIE 1931 fit by Wyman, Sloan and Shirley)."""

    def lobe(mu, a, b):
        return np.exp(-0.5 * ((nm - mu) * np.where(nm < mu, a, b)) ** 2)

    x = 0.362 * lobe(442.0, 0.0624, 0.0374) + 1.056 * lobe(599.8, 0.0264, 0.0323)
    x = x - 0.065 * lobe(501.1, 0.0490, 0.0382)
    y = 0.821 * lobe(568.8, 0.0213, 0.0247) + 0.286 * lobe(530.9, 0.0613, 0.0322)
    z = 1.217 * lobe(437.0, 0.0845, 0.0278) + 0.681 * lobe(459.0, 0.0385, 0.0725)
    m = np.array([[3.2406, -1.5372, -0.4986], [-0.9689, 1.8758, 0.0415], [0.0557, -0.2040, 1.0570]])
    lin = m @ np.stack([x, y, z])
    lin = lin - np.minimum(lin.min(0), 0) * 0.85
    return np.clip(lin, 0, None).T


def prism_spectrum():
    """Refraction by Snell's law for 240 wavelengths; dispersion is exaggerated."""
    x, y = grid(1)
    acc = np.zeros((H, W, 3), np.float32)
    side, cx, base = 640.0, 660.0, 905.0
    top = np.array([cx, base - side * np.sqrt(3) / 2])
    left, right = np.array([cx - side / 2, base]), np.array([cx + side / 2, base])

    def refract(d, n, eta):
        c = -n @ d
        k = 1 - eta * eta * (1 - c * c)
        return eta * d + (eta * c - np.sqrt(k)) * n

    def beam(p, q, w0, w1, colour, fade=0.0):
        d = q - p
        ln = np.hypot(*d)
        d = d / ln
        s = (x - p[0]) * d[0] + (y - p[1]) * d[1]
        off = (x - p[0]) * -d[1] + (y - p[1]) * d[0]
        w = w0 + (w1 - w0) * np.clip(s / ln, 0, 1)
        a = np.exp(-((off / w) ** 2)) * smoothstep(-1.5, 1.5, s) * smoothstep(-1.5, 1.5, ln - s)
        if fade:
            a = a * np.exp(-np.clip(s, 0, None) * fade)
        acc[...] += a[..., None] * colour

    hit = left + (top - left) * 0.60
    n_in = np.array([-np.sqrt(3) / 2, -0.5])
    n_out = np.array([np.sqrt(3) / 2, -0.5])
    ang = np.radians(-23)
    d0 = np.array([np.cos(ang), np.sin(ang)])
    nms = np.linspace(402, 690, 160)
    cols = _wavelength_rgb(nms)
    cols = cols / cols.max()
    beam(hit - d0 * 1100, hit, 7.5, 7.5, np.array([1.0, 0.97, 0.92]) * 1.15)
    for nm, c in zip(nms, cols, strict=True):
        ref = 1.445 + 26500 / nm**2
        d1 = refract(d0, n_in, 1 / ref)
        m = np.array([d1, -(right - top)]).T
        t, _ = np.linalg.solve(m, top - hit)
        out = hit + d1 * t
        d2 = refract(d1, -n_out, ref)
        beam(hit, out, 6.5, 6.5, c * 0.045)
        beam(out, out + d2 * 1300, 6.5, 12, c * 0.085, fade=0.0004)
    acc = acc * 0.9
    acc = acc + gaussian(acc, 14, channel_axis=-1) * 0.35 + gaussian(acc, 60, channel_axis=-1) * 0.22
    tone = 1 - np.exp(-acc * 1.7)
    beamc = np.where(tone <= 0.0031308, 12.92 * tone, 1.055 * np.power(np.maximum(tone, 1e-6), 1 / 2.4) - 0.055)
    s = Svg()
    s.backdrop("#0b1328", "#16284a", PETROL, at=(0.45, 0.55), strength=0.5)
    s.rect(0, base, W, H - base, s.lin("#1b2f4f", "#0a1122"))
    s.line(0, base, W, base, "#5c7c96", 1.5, opacity=0.35)
    s.ellipse(cx + 60, base + 22, 330, 22, "#050913", opacity=0.7, filter=s.blur(14))
    bg = flat(s)[::2, ::2] * 0.5 + flat(s)[1::2, 1::2] * 0.5
    refl = np.zeros_like(beamc)
    b = int(base)
    refl[b:] = beamc[b - 1 : 2 * b - H - 1 : -1] * (np.linspace(0.34, 0.02, H - b)[:, None, None])
    floor_glow = beamc.copy()
    floor_glow[b:] *= 0.55
    img = 1 - (1 - bg) * (1 - np.clip(floor_glow, 0, 1)) * (1 - refl)
    g = Svg()
    t, lf, rt = (tuple(p) for p in (top, left, right))
    g.poly([t, lf, rt], g.lin((0, PAPER, 0.30), (0.5, TEAL, 0.12), (1, PAPER, 0.20), v=(0, 0, 1, 1)))
    inner = [(cx, top[1] + 62), (left[0] + 54, base - 31), (right[0] - 54, base - 31)]
    for p, q, p2, q2, o in (
        (t, lf, inner[0], inner[1], 0.20), (t, rt, inner[0], inner[2], 0.10), (lf, rt, inner[1], inner[2], 0.05),
    ):  # fmt: skip
        g.poly([p, q, q2, p2], PAPER, opacity=o)
    g.stroke(line_d([t, lf, rt], True), PAPER, 3, opacity=0.75)
    g.stroke(line_d(inner, True), PAPER, 1.2, opacity=0.35)
    g.poly([(cx - 18, top[1] + 130), (cx + 4, top[1] + 92), (cx - 92, base - 90), (cx - 132, base - 70)], PAPER, opacity=0.10)
    layer = raster(g)
    layer = (layer[::2, ::2] + layer[1::2, ::2] + layer[::2, 1::2] + layer[1::2, 1::2]) / 4
    return finish(over(img, layer), "prism-spectrum", grain=0.008)


def magnet_field():
    """Iron filings and field lines of a bar magnet (sheets of magnetic charge)."""
    rng = np.random.default_rng(5)
    cx, cy, half, thick = 800.0, 533.0, 235.0, 58.0
    offs = np.linspace(-thick * 0.8, thick * 0.8, 7)

    def field(px, py):
        bx = by = 0.0
        for o in offs:
            for sgn, sx in ((1, cx + half * 0.94), (-1, cx - half * 0.94)):
                dx, dy = px - sx, py - (cy + o)
                r2 = dx * dx + dy * dy + 60
                bx, by = bx + sgn * dx / r2**1.5, by + sgn * dy / r2**1.5
        return bx, by

    s = Svg()
    s.backdrop("#fdf4e4", "#ecd9bd", "#ffffff", at=(0.3, 0.25), strength=0.8)
    bg = flat(s)
    f = Svg()
    n = 12500
    px, py = rng.uniform(-20, W + 20, n), rng.uniform(-20, H + 20, n)
    bx, by = field(px, py)
    mag = np.hypot(bx, by)
    strength = np.clip((np.log(mag) - np.log(mag).min()) / np.ptp(np.log(mag)), 0, 1)
    wob = noise(px / 26, py / 26, 9)
    keep = rng.random(n) < 0.20 + 1.1 * strength + 0.22 * wob
    ln = 7 + 16 * strength * rng.uniform(0.6, 1.2, n)
    a = np.arctan2(by, bx) + rng.normal(0, 0.10, n)
    shades = [mix(INK, "#5b6577", t) for t in (0, 0.25, 0.5, 0.8)]
    groups: dict[str, list[str]] = {}
    for i in np.flatnonzero(keep):
        if abs(px[i] - cx) < half + 2 and abs(py[i] - cy) < thick + 2:
            continue
        dx, dy = np.cos(a[i]) * ln[i] / 2, np.sin(a[i]) * ln[i] / 2
        c = shades[min(3, int((1 - strength[i]) * 3 + rng.random() * 1.4))]
        groups.setdefault(c, []).append(f"M{px[i] - dx:.1f} {py[i] - dy:.1f}l{2 * dx:.1f} {2 * dy:.1f}")
    for c, ds in groups.items():
        f.stroke("".join(ds), c, 2.0, opacity=0.74)
    img = cast(bg, raster(f), opacity=0.18, length=8, blur=1.0, contact=1)
    q = Svg()
    starts = [(half + 3, np.sin(np.radians(t)) * thick * 0.9) for t in (0, 14, 30, 50, 74)]
    starts += [(half * f, thick + 3) for f in (0.97, 0.90, 0.80, 0.68, 0.54, 0.38)]
    for k, (sx, sy) in enumerate(starts):
        p = np.array([cx + sx, cy + sy])
        way = [p.copy()]
        for _ in range(1400):
            b1 = np.array(field(*p))
            b1 /= np.hypot(*b1)
            b2 = np.array(field(*(p + b1 * 3)))
            p = p + b2 / np.hypot(*b2) * 6
            way.append(p.copy())
            if abs(p[0] - cx) < half and abs(p[1] - cy) < thick or p[0] < cx:
                break
            if not (p[0] < W + 700 and abs(p[1] - cy) < H + 500):
                break
        right = way[::5] + [way[-1]]
        for fx in (1, -1):
            for fy in (1, -1) if sy else (1,):
                q.stroke(smooth_d([(cx + fx * (a - cx), cy + fy * (b - cy)) for a, b in right]), (TEAL, PETROL)[k % 2], 3.4, opacity=0.85)
    img = over(img, raster(q))
    m = Svg()
    x0, y0 = cx - half, cy - thick
    m.rect(x0, y0, half * 2, thick * 2, m.lin(light(TEAL, 0.1), TEAL, PETROL), r=14)
    m.path(f"M{cx} {y0}H{x0 + 2 * half - 14}q14 0 14 14v{2 * thick - 28}q0 14 -14 14H{cx}Z", m.lin("#f2937a", CORAL, "#b94f38"))
    m.rect(x0 + 10, y0 + 9, half * 2 - 20, 10, PAPER, r=5, opacity=0.38)
    m.rect(cx - 2, y0, 4, thick * 2, INK, opacity=0.25)
    m.rect(x0, y0 + 2 * thick - 26, half * 2, 26, INK, r=13, opacity=0.12)
    img = cast(img, raster(m), opacity=0.5, length=300, contact=14)
    return finish(img, "magnet-field", grain=0.005)


def _stars(rng, n, lo=0.35, hi=2.3, ymax=H):
    """Star positions, radii and colours by a power law of brightness."""
    x, y = rng.uniform(0, W, n), rng.uniform(0, ymax, n)
    r = np.minimum(lo * (1 - rng.random(n)) ** -0.42, hi)
    tint = np.array(["#ffffff", "#dbe9ff", "#bfd6ff", "#fff0d6", "#ffd9a8"])[rng.choice(5, n, p=[0.4, 0.22, 0.13, 0.15, 0.1])]
    return x, y, r, tint


def night_sky():
    """Milky Way from noise over mountain ridges with an observatory."""
    rng = np.random.default_rng(11)
    x, y = grid()
    sky = ramp(np.clip(y / 860, 0, 1), (0, "#0a1128"), (0.45, INK), (0.78, "#17506a"), (0.93, TEAL), (1, "#f0b26a"))
    ang = np.radians(-57)
    cx, cy = 980.0, 360.0
    along = (x - cx) * np.cos(ang) + (y - cy) * np.sin(ang)
    across = -(x - cx) * np.sin(ang) + (y - cy) * np.cos(ang)
    across = across + fbm(along / 300, across / 300, 3, 4) * 45
    width = 150 + 65 * np.exp(-((along / 360) ** 2))
    band = np.exp(-((across / width) ** 2))
    core = np.exp(-((across / (width * 0.62)) ** 2)) * np.exp(-(((along + 40) / 560) ** 2))
    cloud = fbm(x / 210 + 4, y / 210, 21, 6, 0.56)
    dust = fbm(along / 250, across / 105, 45, 6, 0.58)
    lanes = smoothstep(0.0, 0.75, dust + 0.42 * np.exp(-(((across - 12) / 42) ** 2)))
    glow = band * (0.42 + 0.34 * cloud) * np.exp(-((along / 900) ** 2)) + core * (0.34 + 0.25 * cloud)
    glow = np.clip(glow, 0, None) * (1 - 0.72 * lanes * band**0.3)
    fade = smoothstep(840, 420, y)
    warm = np.clip(core * 1.3, 0, 1)[..., None]
    tint = (1 - warm) * rgb("#7fb5d8") + warm * rgb("#ffd6a6")
    img = sky + (glow * fade * 0.82)[..., None] * tint
    img += (np.clip(core * (cloud + 0.1), 0, 1) * fade)[..., None] * rgb(CORAL) * 0.26
    s = Svg()
    sx, sy, r, tint_s = _stars(rng, 2300, ymax=860)
    for i in range(sx.size):
        s.circle(sx[i], sy[i], r[i] * 0.85, tint_s[i], opacity=round(float(min(1, 0.35 + r[i] * 0.4) * (1 - (sy[i] / 900) ** 3)), 2))
    dense = 0
    while dense < 2600:
        a, c = rng.normal(0, 420), rng.normal(0, 85)
        qx, qy = cx + a * np.cos(ang) - c * np.sin(ang), cy + a * np.sin(ang) + c * np.cos(ang)
        dense += 1
        if 0 < qx < W and 0 < qy < 830:
            s.circle(qx, qy, rng.uniform(0.35, 0.95), "#fff6e6", opacity=round(rng.uniform(0.25, 0.8), 2))
    for _ in range(16):
        qx, qy, q = rng.uniform(40, W - 40), rng.uniform(30, 620), rng.uniform(2.2, 3.6)
        s.circle(qx, qy, q * 5, s.rad((0, "#cfe4ff", 0.55), (1, "#cfe4ff", 0)))
        s.circle(qx, qy, q, "#ffffff")
    s.path("M270 132L470 222L468 226Z", s.lin((0, PAPER, 0), (1, PAPER, 0.95), v=(0, 0, 1, 0.4)))
    img = over(np.clip(img, 0, 1), raster(s))
    g = Svg()

    def ridge(base, amp, scale, seed, c1, c2):
        xs = np.arange(-10, W + 11, 5, dtype=np.float32)
        ys = base - amp * np.abs(fbm(xs / scale, np.full_like(xs, seed * 3.7), seed, 6, 0.5))
        g.path(line_d([*zip(xs, ys, strict=True), (W + 10, H + 10), (-10, H + 10)], True), g.lin(c1, c2, v=(0, base - amp, 0, H), user=True))
        return xs, ys

    ridge(850, 190, 430, 61, "#2f7f8c", "#2a8d8f")
    ridge(900, 170, 350, 64, "#175468", "#1b6475")
    ridge(960, 120, 300, 70, "#123a56", "#11405a")
    xs = np.arange(-10, W + 11, 4, dtype=np.float32)
    hill = 962 - 100 * np.exp(-(((xs - 420) / 300) ** 2)) + 10 * fbm(xs / 90, xs * 0, 77, 4)
    g.path(line_d([*zip(xs, hill, strict=True), (W + 10, H + 10), (-10, H + 10)], True), "#0a1429")
    top = float(np.interp(420, xs, hill)) + 8
    g.rect(330, top - 96, 180, 110, g.lin("#3a5673", "#16233f", v=(0, 0, 1, 0)), r=4)
    g.path(f"M318 {top - 92}a102 104 0 0 1 204 0Z", g.lin("#dfe7ea", "#7f9cae", "#2c4460", v=(0, 0, 1, 0.5)))
    g.path(f"M436 {top - 194}a102 104 0 0 1 46 28L462 {top - 92}H428Z", "#0a1429")
    g.path(f"M446 {top - 150}l44 -62 26 18 -44 66Z", g.lin("#f5c98f", "#b6643f", v=(0, 0, 1, 1)))
    g.rect(312, top - 100, 216, 12, "#c5d3da", r=5)
    g.rect(352, top - 62, 26, 66, SUN, r=3)
    g.circle(365, top - 30, 90, g.rad((0, SUN, 0.4), (1, SUN, 0)))
    for x0 in [*range(620, 1640, 27)]:
        x0 += rng.uniform(-10, 10)
        hgt = rng.uniform(40, 110) * (0.6 + 0.4 * abs(x0 - 900) / 700)
        by = float(np.interp(x0, xs, hill)) + 12
        d = f"M{x0:.0f} {by - hgt:.0f}"
        for k in range(1, 6):
            w = hgt * 0.07 * k + 2
            yy = by - hgt + hgt * k / 5
            d += f"L{x0 + w:.1f} {yy:.1f}L{x0 + w * 0.45:.1f} {yy - 2:.1f}"
        for k in range(5, 0, -1):
            w = hgt * 0.07 * k + 2
            yy = by - hgt + hgt * k / 5
            d += f"L{x0 - w * 0.45:.1f} {yy - 2:.1f}L{x0 - w:.1f} {yy:.1f}"
        g.path(d + "Z", "#081022")
    return finish(over(img, raster(g)), "night-sky", grain=0.008)


def moon():
    """A half-lit moon: sphere with craters and seas as a height field."""
    rng = np.random.default_rng(23)
    x, y = grid()
    cx, cy, rad = 905.0, 540.0, 425.0
    u, v = (x - cx) / rad, (y - cy) / rad
    r2 = u * u + v * v
    inside = r2 < 1
    w = np.sqrt(np.clip(1 - r2, 0, 1))
    lon, lat = np.arcsin(np.clip(u / np.sqrt(np.maximum(1 - v * v, 1e-6)), -1, 1)), np.arcsin(np.clip(v, -1, 1))
    p, q = lon * 2.1, lat * 2.1
    height = fbm(p * 3.2, q * 3.2, 101, 7, 0.56) * 0.010
    albedo = 0.74 + 0.05 * fbm(p * 5, q * 5, 131, 4)
    sea = smoothstep(-0.05, 0.40, fbm(p * 0.85 + 2.2, q * 0.85 + 1.7, 140, 5, 0.46) + 0.25 * np.exp(-((u + 0.28) ** 2 + (v + 0.25) ** 2) * 5))
    albedo = albedo * (1 - 0.36 * sea)
    height = height * (1 - 0.6 * sea)
    n = 620
    z = rng.uniform(-1, 1, n)
    a = rng.uniform(0, 2 * np.pi, n)
    sizes = np.minimum(0.011 * (1 - rng.random(n)) ** -0.62, 0.17)
    order = np.argsort(-sizes)
    for i in order:
        cu, cv = np.sqrt(1 - z[i] ** 2) * np.cos(a[i]), np.sqrt(1 - z[i] ** 2) * np.sin(a[i])
        cw = z[i]
        if cw < -0.05:
            continue
        s = float(sizes[i])
        ext = 2.6 * s
        x0, x1 = int((cx + (cu - ext) * rad) * S), int((cx + (cu + ext) * rad) * S)
        y0, y1 = int((cy + (cv - ext) * rad) * S), int((cy + (cv + ext) * rad) * S)
        sl = (slice(max(y0, 0), max(y1, 0)), slice(max(x0, 0), max(x1, 0)))
        if u[sl].size == 0:
            continue
        d = np.sqrt((u[sl] - cu) ** 2 + (v[sl] - cv) ** 2 + (w[sl] - cw) ** 2) / s
        d = d * (1 + 0.10 * noise(u[sl] / s * 1.7 + i, v[sl] / s * 1.7, 7))
        depth = s * 0.20 * (0.55 if sea[sl].mean() > 0.5 else 1.0)
        bowl = np.where(d < 1, (d**2.4 - 1) * depth, 0)
        rim = np.exp(-(((d - 1.02) / 0.20) ** 2)) * depth * 0.42
        peak = np.exp(-((d / 0.17) ** 2)) * depth * 0.5 if s > 0.05 else 0
        height[sl] += bowl + rim + peak
        if rng.random() < 0.06 and s > 0.018:
            th = np.arctan2(v[sl] - cv, u[sl] - cu)
            albedo[sl] += 0.22 * np.exp(-((d / 1.3) ** 2)) + 0.05 * np.clip(np.cos(th * 13 + i), 0, 1) * np.exp(-d)
    gy, gx = np.gradient(height * rad * S)
    nx, ny, nz = u - gx * 0.85 * w, v - gy * 0.85 * w, w + 0.0
    nl = 1 / np.sqrt(nx * nx + ny * ny + nz * nz + 1e-9)
    sun = np.array([-0.80, -0.33, 0.50])
    sun /= np.linalg.norm(sun)
    lam = np.clip((nx * sun[0] + ny * sun[1] + nz * sun[2]) * nl, 0, 1)
    geo = u * sun[0] + v * sun[1] + w * sun[2]
    lam = lam * smoothstep(-0.10, 0.10, geo)
    lit = lam**0.80 * albedo * 1.28
    warm = ramp(np.clip(lit, 0, 1), (0, "#0b1530"), (0.15, "#1f3350"), (0.42, "#7d8791"), (0.72, "#d9cfbf"), (1, "#fff9ec"))
    earth = np.clip(w * 0.5 + 0.1, 0, 1)[..., None] * (albedo[..., None]) * rgb("#2d6078") * 0.36 * (1 - smoothstep(-0.1, 0.35, geo))[..., None]
    s = Svg()
    s.backdrop("#0a1128", "#152a4a", PETROL, at=(0.45, 0.4), strength=0.5)
    sx, sy, r, tint = _stars(rng, 560)
    for i in range(sx.size):
        s.circle(sx[i], sy[i], r[i], tint[i], opacity=round(float(min(0.9, 0.25 + r[i] * 0.35)), 2))
    for k, rr in enumerate((500, 590, 700)):
        s.circle(cx, cy, rr, "none", stroke=PAPER, stroke_width=1.2, opacity=0.13 - 0.03 * k)
    s.circle(cx - 40, cy - 20, 640, s.rad((0.55, "#cfe3ea", 0.26), (1, "#cfe3ea", 0)))
    for ang, rr, q, c in ((205, 590, 10, SUN), (338, 700, 7, CORAL), (160, 500, 6, TEAL)):
        t = np.radians(ang)
        s.circle(cx + rr * np.cos(t), cy + rr * np.sin(t), q, c)
    img = flat(s)
    edge = smoothstep(1.002, 0.996, np.sqrt(r2))[..., None]
    disc = np.clip(warm + earth, 0, 1)
    img = img * (1 - edge) + np.where(inside[..., None], disc, rgb("#0b1530")) * edge
    return finish(img, "moon", grain=0.007)


def _relaxed(rng, n, box, rounds=6):
    """Random points evened out by Lloyd's method on a coarse grid."""
    x0, y0, x1, y1 = box
    p = np.stack([rng.uniform(x0, x1, n), rng.uniform(y0, y1, n)], 1).astype(np.float32)
    gx, gy = np.meshgrid(np.linspace(x0, x1, 170), np.linspace(y0, y1, 120))
    g = np.stack([gx.ravel(), gy.ravel()], 1).astype(np.float32)
    for _ in range(rounds):
        near = ((g[:, None] - p[None]) ** 2).sum(-1).argmin(1)
        for i in range(n):
            mine = g[near == i]
            if len(mine):
                p[i] = mine.mean(0)
    return p


def _two_nearest(x, y, p, reach):
    """Distances to the nearest and second nearest point and the nearest index.

    Works block by block with the points no farther than `reach` from the block.
    """
    d1 = np.full(x.shape, 1e9, np.float32)
    d2 = d1.copy()
    idx = np.zeros(x.shape, np.int32)
    step = 128
    for i in range(0, x.shape[0], step):
        for j in range(0, x.shape[1], step):
            sl = (slice(i, i + step), slice(j, j + step))
            bx, by = x[sl], y[sl]
            near = (p[:, 0] > bx.min() - reach) & (p[:, 0] < bx.max() + reach)
            near &= (p[:, 1] > by.min() - reach) & (p[:, 1] < by.max() + reach)
            b1, b2, bi = d1[sl], d2[sl], idx[sl]
            for k in np.flatnonzero(near):
                d = (bx - np.float32(p[k, 0])) ** 2 + (by - np.float32(p[k, 1])) ** 2
                first = d < b1
                b2[...] = np.where(first, b1, np.minimum(b2, d))
                bi[first] = k
                b1[...] = np.minimum(b1, d)
    return np.sqrt(d1), np.sqrt(d2), idx


def microscope_cells():
    """A fluorescence-like view: Voronoi cells, glowing membranes, nuclei."""
    rng = np.random.default_rng(8)
    x, y = grid()
    wx = x + 26 * fbm(x / 150, y / 150, 301, 3)
    wy = y + 26 * fbm(x / 150, y / 150, 305, 3)
    p = _relaxed(rng, 92, (-120, -120, W + 120, H + 120), 5)
    d1, d2, idx = _two_nearest(wx, wy, p, 420)
    n = len(p)
    edge = d2 - d1
    tone = rng.uniform(0, 1, n)[idx].astype(np.float32)
    grainy = fbm(x / 28, y / 28, 311, 4, 0.6)
    fib_a = rng.uniform(0, np.pi, n)[idx].astype(np.float32)
    fx = (wx - p[idx, 0]) * np.cos(fib_a) + (wy - p[idx, 1]) * np.sin(fib_a)
    fy = -(wx - p[idx, 0]) * np.sin(fib_a) + (wy - p[idx, 1]) * np.cos(fib_a)
    fibres = np.clip(noise(fx / 60, fy / 5.5, 320) + 0.1, 0, 1) * smoothstep(4, 24, edge)
    body = ramp(tone * 0.6 + 0.2 + grainy * 0.10, (0, "#0d1b38"), (0.45, "#0e3b54"), (0.75, PETROL), (1, "#1c7f85"))
    img = body + (fibres * 0.34)[..., None] * rgb("#45c4ae")
    inner = smoothstep(70, 0, edge)
    img += (inner**2 * 0.18)[..., None] * rgb(TEAL)
    membrane = np.exp(-((edge / 5.2) ** 2))
    halo = np.exp(-edge / 17)
    img += halo[..., None] * rgb(TEAL) * 0.50 + membrane[..., None] * rgb("#c6fbe9") * 0.62
    na, ne, nr = rng.uniform(0, np.pi, n), rng.uniform(0.72, 1.0, n), rng.uniform(36, 50, n)
    ox, oy = rng.uniform(-13, 13, n), rng.uniform(-13, 13, n)
    qx, qy = wx - (p[idx, 0] + ox[idx]), wy - (p[idx, 1] + oy[idx])
    ax = qx * np.cos(na[idx]) + qy * np.sin(na[idx])
    ay = (-qx * np.sin(na[idx]) + qy * np.cos(na[idx])) / ne[idx]
    dn = np.sqrt(ax * ax + ay * ay) / nr[idx] + 0.06 * noise(x / 18, y / 18, 333)
    ncol = ramp(np.clip(1 - dn + 0.30 * fbm(x / 13, y / 13, 340, 4), 0, 1), (0, "#a63f3a"), (0.4, CORAL), (0.75, SUN), (1, "#ffe9bd"))
    nuc = smoothstep(1.04, 0.90, dn)[..., None]
    img = img + np.exp(-np.clip(dn - 0.9, 0, None) * 4.5)[..., None] * rgb(CORAL) * 0.20
    img = img * (1 - nuc) + ncol * nuc
    rim = np.exp(-(((dn - 0.96) / 0.05) ** 2))[..., None]
    img = img + rim * rgb("#ffd9a0") * 0.25
    for i in range(n):
        for _ in range(int(rng.integers(1, 3))):
            t, rr = rng.uniform(0, 2 * np.pi), rng.uniform(0.1, 0.5) * nr[i]
            cx, cy = p[i, 0] + ox[i] + rr * np.cos(t), p[i, 1] + oy[i] + rr * np.sin(t)
            sl = (slice(max(0, int((cy - 60) * S)), max(0, int((cy + 60) * S))), slice(max(0, int((cx - 60) * S)), max(0, int((cx + 60) * S))))
            if wx[sl].size == 0:
                continue
            spot = np.exp(-(((wx[sl] - cx) ** 2 + (wy[sl] - cy) ** 2) / 42))[..., None] * nuc[sl]
            img[sl] = img[sl] * (1 - spot * 0.75) + rgb("#fff6da") * spot * 0.75
    for i in range(n):
        for _ in range(int(rng.integers(5, 12))):
            t, rr = rng.uniform(0, 2 * np.pi), rng.uniform(1.25, 2.0) * nr[i]
            cx, cy = p[i, 0] + rr * np.cos(t), p[i, 1] + rr * np.sin(t)
            sl = (slice(max(0, int((cy - 20) * S)), max(0, int((cy + 20) * S))), slice(max(0, int((cx - 20) * S)), max(0, int((cx + 20) * S))))
            if wx[sl].size == 0:
                continue
            spot = np.exp(-(((wx[sl] - cx) ** 2 + (wy[sl] - cy) ** 2) / rng.uniform(5, 16)))[..., None]
            img[sl] += spot * rgb(SUN if rng.random() < 0.6 else "#8ff0d8") * 0.5
    return finish(np.clip(img, 0, 1), "microscope-cells", grain=0.008, vignette=0.5)


def plant_leaf():
    """One leaf with side veins and a Voronoi net, and a round close-up of its cells."""
    rng = np.random.default_rng(4)
    x, y = grid()
    ang = np.radians(-31)
    ox, oy, length = 60.0, 905.0, 1250.0
    u = ((x - ox) * np.cos(ang) + (y - oy) * np.sin(ang)) / length
    v = (-(x - ox) * np.sin(ang) + (y - oy) * np.cos(ang)) / length
    v = v + 0.055 * np.sin(u * np.pi) - 0.02
    uc = np.clip(u, 1e-4, 1)
    width = 0.262 * np.sin(np.pi * uc**0.80) ** 0.82 * (1 - 0.22 * uc) * (1 - uc**4) ** 0.45
    side = np.where(v < 0, 0, 1)
    av = np.abs(v)
    rel = av / np.maximum(width, 1e-4)
    vein_n = 13.0
    phase = (uc - 0.52 * av - 0.55 * av**2 * 2 + 0.018 * side) * vein_n
    frac = phase - np.floor(phase)
    dist = np.minimum(frac, 1 - frac) / vein_n
    serr = 0.010 * np.abs(np.sin(phase * np.pi * 2))
    inside = smoothstep(0.0016, -0.0016, av - width + serr) * (u > 0) * (u < 1)
    p = _relaxed(rng, 760, (0, 0, 1250, 720), 3)
    d1, d2, idx = _two_nearest(u * 1250, (v + 0.29) * 1250, p, 140)
    net = np.exp(-(((d2 - d1) / 2.0) ** 2))
    tone = rng.uniform(-1, 1, len(p))[idx]
    pillow = np.sin(np.pi * frac) ** 0.8
    shade = np.where(side == 0, 0.60, 0.40) + 0.16 * pillow + 0.035 * tone + 0.10 * fbm(u * 3, v * 6, 410, 4)
    shade = shade + np.where(side == 0, 1, -1) * 0.13 * (frac - 0.5) - 0.10 * smoothstep(0.6, 1.0, rel)
    leaf = ramp(np.clip(shade, 0, 1), (0, "#0a3f50"), (0.3, PETROL), (0.58, TEAL), (0.8, "#6cc3a2"), (1, "#cdeab8"))
    mid_w = 0.0085 * (1 - uc) + 0.0010
    side_w = (0.0030 * (1 - np.clip(rel, 0, 1)) + 0.0009)
    v2 = np.exp(-((dist / side_w) ** 2)) * smoothstep(1.02, 0.9, rel)
    v1 = np.exp(-((av / mid_w) ** 4)) * smoothstep(1.0, 0.9, uc)
    leaf = leaf + net[..., None] * 0.13 * rgb("#d9f0c0")
    vein = np.clip(v1 + v2 * 0.85, 0, 1)[..., None]
    leaf = leaf * (1 - vein) + rgb("#e9f3cf") * vein
    under = np.exp(-(((v - mid_w * 1.6) / (mid_w * 0.9)) ** 2))[..., None]
    leaf = leaf * (1 - 0.35 * under * (1 - vein))
    gloss = np.exp(-(((v + 0.095) / 0.05) ** 2) - ((u - 0.5) / 0.28) ** 2)[..., None]
    leaf = leaf + gloss * 0.10
    s = Svg()
    s.backdrop("#f8b765", CORAL, "#ffe6b8", at=(0.3, 0.2), strength=0.75)
    s.circle(1190, 330, 520, PAPER, opacity=0.10)
    bg = flat(s)
    t0 = (ox, oy + 26)
    st = Svg()
    st.stroke(f"M{t0[0] - 150} {t0[1] + 95}Q{t0[0] - 40} {t0[1] + 48} {t0[0] + 18} {t0[1] - 14}", "#cfe6b4", 15)
    stem = raster(st)
    layer = np.concatenate([np.clip(leaf, 0, 1), inside[..., None].astype(np.float32)], -1).astype(np.float32)
    img = cast(bg, stem, opacity=0.4, length=300, contact=10, colour="#7a2b1e")
    img = cast(img, layer, opacity=0.45, length=420, contact=22, colour="#7a2b1e")
    lx, ly, lr = 1275.0, 735.0, 246.0
    c = _relaxed(rng, 74, (lx - 330, ly - 330, lx + 330, ly + 330), 5)
    wx, wy = x + 9 * noise(x / 48, y / 48, 433), y + 9 * noise(x / 48, y / 48, 434)
    e1, e2, ci = _two_nearest(wx, wy, c, 220)
    edge = e2 - e1
    ct = rng.uniform(0, 1, len(c))[ci]
    cell = ramp(np.clip(0.30 + 0.35 * ct + 0.25 * smoothstep(0, 26, edge), 0, 1), (0, PETROL), (0.45, TEAL), (0.8, "#86d0a4"), (1, "#d8efb9"))
    wall = np.exp(-((edge / 4.6) ** 2))[..., None]
    cell = cell * (1 - wall) + rgb("#f1f7dc") * wall
    rr = np.hypot(x - lx, y - ly)
    lens = np.concatenate([cell, smoothstep(lr + 0.6, lr - 0.6, rr)[..., None]], -1).astype(np.float32)
    over_l = Svg()
    over_l.open(clip_path=over_l.clip(f'<circle cx="{lx}" cy="{ly}" r="{lr}"/>'))
    for _i, q in enumerate(c):
        for k in range(9):
            t = k * 2 * np.pi / 9 + rng.uniform(-0.25, 0.25)
            rad = rng.uniform(13, 21)
            gx, gy = q[0] + rad * np.cos(t), q[1] + rad * np.sin(t)
            over_l.ellipse(gx, gy, 5.6, 3.9, "#0d6a4f", opacity=0.8, transform=f"rotate({np.degrees(t) + 90:.0f} {gx:.1f} {gy:.1f})")
            over_l.ellipse(gx - 1, gy - 1.2, 2.4, 1.4, "#b7e39a", opacity=0.7)
    over_l.close()
    over_l.circle(lx, ly, lr, over_l.rad((0.7, INK, 0), (1, INK, 0.42)))
    over_l.path(f"M{lx - 190} {ly - 90}A212 212 0 0 1 {lx - 40} {ly - 206}", "none", stroke=PAPER, stroke_width=13, stroke_linecap="round", opacity=0.55)
    over_l.circle(lx, ly, lr, "none", stroke=PAPER, stroke_width=13)
    over_l.circle(lx, ly, lr + 6.5, "none", stroke=INK, stroke_width=1.5, opacity=0.25)
    ring = raster(over_l)
    full = over(np.zeros_like(img), lens)
    a = np.maximum(lens[..., 3:], ring[..., 3:])
    merged = np.concatenate([over(full, ring), a], -1)
    mk = Svg()
    fx, fy, fr = 780.0, 512.0, 40.0
    for sg in (-1, 1):
        d = np.hypot(lx - fx, ly - fy)
        t = np.arctan2(ly - fy, lx - fx) + sg * (np.pi / 2 + np.arcsin((lr - fr) / d))
        mk.line(fx + fr * np.cos(t), fy + fr * np.sin(t), lx + lr * np.cos(t), ly + lr * np.sin(t), PAPER, 3, opacity=0.9)
    mk.circle(fx, fy, fr, PAPER, fill_opacity=0.16, stroke=PAPER, stroke_width=5)
    img = over(img, raster(mk))
    img = cast(img, merged, opacity=0.5, length=380, contact=22, colour="#5d2318")
    return finish(np.clip(img, 0, 1), "plant-leaf", grain=0.006)


def sound_waves():
    """Layered wave packets of one chord and a tuning fork."""
    s = Svg()
    s.backdrop("#101a34", "#16304f", PETROL, at=(0.3, 0.5), strength=0.85)
    s.circle(330, 470, 430, s.rad((0, TEAL, 0.35), (1, TEAL, 0)))
    for k, r in enumerate(range(150, 1500, 84)):
        s.circle(330, 370, r, "none", stroke=PAPER, stroke_width=1.6, opacity=round(0.20 * 0.86**k, 3))
    xs = np.linspace(330, W + 20, 220)
    t = (xs - 330) / (W - 330)
    n = 46
    for i in range(n):
        f = i / (n - 1)
        env = np.sin(np.pi * np.clip(t, 0, 1) ** 0.75) ** 1.3 * (0.50 + 0.50 * np.exp(-(((t - 0.5) / 0.34) ** 2)))
        ph = f * 2.6
        wave = np.sin(2 * np.pi * 6 * t - ph) + 0.55 * np.sin(2 * np.pi * 7.5 * t - ph * 1.25) + 0.35 * np.sin(2 * np.pi * 9 * t + ph * 0.8)
        ys = 540 + (f - 0.5) * 40 + wave * env * 215 * (1 - 1.72 * f)
        c = mix(SUN, CORAL, f / 0.5) if f < 0.5 else mix(CORAL, TEAL, (f - 0.5) / 0.5)
        s.stroke(smooth_d([*zip(xs, ys, strict=True)]), c, 2.0 if i % 5 else 3.4, opacity=0.85 if i % 5 == 0 else 0.5)
    bg = flat(s)
    g = Svg()
    steel = g.lin("#eef3f4", "#b9c7cf", "#66798d", v=(0, 0, 1, 0))
    fork = "M262 110h36a8 8 0 0 1 8 8V520a24 24 0 0 0 48 0V118a8 8 0 0 1 8-8h36a8 8 0 0 1 8 8V520C406 572 384 592 356 602V862a26 26 0 0 1-52 0V602C276 592 254 572 254 520V118a8 8 0 0 1 8-8Z"
    for dx, o in ((-15, 0.10), (-9, 0.16), (9, 0.16), (15, 0.10)):
        g.rect(254 + dx, 110, 52, 330, PAPER, r=8, opacity=o)
        g.rect(354 + dx, 110, 52, 330, PAPER, r=8, opacity=o)
    g.path(fork, steel)
    g.rect(262, 118, 9, 400, "#ffffff", r=4, opacity=0.75)
    g.rect(362, 118, 9, 400, "#ffffff", r=4, opacity=0.6)
    g.rect(312, 612, 8, 240, "#ffffff", r=4, opacity=0.6)
    g.rect(286, 858, 88, 26, g.lin("#f2b25a", SUN, "#b5701a", v=(0, 0, 1, 0)), r=10)
    g.path("M220 880H440L476 960H184Z", g.lin("#d9825f", CORAL, "#a2452f", v=(0, 0, 1, 0)))
    g.rect(176, 952, 308, 40, g.lin("#c86347", "#8f3c29"), r=10)
    img = cast(bg, raster(g), opacity=0.5, length=300, contact=14, colour="#060b18")
    return finish(img, "sound-waves", grain=0.008)


def _subpaths(d: str) -> list[np.ndarray]:
    """Points of compact absolute/relative M, L, H, V, Z path data."""
    out, cur, cmd = [], [0.0, 0.0], ""
    toks = re.findall(r"[MmLlHhVvZz]|-?(?:\d+\.?\d*|\.\d+)", d)
    ring: list[tuple[float, float]] = []
    i = 0
    while i < len(toks):
        if toks[i].isalpha():
            cmd = toks[i]
            i += 1
            if cmd in "Zz":
                out.append(np.array(ring))
                cur = list(ring[0])
                ring = []
            continue
        if cmd in "Hh":
            cur[0] = float(toks[i]) + (cur[0] if cmd == "h" else 0)
            i += 1
        elif cmd in "Vv":
            cur[1] = float(toks[i]) + (cur[1] if cmd == "v" else 0)
            i += 1
        else:
            rel = cmd in "ml"
            cur = [float(toks[i]) + cur[0] * rel, float(toks[i + 1]) + cur[1] * rel]
            i += 2
            if cmd in "Mm":
                cmd = "L" if cmd == "M" else "l"
        ring.append((cur[0], cur[1]))
    if ring:
        out.append(np.array(ring))
    return out


def _states_file() -> Path:
    if STATES:
        return STATES
    for base in HERE.parents:
        for rel in ("shared/data/geo/states.svg.json", "data/geo/states.svg.json"):
            if (base / rel).is_file():
                return base / rel
    raise SystemExit("states.svg.json not found; give it with --states")


def map_germany():
    """The sixteen states as a raised map, neighbours joined by a network."""
    rng = np.random.default_rng(16)
    data = json.loads(_states_file().read_text(encoding="utf-8"))
    scale, dx, dy = 0.985, 435.0, 38.0
    tr = f"translate({dx} {dy}) scale({scale})"
    s = Svg()
    s.backdrop("#15324f", "#101a33", TEAL, at=(0.4, 0.35), strength=0.6)
    for k in range(9):
        s.circle(800, 530, 330 + k * 85, "none", stroke=PAPER, stroke_width=1.2, opacity=round(0.13 - k * 0.011, 3))
    bg = flat(s)
    tone = {"SH": 0.15, "HH": 0.9, "NI": 0.42, "HB": 0.95, "NW": 0.22, "HE": 0.55, "RP": 0.30, "SL": 0.8, "BW": 0.48,
            "BY": 0.18, "TH": 0.26, "SN": 0.52, "ST": 0.62, "BB": 0.24, "BE": 0.95, "MV": 0.5}  # fmt: skip
    low, m = Svg(), Svg()
    centres = {}
    for key, d in data["paths"].items():
        for k in range(16, 0, -2):
            low.path(d, "#0a3444", fill_rule="evenodd", transform=f"translate({dx} {dy + k}) scale({scale})")
        t = tone[key[3:]]
        a = mix(PETROL, TEAL, t * 1.4) if t < 0.7 else SUN
        m.path(d, m.lin(light(a, 0.16), a, v=(0, 0, 0.6, 1)), fill_rule="evenodd", transform=tr, stroke="#d5efe4", stroke_width=1.6, stroke_linejoin="round")
        rings = _subpaths(d)
        best = max(rings, key=lambda r: abs(_area(r)))
        centres[key] = _centroid(best) * scale + np.array([dx, dy])
    low_l, top_l = raster(low), raster(m)
    img = cast(bg, low_l, opacity=0.5, length=420, contact=26, colour="#040914")
    img = over(img, top_l)
    inside = top_l[..., 3] > 0.5
    g = Svg()
    hubs = np.array(list(centres.values()))
    nodes = []
    while len(nodes) < 74:
        q = np.array([rng.uniform(440, 1170), rng.uniform(60, 1010)])
        j, i = int(q[0] * S), int(q[1] * S)
        if not (0 <= i < H * S and inside[i, j]) or not inside[max(0, i - 24) : i + 24, max(0, j - 24) : j + 24].all():
            continue
        if nodes and np.min(np.hypot(*(np.array(nodes) - q).T)) < 40:
            continue
        if np.min(np.hypot(*(hubs - q).T)) < 26:
            continue
        nodes.append(q)
    for q in nodes:
        h = hubs[np.argmin(np.hypot(*(hubs - q).T))]
        g.line(*q, *h, PAPER, 1.6, opacity=0.55)
    for i, a in enumerate(hubs):
        for j in np.argsort(np.hypot(*(hubs - a).T))[1:4]:
            b = hubs[j]
            mid = (a + b) / 2 + np.array([(a - b)[1], (b - a)[0]]) * (0.14 if i < j else -0.14)
            g.stroke(f"M{a[0]:.1f} {a[1]:.1f}Q{mid[0]:.1f} {mid[1]:.1f} {b[0]:.1f} {b[1]:.1f}", "#ffd894", 2.6, opacity=0.75)
    for q in nodes:
        g.circle(*q, 5.2, PAPER)
    for h in hubs:
        g.circle(*h, 30, g.rad((0, "#ffdf9d", 0.75), (1, SUN, 0)))
        g.circle(*h, 11, CORAL, stroke=PAPER, stroke_width=3.4)
    return finish(over(img, raster(g)), "map-germany", grain=0.007)


def _area(r: np.ndarray) -> float:
    x, y = r[:, 0], r[:, 1]
    return 0.5 * float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))


def _centroid(r: np.ndarray) -> np.ndarray:
    x, y = r[:, 0], r[:, 1]
    c = x * np.roll(y, -1) - np.roll(x, -1) * y
    a = c.sum() / 2
    return np.array([((x + np.roll(x, -1)) * c).sum(), ((y + np.roll(y, -1)) * c).sum()]) / (6 * a)


SCENES = {
    "wave-tank": wave_tank,
    "prism-spectrum": prism_spectrum,
    "magnet-field": magnet_field,
    "night-sky": night_sky,
    "moon": moon,
    "microscope-cells": microscope_cells,
    "plant-leaf": plant_leaf,
    "sound-waves": sound_waves,
    "map-germany": map_germany,
}
