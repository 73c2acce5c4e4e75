"""Nature and energy: honeycomb, river, wind, sun."""

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
    fbm,
    finish,
    flat,
    light,
    line_d,
    mix,
    over,
    raster,
    smooth_d,
)  # fmt: skip


def _hexagon(x, y, r, turn=30.0):
    t = np.radians(np.arange(6) * 60 + turn)
    return [*zip(x + r * np.cos(t), y + r * np.sin(t), strict=True)]


def _bee(g: Svg, x, y, size, turn):
    g.open(transform=f"translate({x} {y}) rotate({turn}) scale({size})")
    for sg in (-1, 1):
        for dx, dy in ((22, 34), (2, 40), (-18, 36)):
            g.stroke(f"M{dx} {sg * 14}L{dx + 6} {sg * dy}L{dx - 4} {sg * (dy + 16)}", "#2a1d12", 4)
    body = g.lin("#ffd67a", SUN, "#c26a12", v=(0, 0, 0, 1))
    g.path("M-8 -24C-40 -40 -84 -30 -100 0C-84 30 -40 40 -8 24Z", body)
    for px, w, hh in ((-26, 13, 31), (-50, 13, 32), (-73, 11, 24)):
        g.path(f"M{px} {-hh}Q{px - 9} 0 {px} {hh}H{px - w}Q{px - w - 9} 0 {px - w} {-hh}Z", "#2a1d12", opacity=0.92)
    g.path("M-100 0l-14 0", stroke="#2a1d12", stroke_width=4)
    g.circle(10, 0, 29, g.rad((0, "#e3a24a"), (0.6, "#a8691f"), (1, "#5a3812"), c=(0.4, 0.35, 0.7)))
    for k in range(26):
        t = k * 2 * np.pi / 26
        g.line(10 + 22 * np.cos(t), 22 * np.sin(t), 10 + 33 * np.cos(t + 0.1), 33 * np.sin(t + 0.1), "#d9973d", 2.4, opacity=0.8)
    g.ellipse(47, 0, 17, 20, g.lin("#4a3620", "#1d140c"))
    for sg in (-1, 1):
        g.ellipse(50, sg * 14, 9, 6, "#0e0b14")
        g.ellipse(52, sg * 14 - 2, 3, 2, PAPER, opacity=0.8)
        g.stroke(f"M60 {sg * 7}Q74 {sg * 10} 80 {sg * 22}", "#2a1d12", 3.4)
    wing = g.lin((0, "#ffffff", 0.85), (1, "#cfeef0", 0.45), v=(1, 0, 0, 0))
    for sg in (-1, 1):
        g.path(f"M14 {sg * 12}C0 {sg * 70} -52 {sg * 106} -84 {sg * 88}C-98 {sg * 70} -40 {sg * 30} 14 {sg * 12}Z", wing, stroke="#ffffff", stroke_width=1.6, stroke_opacity=0.8)
        g.path(f"M4 {sg * 10}C-20 {sg * 44} -68 {sg * 62} -94 {sg * 48}C-98 {sg * 34} -40 {sg * 14} 4 {sg * 10}Z", wing, opacity=0.8)
        g.stroke(f"M12 {sg * 14}Q-26 {sg * 60} -74 {sg * 82}M4 {sg * 22}Q-40 {sg * 52} -80 {sg * 72}", "#7b6a4c", 1.2, opacity=0.5)
    g.close()


