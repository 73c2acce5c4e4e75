"""Technology: boards, robots, bridges, printers, gears, code, networks, tools."""

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
    line_d,
    mix,
    over,
    raster,
    smooth_d,
)  # fmt: skip


class Iso:
    """Isometric projection: x to the lower right, y to the lower left, z up."""

    def __init__(self, svg: Svg, ox: float, oy: float, k: float) -> None:
        self.s, self.ox, self.oy, self.k = svg, ox, oy, k

    def p(self, x, y, z=0.0):
        return (self.ox + (x - y) * 0.8660 * self.k, self.oy + (x + y) * 0.5 * self.k - z * self.k)

    def face(self, points, fill, **kw):
        self.s.poly([self.p(*q) for q in points], fill, **kw)

    def path(self, points, colour, width, z=0.0, **kw):
        self.s.stroke(line_d([self.p(a, b, z) for a, b in points]), colour, width, **kw)

    def top(self, x, y, w, d, z, fill, **kw):
        self.face([(x, y, z), (x + w, y, z), (x + w, y + d, z), (x, y + d, z)], fill, **kw)

    def disc(self, x, y, r, z, fill, **kw):
        cx, cy = self.p(x, y, z)
        self.s.ellipse(cx, cy, r * 1.2247 * self.k, r * 0.7071 * self.k, fill, **kw)

    def box(self, x, y, z, w, d, h, colour, edge=True):
        s = self.s
        gl = s.lin(mix(colour, INK, 0.10), mix(colour, INK, 0.30))
        gr = s.lin(mix(colour, INK, 0.34), mix(colour, INK, 0.52))
        self.face([(x, y + d, z), (x + w, y + d, z), (x + w, y + d, z + h), (x, y + d, z + h)], gl)
        self.face([(x + w, y, z), (x + w, y + d, z), (x + w, y + d, z + h), (x + w, y, z + h)], gr)
        gt = s.lin(light(colour, 0.28), colour, v=(0, 0, 1, 1))
        self.top(x, y, w, d, z + h, gt)
        if edge:
            self.path([(x, y + d), (x + w, y + d), (x + w, y)], light(colour, 0.5), 1.4, z + h, opacity=0.65)

    def shadow(self, x, y, w, d, h, opacity=0.35, z=0.0):
        """Shadow of a box on the plane z, to the right."""
        a = 0.95 * h
        q = [(x, y + d), (x, y), (x + w, y), (x + w + a, y - a * 0.15), (x + w + a, y + d - a * 0.15), (x + w, y + d)]
        self.face([(i, j, z) for i, j in q], "#04101f", opacity=opacity)

    def cylinder(self, x, y, z, r, h, colour, top=None):
        s = self.s
        cx, cy = self.p(x, y, z)
        _, ty = self.p(x, y, z + h)
        rx, ry = r * 1.2247 * self.k, r * 0.7071 * self.k
        g = s.lin(light(colour, 0.35), colour, dark(colour, 0.5), v=(0, 0, 1, 0))
        s.path(f"M{cx - rx:.1f} {ty:.1f}V{cy:.1f}A{rx:.1f} {ry:.1f} 0 0 0 {cx + rx:.1f} {cy:.1f}V{ty:.1f}Z", g)
        s.ellipse(cx, ty, rx, ry, top or light(colour, 0.3))


