"""Titles, alt texts, credits and focal points; writes pictures.json."""

from __future__ import annotations

import json
from pathlib import Path

DRAWN = "Verbund, gezeichnet für dieses Projekt"
SOURCE = "data/demo/make_pictures"
SK = "scikit-image 0.26.0 (PyPI), skimage/data/"

# key: (title de, title en, alt de, alt en, focal point x, y, w, h as shares of the picture)
TEXTS = {
    "microscope-cells": (
        "Zellen unter dem Mikroskop", "Cells under the microscope",
        "Zeichnung eines Zellverbands: leuchtende türkise Zellwände, in jeder Zelle ein orangefarbener Kern.",
        "Drawing of a sheet of cells: glowing turquoise membranes, an orange nucleus in every cell.",
        (0.2, 0.2, 0.6, 0.6)),
    "plant-leaf": (
        "Blatt und Blattzellen", "Leaf and leaf cells",
        "Zeichnung eines grünen Blatts mit Adernetz vor Orange; ein runder Ausschnitt zeigt vergrößerte Zellen mit Chloroplasten.",
        "Drawing of a green leaf with its net of veins on orange; a round inset shows enlarged cells with chloroplasts.",
        (0.3, 0.25, 0.65, 0.7)),
    "circuit-board": (
        "Leiterplatte", "Circuit board",
        "Zeichnung einer grünen Leiterplatte schräg von oben: Prozessor in der Mitte, Leiterbahnen, Chips, Kondensatoren und Leuchtdioden.",
        "Drawing of a green circuit board from above at an angle: processor in the centre, traces, chips, capacitors and LEDs.",
        (0.3, 0.25, 0.4, 0.5)),
    "robot-arm": (
        "Roboterarm", "Robot arm",
        "Zeichnung eines weiß-orangen Roboterarms, der einen gelben Würfel hält; eine gepunktete Linie zeigt seinen Weg auf einen Stapel aus drei Würfeln.",
        "Drawing of a white and orange robot arm holding a yellow cube; a dotted line shows its way onto a stack of three cubes.",
        (0.25, 0.18, 0.5, 0.66)),
    "bridge-model": (
        "Modell einer Fachwerkbrücke", "Model of a truss bridge",
        "Zeichnung einer Modellbrücke aus Stäben zwischen zwei Bücherstapeln; in der Mitte hängt ein Gewicht, die Farben zeigen Zug und Druck.",
        "Drawing of a model bridge made of bars between two stacks of books; a weight hangs in the middle, colours show tension and compression.",
        (0.15, 0.22, 0.7, 0.55)),
    "night-sky": (
        "Sternwarte unter der Milchstraße", "Observatory under the Milky Way",
        "Zeichnung einer kleinen Sternwarte auf einem Hügel, darüber Sterne, Milchstraße und eine Sternschnuppe.",
        "Drawing of a small observatory on a hill below stars, the Milky Way and a shooting star.",
        (0.15, 0.1, 0.7, 0.75)),
    "moon": (
        "Der Mond", "The Moon",
        "Zeichnung des fast vollen Mondes mit Kratern und dunklen Ebenen vor dem Nachthimmel, rechts liegt er im Schatten.",
        "Drawing of the nearly full Moon with craters and dark plains against the night sky, its right edge in shadow.",
        (0.3, 0.1, 0.53, 0.8)),
    "rocket": (
        "Rakete vor dem Start", "Rocket before launch",
        "Foto einer weißen Rakete vom Typ Falcon 9 in der Dämmerung auf der Startrampe zwischen Gittermasten.",
        "Photograph of a white Falcon 9 rocket at dusk on the launch pad between lattice towers.",
        (0.38, 0.25, 0.24, 0.7)),
    "galaxy": (
        "Tausende Galaxien", "Thousands of galaxies",
        "Foto des Weltraumteleskops Hubble: Tausende kleine, farbige Galaxien auf schwarzem Grund.",
        "Hubble Space Telescope photograph: thousands of small coloured galaxies on black.",
        (0.3, 0.2, 0.5, 0.6)),
    "chemistry-flasks": (
        "Glaskolben im Labor", "Flasks in the laboratory",
        "Zeichnung von Kolben, Becherglas und Reagenzgläsern mit bunten, perlenden Flüssigkeiten auf einem Labortisch.",
        "Drawing of flasks, a beaker and test tubes with colourful bubbling liquids on a laboratory bench.",
        (0.1, 0.15, 0.8, 0.68)),
    "crystal": (
        "Bergkristalle", "Rock crystals",
        "Zeichnung einer Gruppe durchscheinender, sechsseitiger Kristalle in Türkis und Orange auf dunklem Gestein.",
        "Drawing of a group of translucent six-sided crystals in turquoise and orange on dark rock.",
        (0.25, 0.1, 0.5, 0.78)),
    "wave-tank": (
        "Wellen überlagern sich", "Waves interfering",
        "Zeichnung einer Wasserfläche: von zwei gelben Kugeln gehen Kreiswellen aus und bilden ein Muster.",
        "Drawing of a water surface: circular waves spread from two yellow balls and form a pattern.",
        (0.2, 0.2, 0.6, 0.6)),
    "prism-spectrum": (
        "Licht im Prisma", "Light in a prism",
        "Zeichnung eines Glasprismas: ein weißer Lichtstrahl wird in die Farben des Regenbogens zerlegt.",
        "Drawing of a glass prism splitting a white beam of light into the colours of the rainbow.",
        (0.2, 0.3, 0.65, 0.55)),
    "magnet-field": (
        "Magnetfeld", "Magnetic field",
        "Zeichnung eines Stabmagneten mit Eisenspänen und Feldlinien, die von einem Ende zum anderen laufen.",
        "Drawing of a bar magnet with iron filings and field lines running from one end to the other.",
        (0.2, 0.2, 0.6, 0.6)),
    "code-terminal": (
        "Programmcode und Kurve", "Code and plot",
        "Zeichnung zweier Fenster: links einige Zeilen Programmcode, davor ein Diagramm mit einer Welle.",
        "Drawing of two windows: a few lines of code on the left, in front of it a plot of a wave.",
        (0.1, 0.12, 0.82, 0.74)),
    "network-graph": (
        "Ein Netz aus Netzen", "A network of networks",
        "Zeichnung eines Netzes: sieben große Knoten in Gelb, Orange und Türkis, jeder mit vielen kleinen verbunden.",
        "Drawing of a network: seven large nodes in yellow, orange and turquoise, each linked to many small ones.",
        (0.1, 0.1, 0.8, 0.78)),
    "workbench-tools": (
        "Werkzeugwand", "Tool wall",
        "Zeichnung einer Lochwand mit Hammer, Schraubenschlüssel, Schraubendrehern, Zange, Säge, Zeichendreieck, Bleistift und Maßband.",
        "Drawing of a pegboard with hammer, spanner, screwdrivers, pliers, saw, set square, pencil and tape measure.",
        (0.05, 0.15, 0.9, 0.72)),
    "3d-printer": (
        "3D-Drucker", "3D printer",
        "Zeichnung eines 3D-Druckers, der Schicht für Schicht eine türkise Vase druckt; daneben eine Rolle orangefarbenes Filament.",
        "Drawing of a 3D printer building a turquoise vase layer by layer, with a spool of orange filament beside it.",
        (0.22, 0.12, 0.7, 0.75)),
    "beehive": (
        "Bienen auf der Wabe", "Bees on the honeycomb",
        "Zeichnung von vier Bienen auf einer Honigwabe mit offenen, gefüllten und verdeckelten Zellen.",
        "Drawing of four bees on a honeycomb with open, filled and capped cells.",
        (0.2, 0.2, 0.5, 0.5)),
    "river-landscape": (
        "Messboje im Fluss", "Measuring buoy in the river",
        "Zeichnung einer Flusslandschaft mit Bäumen und Bergen; im Wasser schwimmt eine Messboje mit Solarzelle.",
        "Drawing of a river landscape with trees and mountains; a measuring buoy with a solar cell floats in the water.",
        (0.35, 0.3, 0.4, 0.62)),
    "wind-turbines": (
        "Windräder am Abend", "Wind turbines in the evening",
        "Zeichnung von Windrädern auf Hügeln vor einer großen, tief stehenden Sonne.",
        "Drawing of wind turbines on hills in front of a large low sun.",
        (0.3, 0.15, 0.5, 0.7)),
    "solar-panels": (
        "Solarfeld", "Solar field",
        "Zeichnung vieler Reihen blauer Solarmodule, in denen sich die Sonne spiegelt, dahinter Hügel.",
        "Drawing of many rows of blue solar panels reflecting the sun, with hills behind.",
        (0.1, 0.1, 0.6, 0.75)),
    "tower-of-blocks": (
        "Turm aus Bauklötzen", "Tower of building blocks",
        "Zeichnung eines hohen Turms aus bunten Bauklötzen auf einem runden Teppich.",
        "Drawing of a tall tower of colourful building blocks on a round rug.",
        (0.36, 0.1, 0.28, 0.85)),
    "kita-magnifier": (
        "Marienkäfer unter der Lupe", "Ladybird under the magnifier",
        "Zeichnung einer großen Lupe über einem Blatt; in der Linse sitzt vergrößert ein Marienkäfer, ringsum Gänseblümchen.",
        "Drawing of a large magnifying glass over a leaf with an enlarged ladybird in the lens and daisies around.",
        (0.24, 0.12, 0.44, 0.7)),
    "paper-planes": (
        "Papierflieger", "Paper planes",
        "Zeichnung von vier Papierfliegern zwischen Wolken vor einer großen gelben Sonne, gepunktete Linien zeigen die Flugbahnen.",
        "Drawing of four paper planes among clouds before a large yellow sun; dotted lines show their paths.",
        (0.4, 0.15, 0.45, 0.55)),
    "sound-waves": (
        "Schallwellen", "Sound waves",
        "Zeichnung einer Stimmgabel, von der bunte Wellenlinien ausgehen.",
        "Drawing of a tuning fork with colourful wave lines spreading from it.",
        (0.12, 0.08, 0.7, 0.85)),
    "map-germany": (
        "Netz über Deutschland", "Network across Germany",
        "Karte von Deutschland mit den sechzehn Ländern, darüber ein Netz aus leuchtenden Linien und Punkten.",
        "Map of Germany with its sixteen states and a network of glowing lines and dots across it.",
        (0.28, 0.03, 0.45, 0.94)),
    "gears": (
        "Zahnräder", "Gears",
        "Zeichnung ineinandergreifender Zahnräder in Blau, Orange, Gelb und Türkis.",
        "Drawing of meshing gears in blue, orange, yellow and turquoise.",
        (0.15, 0.1, 0.7, 0.8)),
    "astronaut": (
        "Die Astronautin Eileen Collins", "Astronaut Eileen Collins",
        "Porträtfoto der Astronautin Eileen Collins im orangefarbenen Raumanzug; hinter ihr das Modell einer Raumfähre.",
        "Portrait photograph of astronaut Eileen Collins in an orange space suit; behind her a model of a space shuttle.",
        (0.28, 0.02, 0.34, 0.6)),
    "bus-lab": (
        "Laborbus", "Lab bus",
        "Zeichnung eines Busses mit aufgeklappter Seite: drinnen Mikroskop, Bildschirm und Kolben auf einer Theke.",
        "Drawing of a bus with its side opened: inside a microscope, a screen and flasks on a counter.",
        (0.14, 0.15, 0.74, 0.68)),
}  # fmt: skip