def beehive():
    rng = np.random.default_rng(6)
    s = Svg()
    s.rect(0, 0, W, H, s.lin("#ffe1a1", "#f2a93a", "#c9711c", v=(0, 0, 0.7, 1)))
    r = 74.0
    dx, dy = r * np.sqrt(3), r * 1.5
    g = Svg()
    for j in range(-1, 12):
        for i in range(-1, 15):
            x, y = i * dx + (j % 2) * dx / 2 - 20, j * dy - 30
            f = fbm(np.array([x / 420 + 3.3]), np.array([y / 420 + 1.2]), 19, 3)[0]
            kind = "capped" if f > 0.30 else "honey" if f > -0.42 else "empty"
            if rng.random() < 0.05:
                kind = "honey"
            g.poly(_hexagon(x, y, r - 1), "#f6c465")
            g.poly(_hexagon(x, y, r - 7), g.lin("#ffe6ad", "#e89a2e", v=(0, 0, 1, 1)))
            if kind == "capped":
                c = ("#f3cd8c", "#e7b566", "#d99c45")
                g.poly(_hexagon(x, y, r - 11), g.rad((0, "#fbe3b4"), (0.6, c[0]), (1, c[2]), c=(0.4, 0.35, 0.75)))
                for _ in range(5):
                    a, b = rng.uniform(-26, 26, 2)
                    g.stroke(f"M{x + a - 12:.1f} {y + b:.1f}q12 {rng.uniform(-8, 8):.1f} 24 0", "#b97b2c", 2, opacity=0.22)
                continue
            wall = _hexagon(x, y, r - 12)
            deep = g.lin("#5c2b0c", "#8c4512", "#b3611a", v=(0, 0, 1, 1)) if kind == "empty" else g.lin("#7d3d0c", "#c8751a", v=(0, 0, 1, 1))
            g.poly(wall, deep)
            inner = _hexagon(x + 5, y + 6, r - 25)
            if kind == "honey":
                t = rng.uniform(0, 1)
                g.poly(inner, g.rad((0, mix("#ffcf57", "#ffdf8a", t)), (0.55, SUN), (1, "#bb5f10"), c=(0.6, 0.68, 0.8)))
                g.path(smooth_d([(x - 28, y - 8), (x - 20, y - 26), (x + 2, y - 33)]), stroke="#fff4d0", stroke_width=7, stroke_linecap="round", opacity=0.85)
                g.circle(x - 31, y + 6, 3.6, "#fff4d0", opacity=0.8)
            else:
                g.poly(inner, "#4a210a", opacity=0.75)
                g.poly([wall[2], wall[3], inner[3], inner[2]], "#2b1206", opacity=0.25)
                g.poly([wall[0], wall[5], inner[5], inner[0]], "#ffc36a", opacity=0.20)
                g.poly([wall[0], wall[1], inner[1], inner[0]], "#ffc36a", opacity=0.28)
    img = over(flat(s), raster(g))
    sh = Svg()
    sh.rect(0, 0, W, H, sh.rad((0, "#fff2c9", 0.35), (0.5, "#fff2c9", 0.0), (1, "#5a2508", 0.45), c=(560, 380, 1150), user=True))
    img = over(img, raster(sh))
    for x, y, q, t in ((610, 420, 2.1, -24), (1130, 690, 1.75, 152), (1290, 250, 1.45, 62), (300, 850, 1.5, -70)):
        b = Svg()
        _bee(b, x, y, q, t)
        img = cast(img, raster(b), colour="#3b1804", opacity=0.45, length=90, contact=14)
    return finish(img, "beehive", grain=0.007)


def _hill(rng_seed, base, amp, scale, step=8):
    xs = np.arange(-20, W + 21, step, dtype=np.float32)
    ys = base - amp * fbm(xs / scale + rng_seed * 3.1, xs * 0 + rng_seed, rng_seed, 4, 0.45)
    return xs, ys


def _fill_hill(g: Svg, xs, ys, c1, c2):
    g.path(line_d([*zip(xs, ys, strict=True), (W + 20, H + 20), (-20, H + 20)], True), g.lin(c1, c2, v=(0, float(ys.min()), 0, float(ys.max()) + 260), user=True))


def _tree(g: Svg, x, y, h, c, round_top=True):
    g.ellipse(x + h * 0.34, y + 2, h * 0.42, h * 0.07, INK, opacity=0.22)
    g.rect(x - h * 0.035, y - h * 0.4, h * 0.07, h * 0.42, dark("#7d5236", 0.25), r=2)
    fill = g.lin(light(c, 0.30), c, dark(c, 0.38), v=(0, 0, 1, 0.8))
    if round_top:
        g.ellipse(x, y - h * 0.62, h * 0.28, h * 0.38, fill)
        g.ellipse(x - h * 0.08, y - h * 0.76, h * 0.10, h * 0.14, PAPER, opacity=0.14)
    else:
        g.path(f"M{x} {y - h}L{x + h * 0.24:.1f} {y - h * 0.14:.1f}H{x - h * 0.24:.1f}Z", fill)


