"""Laboratory: flasks, crystals, the lab bus."""

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
    mix,
    over,
    ramp,
    raster,
)  # fmt: skip


def _bubbles(g: Svg, rng, x0, x1, y0, y1, n, c=PAPER, r=(2.5, 8)):
    for _ in range(n):
        q = rng.uniform(*r)
        x, y = rng.uniform(x0, x1), rng.uniform(y0, y1)
        g.circle(x, y, q, c, fill_opacity=0.22, stroke=c, stroke_width=1.6, stroke_opacity=0.7)
        g.circle(x - q * 0.3, y - q * 0.35, q * 0.22, PAPER, opacity=0.9)


def _glass(g: Svg, outline, liquid, surface, c, gloss):
    """A glass vessel: liquid clipped to the outline, rim light, reflections."""
    g.open(clip_path=g.clip(f'<path d="{outline}"/>'))
    g.rect(0, 0, W, H, PAPER, opacity=0.20)
    g.path(liquid, g.lin(light(c, 0.30), c, dark(c, 0.34), v=(0, 0, 0.35, 1)))
    g.path(liquid, g.lin((0, PAPER, 0.30), (0.28, PAPER, 0.0), (0.75, INK, 0.0), (1, INK, 0.28), v=(0, 0, 1, 0)))
    x, y, rx, ry = surface
    g.ellipse(x, y, rx, ry, light(c, 0.45))
    g.ellipse(x + rx * 0.1, y + 1, rx * 0.78, ry * 0.62, light(c, 0.22))
    g.close()
    for d, w, o in gloss:
        g.stroke(d, PAPER, w, opacity=o)
    g.path(outline, "none", stroke=PAPER, stroke_width=5, stroke_opacity=0.85, stroke_linejoin="round")
    g.path(outline, "none", stroke=INK, stroke_width=1.2, stroke_opacity=0.22)