SPECIAL = {
    "astronaut": {
        "credit": "NASA", "licence": "public-domain",
        "source": SK + "astronaut.png; NASA Great Images, https://flic.kr/p/r9qvLn", "people_shown": True,
    },
    "rocket": {
        "credit": "SpaceX", "licence": "public-domain",
        "source": SK + "rocket.jpg; https://www.flickr.com/photos/spacexphotos/16511594820/",
    },
    "galaxy": {
        "credit": "NASA, ESA, HUDF09 Team", "licence": "public-domain",
        "source": SK + "hubble_deep_field.jpg; http://hubblesite.org/newscenter/archive/releases/2012/37/image/a/",
    },
    "map-germany": {
        "credit": "© GeoBasis-DE / BKG (2017), Daten verändert", "licence": "GeoNutzV",
        "source": SOURCE + "; states.svg.json, https://www.bkg.bund.de",
    },
}  # fmt: skip


def write(out: Path) -> None:
    data = {}
    for key, (t_de, t_en, a_de, a_en, focal) in sorted(TEXTS.items()):
        data[key] = {
            "file": f"{key}.jpg",
            "title": {"de": t_de, "en": t_en},
            "alt": {"de": a_de, "en": a_en},
            "credit": DRAWN,
            "licence": "CC0-1.0",
            "source": SOURCE,
            "people_shown": False,
            "focal_point": list(focal),
        } | SPECIAL.get(key, {})
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    (out / "pictures.json").write_text(text, encoding="utf-8")