def circuit_board():
    rng = np.random.default_rng(3)
    s = Svg()
    s.backdrop("#16284a", "#0b1329", TEAL, at=(0.35, 0.25), strength=0.55)
    bg = flat(s)
    g = Svg()
    k = 43.0
    iso = Iso(g, 800, 92, k)
    n, m = 19.6, 19.6
    iso.box(0, 0, -0.55, n, m, 0.55, "#12796f")
    iso.top(0, 0, n, m, 0.0, g.lin("#1f9384", "#0f6a68", "#0b5057", v=(0, 0, 1, 1)))
    trace, via = "#7fd8b8", "#f6c766"
    used: list[tuple[float, float, float, float]] = []

    def bus(points, count, gap, axis):
        """Parallel traces along an octilinear way; ends in vias."""
        for i in range(count):
            o = (i - (count - 1) / 2) * gap
            q = [(a + (o if axis == "x" else 0), b + (o if axis == "y" else 0)) for a, b in points]
            iso.path(q, trace, 2.3, opacity=0.62)
            for e in (q[0], q[-1]):
                iso.disc(*e, 0.085, 0, via)
                iso.disc(*e, 0.035, 0, "#0b5057")

    # processor in the middle with fan-out on four sides
    cx, cy, hw = 9.6, 9.3, 2.5
    pins = np.linspace(-2.1, 2.1, 13)
    for i, o in enumerate(pins):
        far = abs(o) * 0.55
        sp = o * 1.75
        for sg in (1, -1):
            a = [(cx + sg * hw, cy + o), (cx + sg * (hw + 0.5 + (2.1 - abs(o)) * 0.62), cy + o)]
            b = a[-1][0] + sg * abs(sp - o)
            a += [(b, cy + sp), (cx + sg * (6.3 + (i % 3) * 0.55 - far * 0.3), cy + sp)]
            iso.path(a, trace, 2.3, opacity=0.70)
            iso.disc(*a[-1], 0.10, 0, via)
            iso.disc(*a[-1], 0.04, 0, "#0b5057")
            a = [(cx + o, cy + sg * hw), (cx + o, cy + sg * (hw + 0.5 + (2.1 - abs(o)) * 0.62))]
            b = a[-1][1] + sg * abs(sp - o)
            a += [(cx + sp, b), (cx + sp, cy + sg * (6.3 + (i % 3) * 0.55 - far * 0.3))]
            iso.path(a, trace, 2.3, opacity=0.70)
            iso.disc(*a[-1], 0.10, 0, via)
            iso.disc(*a[-1], 0.04, 0, "#0b5057")
    bus([(1.2, 4.6), (1.2, 8.0), (2.0, 8.8), (2.0, 14.2)], 6, 0.22, "x")
    bus([(4.2, 1.1), (9.0, 1.1), (9.6, 1.7), (13.8, 1.7)], 5, 0.24, "y")
    bus([(18.4, 6.0), (18.4, 9.5), (17.9, 10.0), (17.9, 13.8)], 4, 0.22, "x")
    bus([(6.0, 18.3), (10.0, 18.3), (10.5, 17.8), (13.6, 17.8)], 4, 0.24, "y")
    for x0, y0 in ((0.75, 0.75), (18.85, 0.75), (0.75, 18.85), (18.85, 18.85)):
        iso.disc(x0, y0, 0.42, 0, via)
        iso.disc(x0, y0, 0.24, 0, "#0b1730")

    items = []

    def chip(x, y, w, d, h, side_pins, dot=True):
        def draw():
            iso.shadow(x, y, w, d, h * 1.3)
            for o in np.arange(0.25, d - 0.1, side_pins):
                iso.box(x + w, y + o, 0, 0.28, 0.13, 0.16, "#dfe5e6", False)
                iso.top(x - 0.28, y + o, 0.28, 0.13, 0.10, "#c7d2d6")
            for o in np.arange(0.25, w - 0.1, side_pins):
                iso.box(x + o, y + d, 0, 0.13, 0.28, 0.16, "#dfe5e6", False)
                iso.top(x + o, y - 0.28, 0.13, 0.28, 0.10, "#c7d2d6")
            iso.box(x, y, 0.06, w, d, h, "#22304f")
            if dot:
                iso.disc(x + 0.4, y + 0.4, 0.13, h + 0.06, "#51618a")
                for r in range(3):
                    yy = y + d * 0.42 + r * 0.32
                    iso.path([(x + w * 0.25, yy), (x + w * (0.75 - 0.13 * r), yy)], "#6b7ba0", 3.2, h + 0.06, opacity=0.8)
        items.append((x + y + w + d, draw))

    def cap(x, y, r, h, c):
        def draw():
            iso.shadow(x - r * 0.7, y - r * 0.7, r * 1.4, r * 1.4, h)
            iso.cylinder(x, y, 0, r, h, c, g.lin("#f4f1ea", "#b9c3c8", v=(0, 0, 1, 1)))
            px, py = iso.p(x, y, h)
            rr = r * k
            g.line(px - rr * 0.6, py - rr * 0.2, px + rr * 0.6, py + rr * 0.2, "#7c8b95", 2)
            g.line(px + rr * 0.6, py - rr * 0.2, px - rr * 0.6, py + rr * 0.2, "#7c8b95", 2)
        items.append((x + y + 2 * r, draw))

    def smd(x, y, w, d, c):
        def draw():
            iso.shadow(x, y, w, d, 0.25)
            iso.box(x, y, 0, w, d, 0.24, c, False)
            if w > d:
                iso.box(x, y, 0, w * 0.24, d, 0.26, "#e2e6e4", False)
                iso.box(x + w * 0.76, y, 0, w * 0.24, d, 0.26, "#e2e6e4", False)
            else:
                iso.box(x, y, 0, w, d * 0.24, 0.26, "#e2e6e4", False)
                iso.box(x, y + d * 0.76, 0, w, d * 0.24, 0.26, "#e2e6e4", False)
        items.append((x + y + w + d, draw))

    def led(x, y, c):
        def draw():
            px, py = iso.p(x + 0.25, y + 0.2, 0.3)
            g.circle(px, py, 74, g.rad((0, c, 0.75), (1, c, 0)))
            iso.box(x, y, 0, 0.5, 0.36, 0.28, c)
        items.append((x + y + 0.9, draw))

    def header(x, y, nx, ny):
        def draw():
            iso.shadow(x, y, nx * 0.5, ny * 0.5, 0.9)
            iso.box(x, y, 0, nx * 0.5, ny * 0.5, 0.5, "#1a2745")
            for i in range(nx):
                for j in range(ny):
                    iso.box(x + i * 0.5 + 0.18, y + j * 0.5 + 0.18, 0.5, 0.15, 0.15, 0.75, SUN, False)
        items.append((x + y + (nx + ny) * 0.5, draw))

    def socket(x, y, w, d, h):
        def draw():
            iso.shadow(x, y, w, d, h)
            iso.box(x, y, 0, w, d, h, "#cfd8dc")
            iso.face([(x + 0.2, y + d, 0.22), (x + w - 0.2, y + d, 0.22), (x + w - 0.2, y + d, h - 0.2), (x + 0.2, y + d, h - 0.2)], "#1b2743")
            iso.face([(x + 0.4, y + d, 0.45), (x + w - 0.4, y + d, 0.45), (x + w - 0.4, y + d, 0.72), (x + 0.4, y + d, 0.72)], TEAL)
        items.append((x + y + w + d, draw))

    def cpu():
        iso.shadow(cx - hw, cy - hw, 2 * hw, 2 * hw, 0.9)
        for o in pins:
            iso.box(cx + hw, cy + o - 0.07, 0, 0.34, 0.14, 0.18, "#e6e2d3", False)
            iso.box(cx + o - 0.07, cy + hw, 0, 0.14, 0.34, 0.18, "#e6e2d3", False)
            iso.top(cx - hw - 0.34, cy + o - 0.07, 0.34, 0.14, 0.1, "#c7d2d6")
            iso.top(cx + o - 0.07, cy - hw - 0.34, 0.14, 0.34, 0.1, "#c7d2d6")
        iso.box(cx - hw, cy - hw, 0.08, 2 * hw, 2 * hw, 0.55, "#26365a")
        iso.box(cx - hw + 0.75, cy - hw + 0.75, 0.63, 2 * hw - 1.5, 2 * hw - 1.5, 0.22, "#e9774f")
        z = 0.86
        for a in np.linspace(-1.2, 1.2, 7):
            iso.path([(cx - 1.2, cy + a), (cx + 1.2, cy + a)], PAPER, 1.4, z, opacity=0.35)
            iso.path([(cx + a, cy - 1.2), (cx + a, cy + 1.2)], PAPER, 1.4, z, opacity=0.35)
        iso.top(cx - 0.6, cy - 0.6, 1.2, 1.2, z, SUN)
        iso.disc(cx - hw + 0.4, cy - hw + 0.4, 0.14, 0.63, "#8494b8")

    items.append((cx + cy + 2 * hw - 1, cpu))
    chip(3.6, 3.6, 2.4, 1.7, 0.5, 0.36)
    chip(13.6, 3.4, 1.7, 2.6, 0.5, 0.36)
    chip(3.4, 14.2, 1.9, 2.6, 0.5, 0.36)
    chip(14.4, 14.2, 2.2, 2.2, 0.5, 0.34)
    cap(2.1, 2.6, 0.62, 1.7, TEAL)
    cap(17.2, 2.2, 0.72, 2.0, PETROL)
    cap(18.4, 4.0, 0.5, 1.3, CORAL)
    cap(16.3, 17.9, 0.6, 1.5, CORAL)
    cap(1.6, 16.6, 0.55, 1.4, SUN)
    header(8.4, 18.4, 9, 2)
    socket(3.2, 17.6, 2.6, 2.1, 1.1)
    for _ in range(300):
        if len(used) > 30:
            break
        x0, y0 = rng.uniform(1.6, 17.6), rng.uniform(1.6, 17.4)
        w0, d0 = ((0.66, 0.34), (0.34, 0.66))[int(rng.integers(2))]
        blocked = [(cx - 3.4, cy - 3.4, 6.8, 6.8), (3.0, 3.0, 3.6, 2.9), (13, 2.8, 2.9, 3.8), (2.8, 13.6, 3.1, 3.8),
                   (13.8, 13.6, 3.4, 3.4), (1.2, 1.7, 1.8, 1.8), (16.3, 1.2, 2.6, 3.8), (15.5, 17, 1.6, 2), (0.8, 15.8, 1.6, 1.6),
                   (7.9, 17.8, 5.6, 2), (2.8, 17, 3.6, 3), *used]  # fmt: skip
        if any(x0 < a + c + 0.3 and x0 + w0 > a - 0.3 and y0 < b + d + 0.3 and y0 + d0 > b - 0.3 for a, b, c, d in blocked):
            continue
        used.append((x0, y0, w0, d0))
        smd(x0, y0, w0, d0, ["#31405f", "#b9764b", "#31405f", "#d9a55c"][int(rng.integers(4))])
    led(18.2, 16.4, "#ffb347")
    led(18.2, 17.3, "#5fe3c0")
    led(1.2, 10.4, "#ff7d5c")
    for _, draw in sorted(items, key=lambda t: t[0]):
        draw()
    img = cast(bg, raster(g), colour="#03070f", opacity=0.55, length=420, contact=34)
    return finish(img, "circuit-board", grain=0.007)