def chemistry_flasks():
    rng = np.random.default_rng(17)
    s = Svg()
    s.backdrop("#2aa095", "#0d5063", "#d5f3df", at=(0.36, 0.26), strength=0.65)
    s.circle(820, 470, 420, PAPER, opacity=0.10)
    s.circle(820, 470, 300, PAPER, opacity=0.07)
    s.rect(0, 850, W, 220, s.lin("#fbeedb", "#e4c8a2"))
    s.rect(0, 850, W, 6, "#ffffff", opacity=0.6)
    img = flat(s)
    rack = Svg()
    rack.rect(1130, 560, 350, 26, rack.lin("#f0c48c", "#b97c42"), r=8)
    for i in range(4):
        x = 1160 + i * 76
        o = f"M{x} 440V776a31 31 0 0 0 62 0V440Z"
        c = (CORAL, SUN, TEAL, "#41579a")[i]
        yl = (560, 620, 530, 660)[i]
        _glass(rack, o, f"M{x} {yl}h62V820h-62Z", (x + 31, yl, 31, 7), c, [(f"M{x + 13} 470V770", 6, 0.5)])
        _bubbles(rack, rng, x + 16, x + 46, yl + 30, 770, 5, r=(2, 4.5))
        rack.rect(x - 5, 432, 72, 14, PAPER, r=7, opacity=0.9)
    rack.rect(1130, 640, 350, 30, rack.lin("#f6d09c", "#d79a58", "#a86a35"), r=8)
    rack.rect(1120, 800, 370, 66, rack.lin("#f0c48c", "#d79a58", "#a86a35"), r=10)
    rack.rect(1130, 560, 26, 250, rack.lin("#f0c48c", "#b97c42", v=(0, 0, 1, 0)), r=6)
    rack.rect(1454, 560, 26, 250, rack.lin("#f0c48c", "#b97c42", v=(0, 0, 1, 0)), r=6)
    img = cast(img, raster(rack), opacity=0.34, length=260)
    g = Svg()
    o = "M735 190V412A225 225 0 1 0 885 412V190Z"
    liq = "M500 600H1120V900H500Z"
    _glass(g, o, liq, (810, 600, 224, 27), CORAL, [
        ("M640 520A196 196 0 0 0 664 762", 15, 0.55), ("M690 800q22 16 44 22", 12, 0.4), ("M758 214V410", 9, 0.55)])  # fmt: skip
    _bubbles(g, rng, 660, 960, 640, 800, 22, r=(4, 15))
    _bubbles(g, rng, 770, 850, 480, 590, 5, r=(4, 9))
    g.rect(720, 176, 180, 22, PAPER, r=11, opacity=0.95)
    g.ellipse(810, 860, 130, 16, INK, opacity=0.22)
    g.path("M676 866Q690 836 720 836H900Q930 836 944 866Z", g.lin("#33456b", INK), opacity=1)
    img = cast(img, raster(g), opacity=0.36, length=380, colour="#3c1a26")
    e = Svg()
    o = "M294 330V508L142 812Q124 862 172 862H508Q556 862 538 812L386 508V330Z"
    _glass(e, o, "M100 700H600V880H100Z", (340, 700, 144, 18), SUN, [
        ("M306 356V512L182 770", 10, 0.55), ("M470 712L506 790", 9, 0.35)])  # fmt: skip
    _bubbles(e, rng, 230, 460, 722, 838, 20, r=(3, 12))
    for i in range(5):
        y = 560 + i * 44
        e.line(404 + i * 20, y, 424 + i * 20, y, PAPER, 4, opacity=0.75)
    e.rect(278, 316, 124, 20, PAPER, r=10, opacity=0.95)
    img = cast(img, raster(e), opacity=0.36, length=360, colour="#4a2a12")
    b = Svg()
    o = "M952 668V834Q952 864 982 864H1106Q1136 864 1136 834V668Z"
    _glass(b, o, "M940 736H1150V880H940Z", (1044, 736, 92, 13), TEAL, [("M972 690V826", 9, 0.5)])
    for i in range(4):
        b.line(1098, 760 + i * 24, 1122, 760 + i * 24, PAPER, 3.5, opacity=0.8)
    b.line(1010, 600, 1072, 850, "#eef5f2", 9, opacity=0.75)
    b.path("M942 662H1146", "none", stroke=PAPER, stroke_width=13, stroke_linecap="round")
    _bubbles(b, rng, 990, 1090, 760, 840, 6, r=(3, 6))
    img = cast(img, raster(b), opacity=0.34, length=240, colour="#0c3a44")
    v = Svg()
    for i in range(13):
        t = i / 12
        x, y = 810 + 40 * np.sin(t * 7) * (0.4 + t), 160 - t * 150
        v.circle(x, y, 9 + 26 * t, PAPER, opacity=round(0.26 * (1 - t) + 0.03, 3))
    for x, y, r in ((330, 270, 12), (352, 214, 17), (322, 150, 22), (360, 80, 28)):
        v.circle(x, y, r, "none", stroke=PAPER, stroke_width=3, opacity=0.55)
        v.circle(x - r * 0.3, y - r * 0.35, r * 0.2, PAPER, opacity=0.8)
    img = over(img, raster(v))
    return finish(img, "chemistry-flasks", grain=0.007)


