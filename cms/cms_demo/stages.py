"""The pages of the seven education stages, with a sentence each."""

import datetime as dt

from cms.operations.stages import add_stage_pages

INTRODUCTIONS = {
    ("kita", "de"): "Staunen, fragen, ausprobieren: was es für Kinder vor der Schule gibt.",
    ("kita", "en"): "Wonder, ask, try: what there is for children before school.",
    ("primary", "de"): "Bauen, messen, entdecken: Angebote für die Grundschule.",
    ("primary", "en"): "Build, measure, discover: offers for primary schools.",
    ("lower-secondary", "de"): "Labor, Werkstatt, Wettbewerb: was die Klassen 5 bis 10 mitmachen können.",
    ("lower-secondary", "en"): "Lab, workshop, competition: what years 5 to 10 can join.",
    ("upper-secondary", "de"): "Forschen, vertiefen, sich orientieren: Angebote für die Oberstufe.",
    ("upper-secondary", "en"): "Research, go deeper, find a direction: offers for upper secondary schools.",
    ("vocational-training", "de"): "Was Auszubildende weiterbringt, und wie der Weg in die Ausbildung gelingt.",
    ("vocational-training", "en"): "What helps apprentices on, and how the way into training succeeds.",
    ("university", "de"): "Vom Frühstudium bis zum Abschluss: Angebote rund um das Studium.",
    ("university", "en"): "From early studies to the degree: offers around university.",
    ("first-job", "de"): "Der Schritt in den Beruf, und wie man andere mitnimmt.",
    ("first-job", "en"): "The step into a job, and how to take others along.",
}  # fmt: skip


def load_stages(now: dt.datetime) -> int:
    return add_stage_pages(introductions=INTRODUCTIONS)