def river_landscape():
    rng = np.random.default_rng(14)
    s = Svg()
    s.rect(0, 0, W, H, s.lin((0, "#2b8f98"), (0.28, "#8ccab4"), (0.46, "#fbe0ae"), (1, "#f7b774")))
    s.circle(1040, 330, 520, s.rad((0, "#fff3cf", 0.95), (0.2, "#ffe3a3", 0.55), (1, "#ffe3a3", 0)))
    s.circle(1040, 318, 78, "#fff6dc")
    for x, y, w in ((250, 150, 230), (640, 92, 170), (1330, 140, 250), (470, 240, 140)):
        s.path(f"M{x} {y}h{w}a20 20 0 0 0 0 -34h-{w * 0.22:.0f}a{w * 0.17:.0f} {w * 0.15:.0f} 0 0 0 -{w * 0.36:.0f} -10a{w * 0.1:.0f} {w * 0.1:.0f} 0 0 0 -{w * 0.2:.0f} 14h-{w * 0.2:.0f}a15 15 0 0 0 0 30Z", PAPER, opacity=0.55)
    for seed, base, amp, sc, c1, c2 in ((3, 400, 120, 420, "#8fc3b3", "#cfe0b9"), (8, 440, 90, 330, "#5aa79f", "#a4cfa5"), (5, 478, 60, 300, "#3b938f", "#7fbf98")):
        _fill_hill(s, *_hill(seed, base, amp, sc), c1, c2)
    hz = 492.0
    s.path(line_d([(0, hz), (W, hz), (W, H), (0, H)], True), s.lin((0, "#86c493"), (0.35, "#4aa585"), (1, "#0f6a63"), v=(0, hz, 0, H), user=True))
    z = np.linspace(0, 1, 240)
    depth = 1 / (1 + 14 * (1 - z) ** 1.15)
    y = hz + (H + 60 - hz) * (depth - depth[0]) / (1 - depth[0])
    wl = 2 + 215 * depth**1.05
    ph = (1 - z) * 11.5
    mid = 860 + (560 * depth**0.72 + 16) * np.sin(ph + 0.55) * (0.45 + 0.55 * (1 - z)) - 120 * z**3
    left, right = mid - wl, mid + wl
    for k, (o, c, op) in enumerate(((26, "#e8d9a8", 0.95), (10, "#d3bf8c", 0.9))):
        q = [*zip(left - o * depth - 0.3, y, strict=True), *zip((right + o * depth + 0.3)[::-1], y[::-1], strict=True)]
        s.path(line_d(q, True), c, opacity=op if k else 0.95)
    q = [*zip(left, y, strict=True), *zip(right[::-1], y[::-1], strict=True)]
    s.path(line_d(q, True), s.lin((0, "#fff1c8"), (0.14, "#f6cf97"), (0.4, "#5fb9b4"), (0.75, TEAL), (1, PETROL), v=(0, hz, 0, H), user=True))
    for _i in range(14):
        f = rng.uniform(-0.8, 0.8)
        a = int(rng.integers(40, 190))
        b = min(a + int(rng.integers(10, 36)), 238)
        line = [*zip(mid[a:b] + f * wl[a:b], y[a:b], strict=True)]
        s.stroke(smooth_d(line[::3]), PAPER, 1.0 + 4.5 * float(depth[b]), opacity=0.42)
    for _i in range(60):
        f = int(rng.integers(4, 150))
        ww = float(wl[f]) * rng.uniform(0.1, 0.5)
        xx = float(mid[f]) + float(wl[f]) * rng.uniform(-0.6, 0.5)
        s.line(xx, float(y[f]), xx + ww, float(y[f]), "#fff6dd", 0.8 + 2.4 * float(depth[f]), opacity=0.55)
    for k in range(46):
        t = rng.uniform(0, 1)
        yy = hz + 8 + (H - hz) * t**1.5
        dd = float(np.interp(yy, y, depth))
        xx = rng.uniform(-80, W + 80)
        m, w = float(np.interp(yy, y, mid)), float(np.interp(yy, y, wl))
        if abs(xx - m) < w + 70 * dd + 8:
            continue
        s.ellipse(xx, yy, 260 * dd + 30, 26 * dd + 3, "#cfe8a9" if k % 3 else "#0c5a56", opacity=0.20)
    img = flat(s)
    g = Svg()
    trees = []
    while len(trees) < 95:
        t = rng.uniform(0, 1)
        yy = hz + 3 + (H - 40 - hz) * t**2.1
        dd = float(np.interp(yy, y, depth))
        xx = rng.uniform(-20, W + 20)
        m, w = float(np.interp(yy, y, mid)), float(np.interp(yy, y, wl))
        if abs(xx - m) < w + 120 * dd + 10:
            continue
        if any(np.hypot(xx - a, (yy - b) * 2.5) < 150 * dd + 8 for b, a, _ in trees):
            continue
        trees.append((yy, xx, dd))
    for yy, xx, dd in sorted(trees):
        c = [TEAL, PETROL, "#3c9a72", "#e39a3e", CORAL, "#57a878"][int(rng.choice(6, p=[0.24, 0.2, 0.22, 0.1, 0.07, 0.17]))]
        _tree(g, xx, yy, 260 * dd + 17, c, rng.random() < 0.62)
    img = over(img, raster(g))
    m = Svg()
    bx, by = 950, 872
    m.ellipse(bx + 6, by + 30, 78, 12, INK, opacity=0.30)
    m.path(f"M{bx - 62} {by}H{bx + 62}L{bx + 44} {by + 34}H{bx - 44}Z", m.lin("#f29477", CORAL, "#a8462f", v=(0, 0, 1, 0)))
    m.rect(bx - 66, by - 12, 132, 16, SUN, r=8)
    m.path(f"M{bx - 34} {by - 12}L{bx - 10} {by - 120}H{bx + 10}L{bx + 34} {by - 12}Z", "none", stroke=PAPER, stroke_width=7, stroke_linejoin="round")
    m.line(bx - 24, by - 56, bx + 24, by - 56, PAPER, 6)
    m.poly([(bx - 40, by - 66), (bx + 26, by - 82), (bx + 40, by - 48), (bx - 26, by - 32)], m.lin("#37507e", INK, v=(0, 0, 1, 1)), stroke=PAPER, stroke_width=3)
    m.line(bx - 6, by - 74, bx + 7, by - 40, PAPER, 2, opacity=0.6)
    m.line(bx, by - 120, bx, by - 168, PAPER, 6)
    m.circle(bx, by - 172, 11, SUN)
    for r in (26, 44):
        m.path(f"M{bx - r * 0.7:.1f} {by - 172 - r * 0.7:.1f}A{r} {r} 0 0 1 {bx + r * 0.7:.1f} {by - 172 - r * 0.7:.1f}", stroke=PAPER, stroke_width=5, stroke_linecap="round", opacity=0.85)
    for k, rx in enumerate((92, 116)):
        m.path(f"M{bx - rx} {by + 30}A{rx} {rx * 0.17:.1f} 0 0 0 {bx + rx} {by + 30}", stroke=PAPER, stroke_width=3, opacity=0.45 - 0.15 * k)
    img = over(img, raster(m))
    return finish(img, "river-landscape", grain=0.008)