def _rot(p, a, c=(0.0, 0.0)):
    t = np.radians(a)
    x, y = p[0] - c[0], p[1] - c[1]
    return (c[0] + x * np.cos(t) - y * np.sin(t), c[1] + x * np.sin(t) + y * np.cos(t))


def robot_arm():
    s = Svg()
    s.backdrop("#2c9a93", "#0f5566", "#bfe8d4", at=(0.36, 0.28), strength=0.55)
    s.circle(800, 470, 410, PAPER, opacity=0.10)
    s.circle(800, 470, 300, PAPER, opacity=0.08)
    s.rect(0, 878, W, 190, s.lin("#0e4254", "#0a2f41"))
    s.rect(0, 878, W, 5, PAPER, opacity=0.20)
    bg = flat(s)
    j1 = (560.0, 690.0)
    j2 = (640.0, 318.0)
    j3 = (1010.0, 262.0)
    tool = (1120.0, 452.0)
    d = Svg()
    way = [(1122, 655), (1190, 560), (1300, 520), (1402, 560), (1432, 690)]
    d.stroke(smooth_d(way), PAPER, 4, stroke_dasharray="2 15", opacity=0.85)
    d.path("M1418 676L1432 706L1448 677Z", PAPER, opacity=0.9)
    for q in way[1:4]:
        d.circle(*q, 7, PAPER, opacity=0.9)
    img = over(bg, raster(d))
    back = Svg()

    def cube(x, y, w, c, v=back):
        v.rect(x, y, w, w, v.lin(light(c, 0.22), c, dark(c, 0.18), v=(0, 0, 1, 1)), r=7)
        v.rect(x + 9, y + 9, w - 18, w - 18, "none", r=4, stroke=PAPER, stroke_width=2.5, opacity=0.32)

    cube(1340, 786, 92, SUN)
    cube(1438, 786, 92, TEAL)
    cube(1389, 692, 92, "#eadfce")
    back.rect(1310, 878, 250, 12, INK, r=3, opacity=0.5)
    img = cast(img, raster(back), opacity=0.45, length=220)

    g = Svg()
    ink = g.lin("#3a4d70", "#1b2a4b", INK, v=(0, 0, 1, 0))
    g.path("M400 880L432 806Q440 790 462 790H658Q680 790 688 806L720 880Z", ink)
    g.rect(380, 868, 360, 22, g.lin("#44587c", "#18254a"), r=6)
    g.rect(462, 742, 196, 56, g.lin("#f29477", CORAL, "#b44e38", v=(0, 0, 1, 0)), r=12)
    g.rect(462, 760, 196, 5, INK, opacity=0.18)
    for x in (424, 696):
        g.circle(x, 858, 7, "#7f92b4")

    def link(a, b, wa, wb, c):
        t = np.degrees(np.arctan2(b[1] - a[1], b[0] - a[0]))
        ln = np.hypot(b[0] - a[0], b[1] - a[1])
        g.open(transform=f"translate({a[0]} {a[1]}) rotate({t:.2f})")
        g.path(f"M0 {-wa}L{ln:.1f} {-wb}V{wb}L0 {wa}Z", g.lin(light(c, 0.42), c, dark(c, 0.34)))
        g.path(f"M{ln * 0.24:.1f} {-wa * 0.40:.1f}L{ln * 0.78:.1f} {-wb * 0.36:.1f}V{wb * 0.36:.1f}L{ln * 0.24:.1f} {wa * 0.40:.1f}Z", INK, opacity=0.14, stroke=PAPER, stroke_opacity=0.5, stroke_width=2)
        g.close()

    def joint(c, r, a=CORAL):
        g.circle(*c, r, g.lin(light(a, 0.4), a, dark(a, 0.38), v=(0, 0, 1, 1)))
        g.circle(*c, r * 0.66, g.lin("#40537a", INK, v=(0, 0, 1, 1)))
        g.circle(*c, r * 0.42, g.lin("#dfe6ea", "#8c9db0", v=(0, 0, 1, 1)))
        for i in range(6):
            q = _rot((c[0] + r * 0.54, c[1]), i * 60, c)
            g.circle(*q, r * 0.05, "#b7c4d2")

    g.path("M470 748L500 648H620L650 748Z", g.lin(light(CORAL, 0.35), CORAL, dark(CORAL, 0.35), v=(0, 0, 1, 0)))
    g.stroke("M520 760C420 700 470 520 560 470S590 330 636 300S880 190 990 236", INK, 13, opacity=0.85)
    g.stroke("M518 757C418 697 468 518 558 467S588 327 634 297S878 187 988 233", "#52668c", 4, opacity=0.8)
    link(j1, j2, 58, 46, PAPER)
    joint(j1, 84)
    link(j2, j3, 50, 34, PAPER)
    joint(j2, 70)
    link(j3, tool, 30, 22, "#dfe4e3")
    joint(j3, 52)
    ax, ay = 1122, 452
    g.rect(ax - 34, ay - 18, 68, 62, g.lin("#f29477", CORAL, "#a8462f", v=(0, 0, 1, 0)), r=10)
    g.rect(ax - 62, ay + 40, 124, 34, g.lin("#4a5d83", "#1b294a", v=(0, 0, 1, 0)), r=8)
    for sg in (-1, 1):
        x = ax + sg * 54
        g.path(f"M{x - sg * 14} {ay + 72}h{sg * 20}v66l{-sg * 6} 46h{-sg * 16}l{sg * 2} -50Z", g.lin("#f4f2ec", "#9fb0bd", v=(0, 0, 1, 0)))
    cube(ax - 47, ay + 118, 94, SUN, g)
    img = cast(img, raster(g), opacity=0.42, length=420, contact=16)
    return finish(img, "robot-arm", grain=0.008)