def crystal():
    """A group of six-sided quartz prisms, projected and shaded facet by facet."""
    rng = np.random.default_rng(44)
    s = Svg()
    s.backdrop("#101a36", "#0d2f45", TEAL, at=(0.5, 0.45), strength=0.55)
    s.circle(800, 500, 470, s.rad((0, "#7be0cc", 0.35), (1, "#7be0cc", 0)))
    s.rect(0, 850, W, 217, s.lin((0, "#0d2740", 0), (0.25, "#0c2138", 1), (1, "#070f20", 1)))
    s.ellipse(800, 930, 760, 90, s.rad((0, TEAL, 0.5), (1, TEAL, 0)))
    for _ in range(70):
        s.circle(rng.uniform(0, W), rng.uniform(0, H), rng.uniform(0.8, 2.6), "#d7fff3", opacity=round(rng.uniform(0.15, 0.6), 2))
    img = flat(s)
    g = Svg()
    g.ellipse(800, 905, 560, 70, "#050b18", opacity=0.6, filter=g.blur(22))
    g.open(clip_path=g.clip(f'<rect width="{W}" height="902"/>'))
    lightv = np.array([-0.62, 0.55, 0.56])
    lightv /= np.linalg.norm(lightv)
    crystals, tips = [], []
    plan = [(0, 0, 0, 0, 7.4, 1.12), (0.34, 0.1, -1.2, 0.3, 5.6, 0.80), (-0.38, 0.1, 1.25, 0.2, 5.2, 0.86), (0.62, 0.3, -2.0, 0.7, 4.0, 0.66),
            (-0.70, 0.35, 2.1, 0.7, 3.8, 0.62), (0.16, 0.55, 0.8, 1.3, 4.2, 0.66), (-0.2, 0.6, -0.9, 1.4, 3.5, 0.60), (0.95, 0.3, -2.7, 1.0, 2.6, 0.46),
            (-1.02, 0.35, 2.8, 1.0, 2.7, 0.48), (0.45, 0.8, -1.6, 1.8, 2.4, 0.44), (-0.5, 0.85, 1.6, 1.8, 2.2, 0.42), (0.02, 0.95, 0.05, 2.1, 2.0, 0.40)]  # fmt: skip
    for lean, tilt, bx, bz, ln, r in plan:
        ax = np.array([np.sign(bx) * abs(np.sin(lean)) * 1.05 if bx else 0.05, 1.0, tilt * 0.55])
        ax /= np.linalg.norm(ax)
        crystals.append((bz, np.array([bx * 0.9, -0.3, bz]), ax, ln, r, rng.uniform(0, 1)))

    def proj(p):
        return (800 + p[0] * 108, 880 - p[1] * 108 + p[2] * 26)

    view = np.array([0, 0.26, 1.0])
    view /= np.linalg.norm(view)
    tones = ((0, "#0b1f3c"), (0.25, "#0f4a62"), (0.5, TEAL), (0.75, "#86dcc8"), (1, "#f4fffb"))
    for _, base, ax, ln, r, spin in sorted(crystals, key=lambda q: q[0]):
        side = np.cross(ax, [0.1, 0.2, 1.0])
        side /= np.linalg.norm(side)
        up = np.cross(side, ax)
        a = np.arange(6) * np.pi / 3 + spin
        w = rng.uniform(0.80, 1.16, 6)
        ring0 = [base + (np.cos(t) * side + np.sin(t) * up) * r * 0.92 * k for t, k in zip(a, w, strict=True)]
        tip_l = r * 1.65
        hts = rng.uniform(-0.22, 0.22, 6) * r
        ring1 = [base + ax * (ln - tip_l + hh) + (np.cos(t) * side + np.sin(t) * up) * r * k for t, k, hh in zip(a, w, hts, strict=True)]
        tip = base + ax * ln + side * rng.uniform(-0.25, 0.25) * r
        faces = [[ring0[i], ring0[(i + 1) % 6], ring1[(i + 1) % 6], ring1[i]] for i in range(6)]
        faces += [[ring1[i], ring1[(i + 1) % 6], tip] for i in range(6)]
        warm = ln in (2.4, 2.7, 4.2)
        tips.append(proj(tip))

        def shade(f, base=base, ax=ax, ln=ln):
            n = np.cross(f[1] - f[0], f[2] - f[0])
            n /= np.linalg.norm(n)
            if n @ (np.mean(f, 0) - (base + ax * ln * 0.45)) < 0:
                n = -n
            return n, float(np.clip(0.40 + 0.54 * (n @ lightv) + 0.10 * n[1], 0, 1))

        back, front = [], []
        for f in faces:
            n, v = shade(f)
            (front if n @ view > 0 else back).append((f, n, v))
        for group, op in ((back, 1.0), (front, 0.74)):
            for f, _, v in group:
                p = [proj(q) for q in f]
                c1 = ramp(np.array([min(1, v + 0.20)]), *tones)[0]
                c2 = ramp(np.array([max(0, v - 0.12)]), *tones)[0]
                hx = ["#" + "".join(f"{round(float(t) * 255):02x}" for t in c) for c in (c1, c2)]
                if warm and v > 0.30:
                    hx = [mix(hx[0], SUN, 0.55), mix(hx[1], CORAL, 0.60)]
                base_y, top_y = max(q[1] for q in p), min(q[1] for q in p)
                g.poly(p, g.lin(hx[0], hx[1], v=(p[-1][0], top_y, p[0][0], base_y), user=True), fill_opacity=op, stroke="#eafff8", stroke_width=1.5, stroke_opacity=0.55 if op < 1 else 0.18, stroke_linejoin="round")
                if op < 1 and len(p) == 4 and v > 0.40:
                    k = rng.uniform(0.1, 0.5)
                    q = [np.array(t) for t in p]
                    lo = q[0] + (q[1] - q[0]) * k
                    hi = q[3] + (q[2] - q[3]) * k
                    wv = (q[1] - q[0]) * 0.13
                    m0, m1 = lo + (hi - lo) * 0.25, lo + (hi - lo) * 0.93
                    g.poly([m0, m0 + wv, m1 + wv, m1], PAPER, opacity=0.26)
                if op < 1 and len(p) == 4:
                    for _ in range(3):
                        t = rng.uniform(0.2, 0.9)
                        q = [np.array(w_) for w_ in p]
                        l0 = q[0] + (q[3] - q[0]) * t
                        l1 = q[1] + (q[2] - q[1]) * t
                        e0, e1 = sorted(rng.uniform(0.05, 0.95, 2))
                        g.line(*(l0 + (l1 - l0) * e0), *(l0 + (l1 - l0) * e1), "#eafff8", 1.1, opacity=0.35)
    g.close()
    rocks = Svg()
    for k in range(70):
        t = (k * 0.6180339) % 1
        x = 270 + 1060 * t + rng.uniform(-20, 20)
        lift = np.sin(np.pi * t) * 40
        y = 890 + k * 0.75 - lift * 0.9 + rng.uniform(-6, 8)
        r = rng.uniform(28, 66) * (0.55 + 0.5 * np.sin(np.pi * t))
        n = int(rng.integers(5, 8))
        ang = np.sort(rng.uniform(0, 2 * np.pi, n))
        ang = np.linspace(0, 2 * np.pi, n, endpoint=False) + rng.uniform(-0.3, 0.3, n)
        p = [(x + r * np.cos(q) * 1.15, y + r * np.sin(q) * 0.78) for q in ang]
        cx, cy = x - r * 0.15, y - r * 0.22
        for i in range(n):
            a, b = p[i], p[(i + 1) % n]
            nx, ny = (a[0] + b[0]) / 2 - x, (a[1] + b[1]) / 2 - y
            v = float(np.clip(0.5 + (-nx * 0.6 - ny * 0.8) / r * 0.6, 0, 1))
            rocks.poly([a, b, (cx, cy)], mix("#0a1328", "#46658a", v), stroke=mix("#0a1328", "#46658a", v), stroke_width=0.8)
    img = cast(img, raster(g), opacity=0.42, length=240, colour="#040a16")
    img = cast(img, raster(rocks), opacity=0.4, length=120, colour="#040a16")
    fx = Svg()
    for x, y, r in ((*tips[0], 44), (*tips[2], 30), (*tips[4], 24)):
        fx.circle(x, y, r * 2.2, fx.rad((0, "#eafff8", 0.55), (1, "#eafff8", 0)))
        fx.path(f"M{x - r} {y}Q{x} {y} {x} {y - r}Q{x} {y} {x + r} {y}Q{x} {y} {x} {y + r}Q{x} {y} {x - r} {y}Z", "#ffffff", opacity=0.95)
    img = over(img, raster(fx))
    return finish(img, "crystal", grain=0.008)