def _turbine(g: Svg, x, y, h, turn, tone=PAPER):
    w = h * 0.030
    hx, hy = x, y - h
    g.path(f"M{x - w:.1f} {y}L{hx - w * 0.42:.1f} {hy:.1f}H{hx + w * 0.42:.1f}L{x + w:.1f} {y}Z", g.lin(tone, mix(tone, "#9fb3bd", 0.4), mix(tone, PETROL, 0.55), v=(0, 0, 1, 0)))
    g.rect(hx - w * 0.9, hy - w * 0.75, w * 2.5, w * 1.4, mix(tone, "#8fa6b3", 0.35), r=w * 0.6)
    for k in range(3):
        g.open(transform=f"translate({hx:.1f} {hy:.1f}) rotate({turn + 120 * k})")
        ln = h * 0.56
        g.path(f"M{-w * 0.36:.1f} 0C{-w * 0.95:.1f} {-ln * 0.16:.1f} {-w * 0.75:.1f} {-ln * 0.32:.1f} 0 {-ln:.1f}C{w * 0.42:.1f} {-ln * 0.5:.1f} {w * 0.5:.1f} {-ln * 0.1:.1f} {w * 0.36:.1f} 0Z", g.lin(tone, mix(tone, PETROL, 0.38), v=(0, 0, 1, 0)))
        g.close()
    g.circle(hx, hy, w * 0.78, g.lin("#ffffff", mix(tone, PETROL, 0.45), v=(0, 0, 1, 1)))