def bridge_model():
    """Warren truss; the colours show the computed bar forces."""
    n, h = 8, 1.0
    bot = [(float(i), 0.0) for i in range(n + 1)]
    topn = [(i + 0.5, h) for i in range(n)]
    nodes = np.array(bot + topn)
    bars = [(i, i + 1) for i in range(n)] + [(n + 1 + i, n + 2 + i) for i in range(n - 1)]
    bars += [(i, n + 1 + i) for i in range(n)] + [(i + 1, n + 1 + i) for i in range(n)]
    a = np.zeros((2 * len(nodes), len(bars) + 3))
    for k, (i, j) in enumerate(bars):
        d = (nodes[j] - nodes[i]) / np.hypot(*(nodes[j] - nodes[i]))
        a[2 * i : 2 * i + 2, k] += d
        a[2 * j : 2 * j + 2, k] -= d
    a[0, -3], a[1, -2], a[2 * n + 1, -1] = 1, 1, 1
    rhs = np.zeros(2 * len(nodes))
    rhs[2 * (n // 2) + 1] = 1.0
    force = np.linalg.lstsq(a, rhs, rcond=None)[0][: len(bars)]
    force = force / np.abs(force).max()

    s = Svg()
    s.backdrop("#fbe3bd", "#f3b878", "#fff7e6", at=(0.32, 0.25), strength=0.85)
    s.circle(800, 470, 400, PAPER, opacity=0.38)
    s.rect(0, 872, W, 200, s.lin("#c77b51", "#9d5638"))
    s.rect(0, 872, W, 6, "#ffe9c9", opacity=0.6)
    for i, y in enumerate((905, 950, 1004)):
        s.stroke(f"M-10 {y}C400 {y - 12} 900 {y + 16 + i * 3} 1610 {y - 4}", "#7d3f29", 2, opacity=0.25)
    img = flat(s)
    x0, x1, yb, ht = 250.0, 1350.0, 520.0, 176.0
    ux = (x1 - x0) / n

    def at(p, back):
        o = (34, -44) if back else (0, 0)
        return (x0 + p[0] * ux + o[0], yb - p[1] * ht + o[1])

    blocks = Svg()

    def stack(x, w, cols):
        y = 872
        for i, (hh, c) in enumerate(cols):
            y -= hh
            o = (-8, 6, -2, 8, 0, -5)[i % 6]
            blocks.rect(x + o, y, w, hh, blocks.lin(light(c, 0.16), c, dark(c, 0.20), v=(0, 0, 1, 0)), r=7)
            blocks.rect(x + o + 14, y + hh * 0.2, 12, hh * 0.6, PAPER, r=3, opacity=0.75)
            blocks.rect(x + o + 34, y + hh * 0.2, 5, hh * 0.6, PAPER, r=2, opacity=0.5)
            blocks.rect(x + o, y + hh - 6, w, 6, INK, r=3, opacity=0.14)

    stack(96, 250, [(74, PETROL), (54, CORAL), (66, INK), (50, SUN), (62, TEAL), (40, "#e9dcc6")])
    stack(1256, 250, [(62, CORAL), (70, TEAL), (52, SUN), (60, PETROL), (58, INK), (44, "#e9dcc6")])
    img = cast(img, raster(blocks), opacity=0.36, length=300, colour="#5d2a17")

    def colour(f):
        if abs(f) < 0.02:
            return "#d9c3a0"
        return mix("#e8d3ae", CORAL if f < 0 else TEAL, 0.35 + 0.65 * abs(f) ** 0.6)

    def frame(back):
        v = Svg()
        for k, (i, j) in enumerate(bars):
            p, q = at(nodes[i], back), at(nodes[j], back)
            c = colour(force[k])
            w = 15 + 9 * abs(force[k])
            v.line(*p, *q, dark(c, 0.42 if not back else 0.5), w)
            v.line(p[0] - 1.4, p[1] - 2.2, q[0] - 1.4, q[1] - 2.2, c if not back else dark(c, 0.25), w - 4.5)
        for p in nodes:
            q = at(p, back)
            v.circle(*q, 14, dark("#d8b27a", 0.35))
            v.circle(q[0] - 1, q[1] - 1.5, 12, v.rad((0, "#fff0d0"), (1, "#d29d5c"), c=(0.35, 0.3, 0.8)))
            v.circle(q[0], q[1], 3.5, INK, opacity=0.7)
        return raster(v)

    img = cast(img, frame(True), opacity=0.22, length=120, colour="#5d2a17")
    deck = Svg()
    for i in range(33):
        x = x0 + (x1 - x0) * i / 32
        deck.line(x, yb + 3, x + 34, yb - 41, "#b98754", 11)
        deck.line(x - 1, yb + 1, x + 33, yb - 43, "#efd2a2", 7.5)
    img = over(img, raster(deck))
    img = cast(img, frame(False), opacity=0.32, length=260, colour="#5d2a17")
    ld = Svg()
    cx = (x0 + x1) / 2 + 4
    ld.line(cx, yb + 12, cx, 640, INK, 5)
    ld.stroke(f"M{cx} 640q24 4 24 24t-24 24", INK, 6)
    ld.path(f"M{cx - 30} 676h60l12 26h-84Z", ld.lin("#52668c", INK, v=(0, 0, 1, 0)))
    ld.rect(cx - 88, 700, 176, 112, ld.lin("#f29477", CORAL, "#a8462f", v=(0, 0, 1, 0)), r=16)
    ld.rect(cx - 70, 716, 14, 78, PAPER, r=7, opacity=0.45)
    ld.rect(cx - 88, 780, 176, 8, INK, opacity=0.15)
    img = cast(img, raster(ld), opacity=0.36, length=240, colour="#5d2a17")
    return finish(img, "bridge-model", grain=0.008)


def _involute_gear(z: int, m: float, phase: float, cx: float, cy: float, alpha=20.0) -> list[tuple[float, float]]:
    """Outline of an involute gear: z teeth, module m, pressure angle alpha."""
    al = np.radians(alpha)
    r = z * m / 2
    rb, ra, rf = r * np.cos(al), r + 0.94 * m, r - 1.2 * m
    inv = np.tan(al) - al
    half = np.pi / (2 * z) + inv - 0.005
    out = []
    t_max = np.sqrt((ra / rb) ** 2 - 1)
    t_min = np.sqrt(max((max(rf, rb) / rb) ** 2 - 1, 0))
    ts = np.linspace(t_min, t_max, 9)
    ang = ts - np.arctan(ts)
    rad = rb * np.sqrt(1 + ts**2)
    for k in range(z):
        c = phase + 2 * np.pi * k / z
        left = [(rr, c - half + aa) for rr, aa in zip(rad, ang, strict=True)]
        right = [(rr, c + half - aa) for rr, aa in zip(rad[::-1], ang[::-1], strict=True)]
        g0, g1 = c - half - 0.004, c + half + 0.004
        out += [(rf, g0 - 0.01), *left, *right, (rf, g1 + 0.01)]
    return [(cx + rr * np.cos(a), cy + rr * np.sin(a)) for rr, a in out]


def gears():
    s = Svg()
    s.backdrop("#f7efe1", "#e3d3b8", "#ffffff", at=(0.3, 0.2), strength=0.9)
    img = flat(s)
    m = 25.0
    defs = []

    def add(z, x, y, phase, c, spokes):
        defs.append((z, x, y, phase, c, spokes))

    def mesh(parent, z, direction, c, spokes):
        """Place a gear so that its teeth fit the parent's, in the given direction."""
        pz, px, py, pph, *_ = parent
        d = (pz + z) * m / 2
        t = np.radians(direction)
        x, y = px + d * np.cos(t), py + d * np.sin(t)
        along = (t - pph) * pz / (2 * np.pi)
        ph = t + np.pi + (along - 0.5) * 2 * np.pi / z
        add(z, x, y, ph, c, spokes)
        return defs[-1]

    add(26, 575.0, 560.0, 0.10, PETROL, 6)
    a = defs[0]
    b = mesh(a, 14, -27, CORAL, 5)
    c = mesh(b, 20, 22, SUN, 5)
    mesh(a, 11, 38, TEAL, 3)
    mesh(a, 12, 196, SUN, 4)
    mesh(c, 12, 96, INK, 4)
    mesh(a, 10, -112, INK, 3)
    mesh(c, 11, -62, TEAL, 3)
    mesh(a, 13, 118, CORAL, 4)

    def ring(cx, cy, r):
        return f"M{cx - r:.2f} {cy:.2f}a{r:.2f} {r:.2f} 0 1 0 {2 * r:.2f} 0a{r:.2f} {r:.2f} 0 1 0 {-2 * r:.2f} 0Z"

    for z, x, y, ph, col, spokes in sorted(defs, key=lambda q: q[0]):
        g = Svg()
        r = z * m / 2
        d = line_d(_involute_gear(z, m, ph, x, y), True)
        hub, rim = max(r * 0.24, 34), r - 2.3 * m
        holes = ""
        if rim - hub > 34:
            for k in range(spokes):
                a0 = ph + 2 * np.pi * k / spokes
                a1 = a0 + 2 * np.pi / spokes
                w = 17
                o, i = rim - 8, hub + 16
                q = [(o, a0 + w / o), (o, a1 - w / o), (i, a1 - w / i * 0.9), (i, a0 + w / i * 0.9)]
                p = [(x + rr * np.cos(t), y + rr * np.sin(t)) for rr, t in q]
                holes += (
                    f"M{p[0][0]:.1f} {p[0][1]:.1f}A{o:.1f} {o:.1f} 0 0 1 {p[1][0]:.1f} {p[1][1]:.1f}"
                    f"L{p[2][0]:.1f} {p[2][1]:.1f}A{i:.1f} {i:.1f} 0 0 0 {p[3][0]:.1f} {p[3][1]:.1f}Z"
                )
        bore = ring(x, y, max(hub * 0.42, 13))
        fill = g.lin(light(col, 0.34), col, dark(col, 0.25), v=(x - r, y - r, x + r, y + r), user=True)
        g.path(d + holes + bore, fill, fill_rule="evenodd", stroke=light(col, 0.5), stroke_width=1.6, stroke_opacity=0.8)
        g.circle(x, y, r - 1.9 * m, "none", stroke=PAPER, stroke_width=2, opacity=0.30)
        g.circle(x, y, r - 1.9 * m + 3, "none", stroke=INK, stroke_width=3, opacity=0.14)
        g.path(ring(x, y, hub) + bore, g.lin(light(col, 0.55), light(col, 0.1), dark(col, 0.2), v=(0, 0, 1, 1)), fill_rule="evenodd")
        if z >= 20:
            for k in range(6):
                t = ph + k * np.pi / 3
                g.circle(x + hub * 0.72 * np.cos(t), y + hub * 0.72 * np.sin(t), 5.5, dark(col, 0.55))
        img = cast(img, raster(g), opacity=0.40, length=170, contact=12, colour="#2b2433")
        ax = Svg()
        br = max(hub * 0.42, 13) - 3
        ax.circle(x, y, br, ax.lin("#fdfdfb", "#93a1ae", v=(0, 0, 1, 1)))
        ax.circle(x, y, br * 0.45, "#68788a", opacity=0.6)
        img = over(img, raster(ax))
    return finish(img, "gears", grain=0.007)


def code_terminal():
    s = Svg()
    s.backdrop("#e9805f", "#c0503a", "#ffd9a3", at=(0.28, 0.2), strength=0.7)
    s.circle(1280, 250, 420, PAPER, opacity=0.08)
    s.circle(240, 900, 330, INK, opacity=0.07)
    img = flat(s)

    def window(x, y, w, h, c1, c2):
        v = Svg()
        v.rect(x, y, w, h, v.lin(c1, c2, v=(0, 0, 0.4, 1)), r=22)
        v.path(f"M{x} {y + 58}V{y + 22}a22 22 0 0 1 22 -22H{x + w - 22}a22 22 0 0 1 22 22V{y + 58}Z", PAPER, fill_opacity=0.08)
        for i, c in enumerate((CORAL, SUN, TEAL)):
            v.circle(x + 38 + i * 34, y + 29, 10, c)
        v.rect(x + 0.75, y + 0.75, w - 1.5, h - 1.5, "none", r=21.5, stroke=PAPER, stroke_width=1.5, opacity=0.22)
        return v

    v = window(150, 130, 960, 760, "#1b2b50", "#0f1930")
    font = "font-family=\"'DejaVu Sans Mono',monospace\" font-size=\"27\" xml:space=\"preserve\""
    kw, fn, st, tx, nm, cm = "#f08a6c", "#ffc65c", "#7fd6bd", "#e9edf2", "#ffb38a", "#7184a6"
    code = [
        [(cm, "# wave(x, t)")],
        [(kw, "import "), (tx, "numpy "), (kw, "as "), (tx, "np")],
        [],
        [(kw, "def "), (fn, "wave"), (tx, "(x, t, k="), (nm, "2.0"), (tx, ", w="), (nm, "1.5"), (tx, "):")],
        [(tx, "    a = np."), (fn, "exp"), (tx, "(-x**"), (nm, "2"), (tx, " / "), (nm, "8"), (tx, ")")],
        [(tx, "    "), (kw, "return "), (tx, "a * np."), (fn, "sin"), (tx, "(k*x - w*t)")],
        [],
        [(tx, "x = np."), (fn, "linspace"), (tx, "(-"), (nm, "6"), (tx, ", "), (nm, "6"), (tx, ", "), (nm, "400"), (tx, ")")],
        [(kw, "for "), (tx, "i "), (kw, "in "), (fn, "range"), (tx, "("), (nm, "60"), (tx, "):")],
        [(tx, "    y = "), (fn, "wave"), (tx, "(x, i / "), (nm, "10"), (tx, ")")],
        [(tx, "    "), (kw, "if "), (tx, "y."), (fn, "max"), (tx, "() > "), (nm, "0.9"), (tx, ":")],
        [(tx, "        "), (fn, "plot"), (tx, "(x, y, c="), (st, '"teal"'), (tx, ")")],
        [],
        [(fn, "show"), (tx, "()")],
    ]
    v.rect(151, 188 + 40 + 5 * 45 - 33, 958, 46, PAPER, opacity=0.06)
    for i, row in enumerate(code):
        y = 188 + 40 + i * 45
        v.body.append(f'<text x="190" y="{y}" {font} fill="#4d5f85" text-anchor="middle">{i + 1}</text>')
        spans = "".join(f'<tspan fill="{c}">{t.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")}</tspan>' for c, t in row)
        v.body.append(f'<text x="232" y="{y}" {font}>{spans}</text>')
    v.rect(232 + 7 * 16.3, 188 + 40 + 13 * 45 - 24, 13, 32, SUN)
    v.rect(1094, 230, 7, 210, PAPER, r=3.5, opacity=0.20)
    img = cast(img, raster(v), opacity=0.40, length=380, contact=26, colour="#4a1509")
    q = window(905, 430, 560, 470, "#fdfaf4", "#efe6d6")
    px, py, pw, ph = 950, 520, 470, 330
    for i in range(7):
        q.line(px + pw * i / 6, py, px + pw * i / 6, py + ph, INK, 1, opacity=0.12)
    for i in range(6):
        q.line(px, py + ph * i / 5, px + pw, py + ph * i / 5, INK, 1, opacity=0.12)
    xs = np.linspace(-6, 6, 220)
    for i in range(12):
        t = i * 0.42
        ys = np.exp(-(xs**2) / 8) * np.sin(2 * xs - 1.5 * t)
        pt = [*zip(px + (xs + 6) / 12 * pw, py + ph / 2 - ys * ph * 0.44, strict=True)]
        c = mix(TEAL, SUN, i / 6) if i < 6 else mix(SUN, CORAL, (i - 5) / 6)
        q.stroke(smooth_d(pt), c, 3.0 if i != 11 else 5.5, opacity=0.55 if i != 11 else 1)
    q.line(px, py, px, py + ph, INK, 3)
    q.line(px, py + ph, px + pw, py + ph, INK, 3)
    q.body = [b.replace('fill-opacity="0.08"', 'fill-opacity="0.0"') for b in q.body]
    q.line(905, 488, 1465, 488, INK, 1.2, opacity=0.15)
    img = cast(img, raster(q), opacity=0.42, length=320, contact=22, colour="#3b120a")
    return finish(img, "code-terminal", grain=0.007)


def network_graph():
    rng = np.random.default_rng(31)
    s = Svg()
    s.backdrop("#0f5c6e", "#101b37", TEAL, at=(0.4, 0.4), strength=0.75)
    hubs = [(430, 370), (800, 250), (1200, 350), (620, 690), (1010, 640), (1370, 700), (240, 690)]
    cols = [CORAL, SUN, TEAL, SUN, CORAL, SUN, TEAL]
    cols = [c if c != TEAL else "#6fd6bf" for c in cols]
    pos, grp = [], []
    for k, h in enumerate(hubs):
        pos.append(np.array(h, float))
        grp.append(k)
        for _ in range(int(rng.integers(15, 24))):
            pos.append(np.array(h) + rng.normal(0, 82, 2) * (1.25, 1))
            grp.append(k)
    pos = np.array(pos)
    grp = np.array(grp)
    n = len(pos)
    hub_i = [int(np.flatnonzero(grp == k)[0]) for k in range(len(hubs))]
    edges = set()
    for k in range(len(hubs)):
        mine = np.flatnonzero(grp == k)
        for i in mine[1:]:
            edges.add((hub_i[k], int(i)))
            near = mine[np.argsort(np.hypot(*(pos[mine] - pos[i]).T))][1:3]
            if rng.random() < 0.6:
                edges.add((min(int(i), int(near[0])), max(int(i), int(near[0]))))
    for _ in range(220):
        d = pos[:, None] - pos[None]
        r = np.hypot(d[..., 0], d[..., 1]) + 1e-3
        f = (d / r[..., None] * np.minimum(2600 / r**2, 5)[..., None] * (r < 190)[..., None]).sum(1)
        for i, j in edges:
            e = pos[j] - pos[i]
            ln = np.hypot(*e) + 1e-3
            w = e / ln * (ln - (105 if grp[i] == grp[j] else 300)) * 0.035
            f[i] += w
            f[j] -= w
        f[hub_i] = 0
        pos += np.clip(f, -8, 8)
    far = Svg()
    for _ in range(70):
        far.circle(rng.uniform(0, W), rng.uniform(0, H), rng.uniform(4, 17), "#9fdccf", opacity=round(rng.uniform(0.05, 0.16), 2))
    far_l = raster(far)
    img = over(flat(s), far_l)
    g = Svg()
    for k, h in enumerate(hubs):
        g.circle(*h, 215, g.rad((0, cols[k], 0.30), (1, cols[k], 0)))
    links = [(0, 1), (1, 2), (0, 3), (1, 3), (1, 4), (2, 4), (3, 4), (4, 5), (2, 5), (0, 6), (6, 3)]
    for a, b in links:
        p, q = pos[hub_i[a]], pos[hub_i[b]]
        mid = (p + q) / 2 + np.array([(q - p)[1], -(q - p)[0]]) * 0.12
        d = f"M{p[0]:.1f} {p[1]:.1f}Q{mid[0]:.1f} {mid[1]:.1f} {q[0]:.1f} {q[1]:.1f}"
        gr = g.lin(cols[a], cols[b], v=(p[0], p[1], q[0], q[1]), user=True)
        g.stroke(d, gr, 12, opacity=0.16)
        g.stroke(d, gr, 4, opacity=0.95)
        for t in (0.35, 0.62):
            m = p * (1 - t) ** 2 + mid * 2 * t * (1 - t) + q * t * t
            g.circle(*m, 5, PAPER)
    for i, j in sorted(edges):
        g.line(*pos[i], *pos[j], light(cols[grp[i]], 0.25), 1.8, opacity=0.55)
    cross = 0
    while cross < 26:
        i, j = rng.integers(0, n, 2)
        if grp[i] != grp[j] and np.hypot(*(pos[i] - pos[j])) < 330:
            g.line(*pos[i], *pos[j], PAPER, 1.1, opacity=0.28)
            cross += 1
    img = over(img, raster(g))
    v = Svg()
    for i in range(n):
        c = cols[grp[i]]
        if i in hub_i:
            continue
        r = float(rng.choice([7, 8.5, 10, 13], p=[0.35, 0.35, 0.2, 0.1]))
        v.circle(*pos[i], r, v.rad((0, light(c, 0.6)), (1, c), c=(0.35, 0.3, 0.8)))
    for k, i in enumerate(hub_i):
        c = cols[k]
        v.circle(*pos[i], 38, PAPER)
        v.circle(*pos[i], 32, v.rad((0, light(c, 0.4)), (1, c), c=(0.35, 0.3, 0.85)))
        v.circle(*pos[i], 13, PAPER, opacity=0.92)
    img = cast(img, raster(v), opacity=0.38, length=60, contact=7, colour="#060d1e")
    return finish(img, "network-graph", grain=0.008)


def workbench_tools():
    s = Svg()
    s.rect(0, 0, W, H, s.lin("#12687a", "#0c4657", v=(0, 0, 0.6, 1)))
    s.rect(0, 0, W, H, s.rad((0, "#7fd0c0", 0.45), (1, "#7fd0c0", 0), c=(520, 250, 950), user=True))
    for i in range(-1, 27):
        for j in range(-1, 18):
            x, y = 40 + i * 62, 36 + j * 62
            s.circle(x, y, 6.4, "#08313f", opacity=0.75)
            s.circle(x + 1.1, y + 1.4, 5.6, "#0a3c4b", opacity=0.6)
    img = flat(s)
    g = Svg()
    steel = g.lin("#f5f7f7", "#c3ced4", "#8293a1", v=(0, 0, 1, 0))
    steel_v = g.lin("#f5f7f7", "#c3ced4", "#8293a1")
    wood = g.lin("#f0c48c", "#d79a58", "#a86a35", v=(0, 0, 1, 0))
    red = g.lin("#f5a085", CORAL, "#b24a34", v=(0, 0, 1, 0))
    teal = g.lin("#6fd0bd", TEAL, "#1a6c66", v=(0, 0, 1, 0))
    sun = g.lin("#ffd27d", SUN, "#bd7410", v=(0, 0, 1, 0))
    inkg = g.lin("#46597f", "#22325a", "#111b35", v=(0, 0, 1, 0))
    # hammer
    g.open(transform="rotate(-8 250 520)")
    g.rect(226, 300, 48, 560, wood, r=20)
    g.rect(226, 640, 48, 220, red, r=20)
    for y in range(670, 840, 26):
        g.rect(232, y, 36, 7, INK, r=3, opacity=0.16)
    g.path("M128 214h58q10-12 26-12h76q20 2 32 20l66 34q8 6 0 14l-60-8q-22-2-36 10v56h-78v-56q-12-8-24-8h-60q-12 0-12-12v-26q0-12 12-12Z", steel_v)
    g.rect(116, 208, 22, 62, steel_v, r=6)
    g.close()
    # spanner
    g.open(transform="rotate(6 470 540)")
    g.path("M446 372L446 742Q446 760 434 772A62 62 0 1 0 506 772Q494 760 494 742V372Q496 352 512 340A66 66 0 0 0 520 232L498 254V304L470 322L442 304V254L420 232A66 66 0 0 0 428 340Q444 352 446 372ZM470 792a30 30 0 1 1 0 60a30 30 0 0 1 0-60Z", steel, fill_rule="evenodd")
    g.rect(460, 400, 20, 310, "#5f7180", r=10, opacity=0.35)
    g.close()
    # screwdrivers
    for x, c, tip in ((650, red, "flat"), (752, sun, "cross")):
        g.rect(x - 9, 520, 18, 250, steel, r=3)
        if tip == "flat":
            g.path(f"M{x - 9} 765L{x - 15} 812H{x + 15}L{x + 9} 765Z", steel)
        else:
            g.path(f"M{x - 9} 765L{x - 3} 812H{x + 3}L{x + 9} 765Z", steel)
        g.path(f"M{x - 34} 236q0-30 34-30t34 30v200q0 26-14 40l-6 48h-28l-6-48q-14-14-14-40Z", c)
        for dx in (-18, 0, 18):
            g.rect(x + dx - 3.5, 250, 7, 176, INK, r=3.5, opacity=0.18)
        g.rect(x - 27, 236, 6, 190, PAPER, r=3, opacity=0.45)
    # pliers
    g.open(transform="translate(948 540)")
    g.path("M-10 -40C-64 60 -92 150 -86 300q4 20 24 18t20-20C-44 190 -20 110 26 10Z", teal)
    g.path("M10 -40C64 60 92 150 86 300q-4 20 -24 18t-20-20C44 190 20 110 -26 10Z", teal)
    g.path("M-40 -20C-66 -90 -58 -190 -12 -318h10V-60L34 -6L10 40Z", steel)
    g.path("M40 -20C66 -90 58 -190 12 -318H2V-60L-34 -6L-10 40Z", steel)
    for y in range(-296, -150, 16):
        g.line(-12, y, 12, y + 5, "#5f7180", 3, opacity=0.6)
    g.circle(0, -14, 26, steel)
    g.circle(0, -14, 11, "#6e8090")
    g.close()
    # saw
    g.open(transform="translate(1130 214)")
    teeth = "".join("l-6 7.6l8 7.6" for _ in range(27))
    g.path(f"M18 236{teeth}H108L142 236Z", steel)
    g.path("M-6 44Q-10 6 30 4H128q36 2 38 36l-4 176q-2 32 -34 32H24q-30 0 -30-32l14-40q10-26 -2-52ZM40 66q-8 4-4 22q12 40 -4 76q-4 24 18 26h46q22 0 22-22V88q0-24 -24-24Z", wood, fill_rule="evenodd")
    for x, y in ((28, 30), (136, 30), (136, 220)):
        g.circle(x, y, 7, "#7b4a22")
    g.close()
    # set square and pencil
    g.open(transform="translate(1352 206)")
    g.path("M0 0L0 420H196ZM44 196L44 372H128Z", sun, fill_rule="evenodd")
    for i in range(1, 21):
        g.line(0, i * 20, 22 if i % 5 == 0 else 12, i * 20, INK, 2.4, opacity=0.55)
    g.close()
    g.open(transform="translate(1340 700) rotate(-24)")
    g.rect(0, 0, 190, 30, g.lin("#6fd0bd", TEAL, "#1a6c66"))
    g.rect(0, 10, 190, 9, PAPER, opacity=0.22)
    g.path("M190 0L240 15L190 30Z", "#f0d2a4")
    g.path("M224 10.2L240 15L224 19.8Z", INK)
    g.rect(-12, 0, 12, 30, steel_v)
    g.rect(-38, 0, 27, 30, CORAL, r=7)
    g.close()
    # tape
    g.circle(1430, 868, 86, inkg)
    g.circle(1430, 868, 62, sun)
    g.circle(1430, 868, 26, inkg)
    g.rect(1440, 926, 160, 28, g.lin("#ffe09c", "#f3b945"), r=2)
    for i in range(11):
        g.line(1452 + i * 14, 926, 1452 + i * 14, 944 if i % 5 == 0 else 937, INK, 2, opacity=0.6)
    g.rect(1350, 926, 96, 28, inkg, r=6)
    img = cast(img, raster(g), opacity=0.48, length=150, contact=14, colour="#03141c")
    return finish(img, "workbench-tools", grain=0.008)


def printer_3d():
    s = Svg()
    s.backdrop("#f8eedd", "#eec99b", "#ffffff", at=(0.36, 0.26), strength=0.85)
    s.circle(790, 480, 430, CORAL, opacity=0.16)
    s.rect(0, 900, W, 170, s.lin("#12546a", "#0d3d52"))
    s.rect(0, 900, W, 5, PAPER, opacity=0.3)
    img = flat(s)
    sp = Svg()
    x, y = 1278, 560
    sp.path(f"M{x - 50} 900L{x - 12} 560H{x + 12}L{x + 50} 900Z", sp.lin("#46597f", INK, v=(0, 0, 1, 0)))
    sp.circle(x, y, 172, sp.lin("#33456b", INK, v=(0, 0, 1, 1)))
    for k in range(15):
        r = 60 + k * 6.6
        sp.circle(x, y, r, "none", stroke=(CORAL, "#f0896c", "#d65f42")[k % 3], stroke_width=6.8)
    sp.circle(x, y, 56, sp.lin("#46597f", INK, v=(0, 0, 1, 1)))
    sp.circle(x, y, 22, SUN)
    img = cast(img, raster(sp), opacity=0.36, length=300, colour="#5a2c14")
    f = Svg()
    inkv = f.lin("#4b5e86", "#1f2e53", INK, v=(0, 0, 1, 0))
    inkh = f.lin("#4b5e86", "#22325a", INK)
    f.rect(400, 150, 54, 720, inkv, r=10)
    f.rect(1066, 150, 54, 720, inkv, r=10)
    f.rect(400, 140, 720, 60, inkh, r=14)
    f.rect(372, 806, 776, 96, inkh, r=16)
    f.rect(410, 884, 90, 26, INK, r=6)
    f.rect(1020, 884, 90, 26, INK, r=6)
    f.rect(420, 832, 150, 46, "#0b1427", r=8)
    f.rect(432, 842, 90, 8, "#6fe0c4", r=4)
    f.rect(432, 858, 60, 8, SUN, r=4)
    f.circle(1084, 854, 21, f.lin("#f29477", CORAL, "#a8462f", v=(0, 0, 1, 1)))
    f.circle(1084, 854, 8, PAPER, opacity=0.7)
    for xx in (424, 1090):
        f.rect(xx, 200, 7, 606, "#c9d4da", opacity=0.6)
    for yy in (352, 392):
        f.rect(430, yy, 660, 15, f.lin("#f3f6f6", "#8d9dab"), r=7)
    for xx in (392, 1058):
        f.rect(xx, 330, 70, 98, f.lin("#f29477", CORAL, "#a8462f", v=(0, 0, 1, 0)), r=10)
    f.path("M470 772H1050L1080 806H440Z", f.lin("#d6e2e4", "#93a8b3"))
    f.rect(440, 800, 640, 14, "#5c7182", r=4)
    img = cast(img, raster(f), opacity=0.34, length=320, colour="#5a2c14")
    v = Svg()
    rows = 31
    for i in range(rows):
        h = i / 37
        y = 764 - i * 8.7
        r = 118 + 46 * np.sin(h * 5.2 + 0.35) * (1 - 0.25 * h)
        n = 64
        for part in range(n):
            t0 = np.pi * part / n
            t1 = np.pi * (part + 1) / n
            rr = r * (1 + 0.085 * np.cos(6 * (t0 + h * 2.2)))
            rr1 = r * (1 + 0.085 * np.cos(6 * (t1 + h * 2.2)))
            sh = 0.55 + 0.45 * np.cos(t0 - 2.2) + 0.20 * np.cos(6 * (t0 + h * 2.2))
            c = mix(dark(TEAL, 0.5), light(TEAL, 0.5), float(np.clip(sh * 0.55 + 0.15, 0, 1)))
            xa, xb = 760 - rr * np.cos(t0), 760 - rr1 * np.cos(t1)
            ya, yb = y + 13 * np.sin(t0), y + 13 * np.sin(t1)
            v.line(xa, ya, xb, yb, c, 8.6)
    y = 764 - rows * 8.7
    img = cast(img, raster(v), opacity=0.30, length=160, contact=10)
    q = Svg()
    q.ellipse(760, y + 5, 128, 14, dark(TEAL, 0.6))
    q.ellipse(760, y + 5, 128, 14, "none", stroke=light(TEAL, 0.45), stroke_width=6)
    hx = 862
    tip = y + 10
    q.circle(hx, tip, 60, q.rad((0, SUN, 0.75), (1, SUN, 0)))
    q.path(f"M{hx - 8} {tip}h16l14 -26h-44Z", q.lin("#f7d9a0", "#b27a2a", v=(0, 0, 1, 0)))
    q.rect(hx - 34, tip - 62, 68, 38, q.lin("#e5ebec", "#8b9ca9", v=(0, 0, 1, 0)), r=5)
    for k in range(3):
        q.rect(hx - 34, tip - 56 + k * 11, 68, 4, INK, opacity=0.25)
    q.rect(hx - 72, tip - 190, 144, 132, q.lin("#f29477", CORAL, "#a8462f", v=(0, 0, 1, 0)), r=14)
    q.circle(hx, tip - 124, 42, "#0f1a33")
    for k in range(7):
        t = k * 2 * np.pi / 7
        q.stroke(f"M{hx} {tip - 124}q{22 * np.cos(t - 0.6):.1f} {22 * np.sin(t - 0.6):.1f} {36 * np.cos(t):.1f} {36 * np.sin(t):.1f}", "#6b7fa6", 6)
    q.circle(hx, tip - 124, 11, SUN)
    img = cast(img, raster(q), opacity=0.36, length=130, contact=9)
    tube = Svg()
    tube.stroke(f"M{hx} {tip - 190}C{hx} 120 1080 130 1150 464", CORAL, 6.5)
    img = over(img, raster(tube))
    return finish(img, "3d-printer", grain=0.008)


SCENES = {
    "circuit-board": circuit_board,
    "robot-arm": robot_arm,
    "bridge-model": bridge_model,
    "gears": gears,
    "code-terminal": code_terminal,
    "network-graph": network_graph,
    "workbench-tools": workbench_tools,
    "3d-printer": printer_3d,
}