def bus_lab():
    s = Svg()
    s.rect(0, 0, W, H, s.lin((0, "#2aa297"), (0.45, "#8fd0b6"), (0.72, "#fdeccb"), (1, "#fdeccb")))
    s.circle(1465, 210, 520, s.rad((0, "#fff4d4", 0.95), (0.16, "#ffe3a0", 0.5), (1, "#ffe3a0", 0)))
    s.circle(1465, 210, 76, "#fff9ea")
    for x, y, w in ((150, 190, 240), (560, 120, 190), (930, 260, 160)):
        s.path(f"M{x} {y}h{w}a20 20 0 0 0 0 -34h-{w * 0.22:.0f}a{w * 0.17:.0f} {w * 0.15:.0f} 0 0 0 -{w * 0.36:.0f} -10a{w * 0.1:.0f} {w * 0.1:.0f} 0 0 0 -{w * 0.2:.0f} 14h-{w * 0.2:.0f}a15 15 0 0 0 0 30Z", PAPER, opacity=0.75)
    s.path("M0 640C220 540 420 560 640 620S1120 520 1600 610V900H0Z", s.lin("#7fc3a4", "#3f9d86"))
    x = 0
    rng = np.random.default_rng(9)
    while x < W:
        w, h = rng.uniform(70, 120), rng.uniform(90, 200)
        c = mix("#e9b48a", "#f6e3c4", rng.random())
        y0 = 770
        s.rect(x, y0 - h, w, h, s.lin(light(c, 0.2), dark(c, 0.10)))
        s.path(f"M{x - 8:.0f} {y0 - h:.0f}L{x + w / 2:.0f} {y0 - h - rng.uniform(40, 66):.0f}L{x + w + 8:.0f} {y0 - h:.0f}Z", mix(CORAL, "#b4553e", rng.random()))
        for i in range(int(w // 34)):
            for j in range(int(h // 46)):
                s.rect(x + 14 + i * 32, y0 - h + 20 + j * 44, 16, 24, PETROL if rng.random() < 0.7 else SUN, r=2, opacity=0.55)
        x += w + rng.uniform(6, 60)
    s.path("M0 752C300 716 500 742 800 738S1350 716 1600 748V900H0Z", s.lin("#58b184", "#237b6a"))
    img = flat(s)
    t = Svg()
    for x0, h, c in ((70, 250, TEAL), (1490, 300, PETROL), (1580, 220, TEAL), (190, 190, PETROL)):
        t.rect(x0 - h * 0.035, 848 - h * 0.42, h * 0.07, h * 0.42, "#7d5236", r=3)
        t.ellipse(x0, 848 - h * 0.66, h * 0.29, h * 0.40, t.lin(light(c, 0.3), c, dark(c, 0.35), v=(0, 0, 1, 0.8)))
    t.rect(0, 838, W, 240, t.lin("#46597a", "#22304f"))
    t.rect(0, 838, W, 22, t.lin("#e9dfcc", "#b9b3a8"))
    for i in range(9):
        t.rect(-40 + i * 210, 965, 120, 11, PAPER, r=5, opacity=0.55)
    img = over(img, raster(t))
    g = Svg()
    x0, y0, x1, yb = 215, 330, 1390, 842
    body = f"M{x0 + 40} {y0}H{x1 - 150}Q{x1 - 60} {y0} {x1 - 32} {y0 + 110}L{x1} {y0 + 285}V{yb - 40}Q{x1} {yb} {x1 - 40} {yb}H{x0 + 30}Q{x0} {yb} {x0} {yb - 30}V{y0 + 40}Q{x0} {y0} {x0 + 40} {y0}Z"
    g.path(body, g.lin((0, "#fffdf8"), (0.55, PAPER), (1, "#dcd3c3")))
    g.open(clip_path=g.clip(f'<path d="{body}"/>'))
    g.path(f"M{x0} 760C480 690 760 790 1000 730S1280 640 1400 660V860H{x0}Z", g.lin("#f29477", CORAL, "#c4573d"))
    g.path(f"M{x0} 800C500 740 760 830 1010 776S1290 700 1400 716V860H{x0}Z", g.lin(TEAL, PETROL))
    g.rect(x0, y0, x1 - x0, 26, INK, opacity=0.08)
    g.close()
    for r in range(3):
        g.rect(330 + r * 190, y0 - 16, 160, 18, g.lin("#2b4a7a", INK), r=4)
        g.line(338 + r * 190, y0 - 9, 482 + r * 190, y0 - 9, "#6fa8c9", 2)
    g.rect(930, y0 - 22, 110, 24, "#cfd6d6", r=6)
    g.path(f"M{x1 - 150} {y0 + 46}H{x1 - 112}Q{x1 - 82} {y0 + 48} {x1 - 70} {y0 + 112}L{x1 - 40} {y0 + 268}H{x1 - 190}V{y0 + 86}Q{x1 - 190} {y0 + 46} {x1 - 150} {y0 + 46}Z", g.lin("#3d6f8d", "#173456", v=(0, 0, 1, 1)))
    g.poly([(x1 - 176, y0 + 250), (x1 - 120, y0 + 60), (x1 - 96, y0 + 70), (x1 - 150, y0 + 260)], PAPER, opacity=0.25)
    g.rect(1090, y0 + 56, 92, 420, g.lin("#e9f1ef", "#c6d2d2"), r=12)
    g.rect(1102, y0 + 70, 68, 230, g.lin("#3d6f8d", "#173456", v=(0, 0, 1, 1)), r=8)
    g.rect(1160, y0 + 330, 8, 60, INK, r=4, opacity=0.6)
    g.path(f"M{x1 - 6} {y0 + 330}l-44 8v34l46 -6Z", "#fff0c4")
    g.circle(x1 - 20, y0 + 352, 60, g.rad((0, "#ffe9a8", 0.6), (1, "#ffe9a8", 0)))
    g.rect(x1 - 60, yb - 34, 70, 24, INK, r=8)
    g.rect(x0 - 10, yb - 34, 60, 24, INK, r=8)
    g.rect(x0 + 4, y0 + 330, 14, 52, CORAL, r=5)
    # open lab side
    ox, oy, ow, oh = 300, y0 + 60, 740, 300
    g.rect(ox, oy, ow, oh, g.lin("#12405a", "#0d2b47"), r=16)
    g.rect(ox, oy, ow, oh, g.rad((0, "#ffd88f", 0.75), (1, "#ffd88f", 0), c=(0.5, 0.15, 0.75)), r=16)
    for lx in (430, 670, 910):
        g.path(f"M{lx - 26} {oy}h52l14 18h-80Z", "#fff3cf")
    g.rect(ox + 20, oy + 112, 250, 9, "#d79a58", r=3)
    g.rect(ox + 470, oy + 112, 250, 9, "#d79a58", r=3)
    for i, c in enumerate((CORAL, SUN, TEAL, "#7e92c9")):
        xx = ox + 44 + i * 56
        g.path(f"M{xx + 9} {oy + 54}v22l-16 30q-2 6 6 6h36q8 0 6 -6l-16 -30v-22Z", PAPER, opacity=0.55)
        g.path(f"M{xx + 2} {oy + 88}h30l8 18q2 6 -4 6h-38q-6 0 -4 -6Z", c)
    for i, (w, h, c) in enumerate(((22, 62, CORAL), (18, 56, PAPER), (24, 66, SUN), (20, 58, TEAL), (18, 62, PAPER))):
        g.rect(ox + 486 + i * 27, oy + 112 - h, w, h, c, r=3)
    g.circle(ox + 668, oy + 78, 32, g.rad((0, "#9be0d4"), (1, PETROL), c=(0.35, 0.3, 0.8)))
    g.path(f"M{ox + 646} {oy + 74}q16 -18 30 -4t18 -8M{ox + 650} {oy + 92}q18 4 32 -6", stroke=PAPER, stroke_width=4, opacity=0.6)
    g.rect(ox + 654, oy + 106, 28, 8, INK, r=3)
    g.rect(ox, oy + oh - 46, ow, 46, g.lin("#f0c48c", "#b97c42"), r=6)
    g.rect(ox, oy + oh - 46, ow, 6, "#ffe9c4")
    ty = oy + oh - 46
    # microscope
    mx = 640
    g.path(f"M{mx - 62} {ty}q0 -18 18 -18h96q18 0 18 18Z", "#eef2f2")
    g.path(f"M{mx + 40} {ty - 16}C{mx + 92} {ty - 60} {mx + 80} {ty - 140} {mx + 22} {ty - 156}l-8 26C{mx + 48} {ty - 116} {mx + 52} {ty - 66} {mx + 12} {ty - 16}Z", g.lin("#ffffff", "#b9c8cf", v=(0, 0, 1, 0)))
    g.rect(mx - 58, ty - 56, 92, 11, INK, r=4)
    g.open(transform=f"rotate(-16 {mx} {ty - 130})")
    g.rect(mx - 20, ty - 176, 36, 92, g.lin("#f29477", CORAL, "#b24a34", v=(0, 0, 1, 0)), r=7)
    g.rect(mx - 14, ty - 206, 24, 34, "#33456b", r=5)
    g.rect(mx - 12, ty - 88, 20, 24, "#d9e1e3", r=3)
    g.close()
    g.rect(430, ty - 96, 132, 88, "#1a294a", r=8)
    g.rect(439, ty - 87, 114, 68, "#0d1a33", r=4)
    g.stroke(f"M446 {ty - 52}" + "".join(f"L{446 + i * 5} {ty - 52 - 22 * np.sin(i * 0.62) * np.exp(-(((i - 10) / 7) ** 2)):.1f}" for i in range(21)), "#7fe0c8", 3.5)
    g.path(f"M416 {ty}h160l-14 -10h-132Z", "#c9d4d8")
    for xx, c, h in ((780, SUN, 84), (850, TEAL, 64)):
        g.path(f"M{xx - 10} {ty - h}v{h * 0.36:.0f}l-26 {h * 0.54:.0f}q-4 {h * 0.1:.0f} 6 {h * 0.1:.0f}h60q10 0 6 -{h * 0.1:.0f}l-26 -{h * 0.54:.0f}v-{h * 0.36:.0f}Z", PAPER, opacity=0.6)
        g.path(f"M{xx - 24} {ty - h * 0.36:.0f}h48l12 {h * 0.28:.0f}q2 {h * 0.08:.0f} -6 {h * 0.08:.0f}h-60q-8 0 -6 -{h * 0.08:.0f}Z", c)
    for k in range(3):
        g.circle(948 + k * 27, ty - 17, 17, (CORAL, SUN, "#7fd6bd")[k])
    g.circle(975, ty - 46, 17, PAPER)
    g.rect(ox, oy, ow, oh, "none", r=16, stroke="#cfd6d2", stroke_width=9)
    # atom sign
    ax, ay = 1136, 246
    g.rect(ax - 6, ay + 60, 12, 40, "#8fa0ad")
    g.circle(ax, ay, 70, g.lin(light(CORAL, 0.2), CORAL, dark(CORAL, 0.2), v=(0, 0, 1, 1)))
    g.circle(ax, ay, 62, "none", stroke=PAPER, stroke_width=2.5, opacity=0.5)
    for a in (0, 60, 120):
        g.ellipse(ax, ay, 47, 17, "none", stroke=PAPER, stroke_width=4.5, transform=f"rotate({a} {ax} {ay})")
    g.circle(ax, ay, 9, SUN)
    for wx in (420, 1180):
        g.path(f"M{wx - 104} {yb}a104 104 0 0 1 208 0Z", "#13203c")
    img = cast(img, raster(g), opacity=0.38, length=170, contact=16)
    w = Svg()
    for wx in (420, 1180):
        w.circle(wx, yb + 4, 84, w.lin("#33415e", "#0b1223", v=(0, 0, 1, 1)))
        w.circle(wx, yb + 4, 50, w.lin("#f3f6f6", "#9fb0ba", v=(0, 0, 1, 1)))
        w.circle(wx, yb + 4, 34, "#6c7f90", opacity=0.5)
        for k in range(6):
            a = k * np.pi / 3
            w.circle(wx + 26 * np.cos(a), yb + 4 + 26 * np.sin(a), 5, "#e8eef0")
        w.circle(wx, yb + 4, 12, CORAL)
    w.rect(560, yb - 6, 160, 14, "#8fa0ad", r=4)
    w.rect(584, yb + 26, 112, 14, "#8fa0ad", r=4)
    w.line(580, yb, 596, yb + 34, "#6d7f8e", 6)
    w.line(700, yb, 684, yb + 34, "#6d7f8e", 6)
    img = cast(img, raster(w), opacity=0.42, length=110, contact=10)
    aw = Svg()
    n = 9
    for i in range(n):
        a0, a1 = ox + ow * i / n, ox + ow * (i + 1) / n
        b0, b1 = ox - 50 + (ow + 100) * i / n, ox - 50 + (ow + 100) * (i + 1) / n
        c = CORAL if i % 2 == 0 else PAPER
        yt, yl = oy - 14, oy + 30
        aw.poly([(a0, yt), (a1, yt), (b1, yl), (b0, yl)], aw.lin(light(c, 0.15), dark(c, 0.08)))
        m = (b1 - b0) / 2
        aw.path(f"M{b0:.1f} {yl - 0.5}h{2 * m:.1f}a{m:.1f} {m * 0.62:.1f} 0 0 1 -{2 * m:.1f} 0Z", dark(c, 0.10))
    aw.rect(ox - 6, oy - 18, ow + 12, 12, "#cfd6d2", r=5)
    img = cast(img, raster(aw), opacity=0.40, length=60, contact=10)
    fr = Svg()
    for fx, c in ((1480, CORAL), (1530, SUN)):
        fr.path(f"M{fx - 26} 905L{fx - 6} 815h12L{fx + 26} 905Z", fr.lin(light(c, 0.25), c, dark(c, 0.25), v=(0, 0, 1, 0)))
        fr.path(f"M{fx - 15} 855h30l5 20h-40Z", PAPER)
        fr.rect(fx - 36, 902, 72, 12, dark(c, 0.2), r=4)
    img = cast(img, raster(fr), opacity=0.36, length=120)
    return finish(img, "bus-lab", grain=0.007)


SCENES = {"chemistry-flasks": chemistry_flasks, "crystal": crystal, "bus-lab": bus_lab}