def wind_turbines():
    s = Svg()
    s.rect(0, 0, W, H, s.lin((0, INK), (0.22, PETROL), (0.46, TEAL), (0.62, "#f3b770"), (0.76, CORAL), (1, "#b4503b")))
    sx, sy = 560, 660
    s.circle(sx, sy, 760, s.rad((0, "#fff0c4", 0.95), (0.25, "#ffd184", 0.55), (1, "#ffd184", 0)))
    s.circle(sx, sy, 150, "#fff2cf")
    for x, y, w, o in ((980, 250, 430, 0.28), (180, 330, 330, 0.25), (1240, 400, 300, 0.32), (640, 180, 260, 0.2), (300, 470, 420, 0.3), (1010, 520, 380, 0.3)):
        s.rect(x, y, w, 15, PAPER, r=7.5, opacity=o)
        s.rect(x + w * 0.18, y + 22, w * 0.55, 11, PAPER, r=5.5, opacity=o * 0.8)
    rng = np.random.default_rng(2)
    a, b, c = Svg(), Svg(), Svg()
    for x, h, turn in ((230, 190, 18), (410, 175, 52), (1480, 200, 33)):
        _turbine(a, x, 780, h + 40, turn, "#f7dcc0")
    _fill_hill(a, *_hill(4, 745, 80, 520), "#e99a6a", "#d9765a")
    _turbine(b, 840, 940, 455, 8, "#fae9d6")
    _turbine(b, 1330, 930, 440, 66, "#fae9d6")
    _fill_hill(b, *_hill(9, 822, 78, 460), "#b9594d", "#8a3f48")
    _turbine(c, 1085, 960, 640, 22, PAPER)
    xs, ys = _hill(13, 905, 62, 520)
    for _ in range(26):
        x = rng.uniform(0, W)
        if abs(x - 1085) < 80:
            continue
        yy = float(np.interp(x, xs, ys)) + 8
        _tree(c, x, yy, rng.uniform(28, 58), mix(PETROL, INK, rng.uniform(0, 0.6)), rng.random() < 0.5)
    _fill_hill(c, xs, ys, "#20566a", "#143a52")
    d = Svg()
    _fill_hill(d, *_hill(17, 1010, 70, 600), "#12304a", "#0c1c34")
    xs, ys = _hill(17, 1010, 70, 600)
    for _i in range(420):
        x = rng.uniform(0, W)
        yy = float(np.interp(x, xs, ys)) + rng.uniform(-2, 70)
        d.stroke(f"M{x:.1f} {yy:.1f}q{rng.uniform(2, 8):.1f} -14 {rng.uniform(6, 16):.1f} -{rng.uniform(18, 40):.1f}", mix("#17425a", "#e9a35c", rng.random() * 0.5), 2, opacity=0.6)
    img = flat(s)
    for v in (a, b, c, d):
        img = over(img, raster(v))
    return finish(img, "wind-turbines", grain=0.008)


