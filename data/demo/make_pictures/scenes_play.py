"""Early learning: blocks, magnifier, paper planes."""

from __future__ import annotations

import numpy as np

from kit import (
    CORAL,
    INK,
    PAPER,
    PETROL,
    SUN,
    TEAL,
    H,
    Svg,
    W,
    cast,
    dark,
    finish,
    flat,
    light,
    over,
    raster,
    smooth_d,
)  # fmt: skip
from scenes_tech import Iso


def tower_of_blocks():
    rng = np.random.default_rng(18)
    s = Svg()
    s.backdrop("#f6b25d", "#e58a52", "#fff0c9", at=(0.34, 0.26), strength=0.85)
    s.circle(790, 470, 430, PAPER, opacity=0.16)
    s.path("M0 800C400 770 1200 770 1600 800V1067H0Z", s.lin("#f7e6c8", "#e2bd88"))
    bg = flat(s)
    ground = Svg()
    ground.ellipse(800, 880, 510, 158, ground.lin("#2fa79a", PETROL), opacity=1)
    ground.ellipse(800, 880, 470, 141, "none", stroke=PAPER, stroke_width=4, stroke_dasharray="16 13", opacity=0.5)
    img = cast(bg, raster(ground), opacity=0.3, length=60, contact=12, colour="#7a3b1d")
    g = Svg()
    k = 44.0
    iso = Iso(g, 800, 722, k)
    cols = [CORAL, TEAL, "#f3e4c8", SUN, PETROL, "#f3e4c8", "#7cc7b4", CORAL, SUN]
    hh, ln, wd = 0.72, 4.2, 1.4
    side = []
    for bx, by, c in ((-2.7, 3.1, CORAL), (6.2, -0.6, SUN)):
        side.append((bx, by, c))
    iso.shadow(0, 0, ln, ln, 5, 0.25)
    for bx, by, c in side[:1]:
        iso.shadow(bx, by, 1.3, 1.3, 1.2, 0.25)
        iso.box(bx, by, 0, 1.3, 1.3, 1.3, c)
    levels = 17
    for lv in range(levels):
        z = lv * hh
        shift = rng.uniform(-0.10, 0.10, 3)
        gone = {4: 1, 7: 0, 9: 2, 11: 1}.get(lv)
        for i in range(3):
            if gone == i:
                continue
            c = cols[(lv * 4 + i * 2 + lv // 4) % len(cols)]
            ex = float(shift[i]) + (0.55 if (lv, i) in ((6, 2), (10, 0)) else 0)
            if lv % 2 == 0:
                iso.box(ex, i * wd + 0.02, z, ln, wd - 0.05, hh - 0.02, c)
            else:
                iso.box(i * wd + 0.02, ex, z, wd - 0.05, ln, hh - 0.02, c)
    z = levels * hh
    iso.box(0.5, 1.5, z, 1.25, 1.25, 1.25, TEAL)
    iso.cylinder(2.9, 1.6, z, 0.56, 1.5, CORAL, light(CORAL, 0.35))
    zz = z + 1.25
    a, b, c3, d4 = iso.p(0.45, 1.45, zz), iso.p(1.8, 1.45, zz), iso.p(1.8, 2.8, zz), iso.p(0.45, 2.8, zz)
    apex = iso.p(1.12, 2.12, zz + 1.35)
    g.poly([a, b, apex], dark(SUN, 0.35))
    g.poly([a, d4, apex], light(SUN, 0.1))
    g.poly([d4, c3, apex], g.lin(light(SUN, 0.30), SUN, v=(0, 0, 1, 1)))
    g.poly([c3, b, apex], g.lin(dark(SUN, 0.14), dark(SUN, 0.38), v=(0, 0, 1, 1)))
    for bx, by, c in side[1:]:
        iso.shadow(bx, by, 1.3, 1.3, 1.2, 0.25)
        iso.box(bx, by, 0, 1.3, 1.3, 1.3, c)
        iso.box(bx + 0.2, by + 2.6, 0, 2.6, 1.2, 0.7, PETROL)
    iso.shadow(1.5, 7.0, 2.9, 1.2, 0.8, 0.25)
    iso.box(1.2, 7.0, 0, 2.9, 1.2, 0.7, "#f3e4c8")
    iso.cylinder(-1.6, 6.8, 0, 0.62, 1.25, SUN, light(SUN, 0.4))
    img = cast(img, raster(g), opacity=0.34, length=320, contact=12, colour="#5d2413")
    return finish(img, "tower-of-blocks", grain=0.008)


def _ladybird(g: Svg, x, y, size, turn):
    g.open(transform=f"translate({x} {y}) rotate({turn}) scale({size})")
    for sg in (-1, 1):
        for dx in (-22, 4, 28):
            g.stroke(f"M{dx} {sg * 30}L{dx + 7} {sg * 52}L{dx + 1} {sg * 62}", "#1a1420", 5)
        g.stroke(f"M64 {sg * 8}Q82 {sg * 14} 86 {sg * 28}", "#1a1420", 3.5)
        g.circle(86, sg * 28, 4, "#1a1420")
    g.circle(50, 0, 26, g.lin("#3c3547", "#14101c"))
    for sg in (-1, 1):
        g.ellipse(60, sg * 14, 7, 6, PAPER)
        g.circle(62, sg * 14, 3, INK)
    g.ellipse(0, 0, 58, 48, g.rad((0, "#ff9a72"), (0.45, "#e8502f"), (1, "#8f1f1a"), c=(0.4, 0.28, 0.85)))
    g.path("M44 -30A58 48 0 0 1 44 30A60 60 0 0 0 44 -30Z", "#1d1624")
    g.stroke("M-57 0H42", "#4a0f12", 4)
    for px, py, r in ((18, -25, 10), (18, 25, 10), (-16, -27, 11), (-16, 27, 11), (-40, -12, 8), (-40, 12, 8), (4, -8, 8), (4, 8, 8)):
        g.ellipse(px, py, r, r * 0.9, "#1d1218")
    g.ellipse(6, -30, 24, 7, PAPER, opacity=0.45, transform="rotate(-8 6 -30)")
    g.close()


def _leaf_scene(g: Svg):
    """Meadow floor: leaf blades, ladybird, flowers, snail."""
    rng = np.random.default_rng(27)
    for x, y, ln, turn, c in ((330, 980, 760, -72, PETROL), (1180, 1010, 820, -118, "#1d7f74"), (1420, 1040, 700, -66, PETROL), (90, 1040, 640, -96, "#1d7f74")):
        g.open(transform=f"translate({x} {y}) rotate({turn})")
        g.path(f"M0 0C{ln * 0.3:.0f} -120 {ln * 0.7:.0f} -100 {ln} 0C{ln * 0.7:.0f} 76 {ln * 0.3:.0f} 92 0 0Z", g.lin(light(c, 0.22), c, dark(c, 0.2)))
        g.stroke(f"M0 0Q{ln * 0.5:.0f} -16 {ln} 0", light(c, 0.45), 4, opacity=0.7)
        g.close()
    g.open(transform="translate(150 800) rotate(-14)")
    g.path("M0 0C240 -300 840 -330 1330 -40C900 210 300 240 0 0Z", g.lin("#a6dba0", "#4fb58c", "#1f7f76", v=(0, 0, 0.5, 1)))
    g.stroke("M-90 40Q-30 8 0 0Q600 -70 1320 -40", "#e2f3c6", 11)
    for i in range(11):
        x = 130 + i * 104
        t = (x / 1330) * (1 - x / 1330) * 4
        y0 = -4 - 66 * np.sin(x / 1330 * 1.7)
        g.stroke(f"M{x} {y0:.0f}Q{x + 60} {y0 - 96 * t:.0f} {x + 120} {y0 - 196 * t:.0f}", "#d9efbf", 5, opacity=0.8)
        g.stroke(f"M{x} {y0:.0f}Q{x + 76} {y0 + 60 * t:.0f} {x + 150} {y0 + 138 * t:.0f}", "#d9efbf", 5, opacity=0.6)
        for j in range(4):
            f = (j + 1) / 5
            g.stroke(f"M{x + 110 * f:.0f} {y0 - 170 * f * t:.0f}q34 -4 58 -{22 * t:.0f}", "#d9efbf", 2, opacity=0.55)
    for _ in range(9):
        x, y, r = rng.uniform(160, 1150), rng.uniform(-170, 70), rng.uniform(7, 17)
        g.ellipse(x + 3, y + 5, r, r * 0.85, "#0c4d4a", opacity=0.35)
        g.ellipse(x, y, r, r * 0.85, g.rad((0, "#ffffff", 0.25), (0.7, "#ffffff", 0.35), (1, "#ffffff", 0.75)))
        g.ellipse(x - r * 0.3, y - r * 0.35, r * 0.26, r * 0.2, "#ffffff")
    g.close()
    g.ellipse(668, 586, 64, 50, "#0c4d4a", opacity=0.45, filter=g.blur(7))
    _ladybird(g, 650, 560, 0.95, -28)
    for x, y, q, c in ((1210, 250, 1.0, PAPER), (1395, 420, 0.8, "#ffd9c7"), (240, 300, 0.85, PAPER)):
        g.stroke(f"M{x} {y}Q{x + 20} {y + 260} {x - 40} {y + 760}", "#1d7f74", 11 * q)
        for k in range(13):
            g.ellipse(x, y - 56 * q, 17 * q, 50 * q, g.lin(c, dark(c, 0.14)), transform=f"rotate({k * 360 / 13:.1f} {x} {y})")
        g.circle(x, y, 32 * q, g.rad((0, "#ffdc83"), (1, "#df8a12"), c=(0.35, 0.3, 0.8)))


def kita_magnifier():
    s = Svg()
    s.backdrop("#ffe2a3", "#f2a24f", "#fffaf0", at=(0.3, 0.22), strength=0.95)
    s.circle(1330, 190, 300, CORAL, opacity=0.18)
    s.circle(210, 170, 150, PAPER, opacity=0.35)
    bg = flat(s)
    sc = Svg()
    _leaf_scene(sc)
    img = cast(bg, raster(sc), opacity=0.30, length=130, contact=12, colour="#7a3b12")
    lx, ly, lr, zoom = 735.0, 500.0, 312.0, 2.55
    lens = Svg()
    lens.open(clip_path=lens.clip(f'<circle cx="{lx}" cy="{ly}" r="{lr}"/>'))
    lens.rect(0, 0, W, H, "#ffd98f")
    lens.open(transform=f"translate({lx} {ly}) scale({zoom}) translate({-(655):.0f} {-(562):.0f})")
    _leaf_scene(lens)
    lens.close()
    lens.circle(lx, ly, lr, lens.rad((0, "#ffffff", 0.16), (0.6, "#ffffff", 0.0), (0.85, INK, 0.05), (1, INK, 0.38)))
    lens.path(f"M{lx - 250} {ly - 70}A262 262 0 0 1 {lx - 70} {ly - 250}", stroke=PAPER, stroke_width=22, stroke_linecap="round", opacity=0.6)
    lens.close()
    lens.open(transform=f"rotate(42 {lx} {ly})")
    x0 = lx + lr + 20
    lens.rect(x0 - 6, ly - 24, 70, 48, lens.lin("#f5f7f7", "#c3ced4", "#73869a"), r=6)
    lens.rect(x0 + 50, ly - 42, 380, 84, lens.lin("#f5a085", CORAL, "#a8462f"), r=42)
    lens.rect(x0 + 74, ly - 28, 320, 14, PAPER, r=7, opacity=0.45)
    lens.rect(x0 + 50, ly - 42, 40, 84, lens.lin("#ffd27d", SUN, "#bd7410"), r=12)
    lens.close()
    lens.circle(lx, ly, lr + 8, "none", stroke=lens.lin("#40537a", INK, v=(0, 0, 1, 1)), stroke_width=44)
    lens.circle(lx, ly, lr + 20, "none", stroke="#8ea2c4", stroke_width=3, opacity=0.65)
    lens.circle(lx, ly, lr - 11, "none", stroke="#8ea2c4", stroke_width=2.5, opacity=0.45)
    img = cast(img, raster(lens), opacity=0.42, length=300, contact=24, colour="#4b200e")
    return finish(img, "kita-magnifier", grain=0.007)


def _plane(g: Svg, x, y, size, turn, c, flip=1):
    """A folded dart seen from the side and above."""
    g.open(transform=f"translate({x} {y}) rotate({turn}) scale({size} {size * flip})")
    nose, tail_l, tail_r, keel, mid = (150, 0), (-130, -92), (-150, 62), (-104, 46), (-118, -8)
    g.poly([nose, tail_l, mid], g.lin(light(c, 0.55), light(c, 0.12), v=(0, 0, 0.7, 1)))
    g.poly([nose, mid, (-112, 20)], dark(c, 0.20))
    g.poly([nose, (-112, 20), keel, (-70, 74)], g.lin(dark(c, 0.24), dark(c, 0.46), v=(1, 0, 0, 1)))
    g.poly([nose, (-112, 20), tail_r], g.lin(light(c, 0.26), c, v=(1, 0, 0, 1)))
    g.line(150, 0, -118, -8, PAPER, 1.6, opacity=0.7)
    g.line(150, 0, -112, 20, INK, 1.2, opacity=0.18)
    g.close()


def paper_planes():
    s = Svg()
    s.backdrop("#1c8a8c", "#0d4a60", "#b6ebd8", at=(0.3, 0.2), strength=0.75)
    s.circle(1180, 330, 330, SUN, opacity=0.92)
    s.circle(1180, 330, 430, "none", stroke=SUN, stroke_width=3, opacity=0.35)
    s.circle(1180, 330, 540, "none", stroke=SUN, stroke_width=2, opacity=0.22)
    img = flat(s)

    def cloud(v, x, y, w, o):
        v.open(opacity=o)
        fill = v.lin("#ffffff", "#d5ece6", v=(x, y - w * 0.4, x, y), user=True)
        for dx, dy, r in ((0.0, 0.0, 0.16), (0.2, -0.07, 0.21), (0.46, -0.13, 0.28), (0.74, -0.05, 0.21), (0.95, 0.0, 0.15)):
            v.circle(x + dx * w, y + dy * w - 0.10 * w, r * w, fill)
        v.rect(x - 0.16 * w, y - 0.13 * w, 1.26 * w, 0.19 * w, fill, r=0.095 * w)
        v.close()

    far = Svg()
    cloud(far, 190, 330, 230, 0.55)
    cloud(far, 1290, 600, 260, 0.9)
    cloud(far, 760, 200, 170, 0.6)
    img = cast(img, raster(far), opacity=0.12, length=90)
    trails = Svg()
    ways = [
        [(-40, 960), (230, 880), (430, 700), (520, 520), (440, 400), (330, 470), (400, 620), (600, 640), (760, 540), (900, 440)],
        [(-40, 560), (120, 600), (230, 560), (310, 470), (420, 330)],
        [(700, 1100), (800, 930), (930, 820), (1080, 780), (1190, 735)],
    ]
    for w in ways:
        trails.stroke(smooth_d(w), PAPER, 5, stroke_dasharray="3 19", opacity=0.85)
    img = over(img, raster(trails))
    for x, y, q, t, c in ((470, 268, 0.62, -50, SUN), (1290, 690, 0.86, -22, CORAL), (1500, 200, 0.5, -34, TEAL)):
        v = Svg()
        _plane(v, x, y, q, t, c)
        img = cast(img, raster(v), opacity=0.34, length=200, contact=12, colour="#04222e")
    v = Svg()
    _plane(v, 985, 375, 1.95, -27, PAPER)
    img = cast(img, raster(v), opacity=0.36, length=420, contact=16, colour="#0b2a3a")
    near = Svg()
    cloud(near, 60, 985, 420, 1)
    cloud(near, 1120, 1040, 480, 1)
    img = cast(img, raster(near), opacity=0.20, length=140)
    return finish(img, "paper-planes", grain=0.007)


SCENES = {
    "tower-of-blocks": tower_of_blocks,
    "kita-magnifier": kita_magnifier,
    "paper-planes": paper_planes,
}