def solar_panels():
    rng = np.random.default_rng(21)
    s = Svg()
    s.rect(0, 0, W, H, s.lin((0, "#137083"), (0.30, "#63bdb2"), (0.46, "#fdebc2"), (1, "#fdebc2")))
    s.circle(360, 170, 620, s.rad((0, "#fff6da", 0.98), (0.14, "#ffe6a8", 0.75), (1, "#ffe6a8", 0)))
    s.circle(360, 170, 84, "#fffaf0")
    for x, y, w in ((900, 150, 260), (1270, 250, 210), (620, 270, 150)):
        s.path(f"M{x} {y}h{w}a20 20 0 0 0 0 -34h-{w * 0.22:.0f}a{w * 0.17:.0f} {w * 0.15:.0f} 0 0 0 -{w * 0.36:.0f} -10a{w * 0.1:.0f} {w * 0.1:.0f} 0 0 0 -{w * 0.2:.0f} 14h-{w * 0.2:.0f}a15 15 0 0 0 0 30Z", PAPER, opacity=0.75)
    _fill_hill(s, *_hill(6, 470, 80, 380), "#7fc1ab", "#b7d8a8")
    xs, ys = _hill(12, 505, 45, 300)
    _fill_hill(s, xs, ys, "#3f9d8d", "#8cc596")
    for _ in range(60):
        x = rng.uniform(0, W)
        _tree(s, x, float(np.interp(x, xs, ys)) + 8, rng.uniform(16, 40), mix(TEAL, PETROL, rng.random()), rng.random() < 0.6)
    hz = 500.0
    s.path(line_d([(0, 535), (W, 525), (W, H), (0, H)], True), s.lin((0, "#a9d08c"), (0.3, "#64b07f"), (1, "#1d7a68"), v=(0, 525, 0, H), user=True))
    img = flat(s)

    cam = np.array([0.0, -1.2, 3.9])
    f = 1150.0

    def pr(x, y, z):
        return (W / 2 + 60 + (x - cam[0]) / (y - cam[1]) * f, hz - (z - cam[2]) / (y - cam[1]) * f)

    g = Svg()
    rows = [(44, 26), (33, 20), (25, 16), (18.5, 12), (13.2, 9), (9.0, 7), (5.6, 5)]
    for y0, half in rows:
        lo, hi, dep = 0.75, 2.35, 1.75
        n = half
        pw = 2.1
        for i in range(-n, n):
            x0 = i * pw + (y0 * 0.13)
            x1 = x0 + pw * 0.965
            q0 = pr(x0, y0, 0)
            if q0[0] < -700 or q0[0] > W + 700:
                continue
            sh = [pr(x0 + 0.8, y0 - 0.1, 0), pr(x1 + 0.8, y0 - 0.1, 0), pr(x1 + 1.6, y0 + dep * 0.95, 0), pr(x0 + 1.6, y0 + dep * 0.95, 0)]
            g.poly(sh, "#0a3d44", opacity=0.45)
        for i in range(-n, n):
            x0 = i * pw + (y0 * 0.13)
            x1 = x0 + pw * 0.965
            p = [pr(x0, y0, lo), pr(x1, y0, lo), pr(x1, y0 + dep, hi), pr(x0, y0 + dep, hi)]
            if p[0][0] > W + 250 or p[1][0] < -250:
                continue
            th = f / (y0 - cam[1]) * 0.06
            for xx in (x0 + 0.15, x1 - 0.15):
                a, b = pr(xx, y0 + 0.4, 0), pr(xx, y0 + 0.4, lo + 0.3)
                g.line(*a, *b, "#c5d0d4", max(th * 1.6, 1))
            u = (p[0][0] + p[1][0]) / 2 / W
            shine = float(np.exp(-(((u - 0.30) / 0.24) ** 2)))
            fill = g.lin(mix("#123f66", "#fff1c9", 0.10 + 0.62 * shine), mix("#17375f", TEAL, 0.35 + 0.3 * shine), mix(INK, PETROL, 0.4), v=(0.2, 0, 0.6, 1))
            g.poly([*p[:2], (p[1][0], p[1][1] + th * 1.6), (p[0][0], p[0][1] + th * 1.6)], "#dfe5e3")
            g.poly(p, fill, stroke="#eef3f1", stroke_width=round(max(th * 0.7, 0.8), 2), stroke_linejoin="round")

            def at(a, b, p=p):
                top = np.array(p[3]) * (1 - a) + np.array(p[2]) * a
                low = np.array(p[0]) * (1 - a) + np.array(p[1]) * a
                return low * (1 - b) + top * b

            if y0 < 30:
                for k in range(1, 6):
                    g.line(*at(k / 6, 0), *at(k / 6, 1), "#cfe6ea", max(th * 0.22, 0.5), opacity=0.45)
                for k in range(1, 6):
                    g.line(*at(0, k / 6), *at(1, k / 6), "#cfe6ea", max(th * 0.22, 0.5), opacity=0.45)
            g.poly([at(0.08, 1), at(0.34, 1), at(0.16, 0), at(0.0, 0), at(0, 0.6)], PAPER, opacity=0.10)
        for _ in range(130):
            yy = y0 - rng.uniform(0.3, 2.2)
            if yy < 2.2:
                continue
            xx = rng.uniform(-half * 2.2, half * 2.2)
            a = pr(xx, yy, 0)
            hgt = f / (yy - cam[1]) * rng.uniform(0.10, 0.30)
            if not (-20 < a[0] < W + 20 and a[1] < H + 60):
                continue
            g.line(a[0], a[1], a[0] + hgt * 0.3, a[1] - hgt, "#d3ea9c" if rng.random() < 0.6 else "#145f57", max(hgt * 0.08, 0.8), opacity=0.6)
            if rng.random() < 0.28:
                g.circle(a[0] + hgt * 0.3, a[1] - hgt, max(hgt * 0.17, 1.2), [PAPER, SUN, CORAL][int(rng.integers(3))])
    img = over(img, raster(g))
    fl = Svg()
    fl.rect(0, 0, W, H, fl.rad((0, "#fff2c4", 0.38), (1, "#fff2c4", 0), c=(360, 200, 900), user=True))
    img = over(img, raster(fl))
    return finish(img, "solar-panels", grain=0.007)


SCENES = {
    "beehive": beehive,
    "river-landscape": river_landscape,
    "wind-turbines": wind_turbines,
    "solar-panels": solar_panels,
}
