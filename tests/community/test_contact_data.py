"""What in a text leads elsewhere is found, however it is written, and what does not is left (CO35)."""

import time

import pytest

from community.contact_data import (
    LEFT_OUT,
    find_contact_data,
    leave_out_contact_data,
    mark_contact_data,
)

FOUND = [
    ("schreib an kim@example.org", "mail"),
    ("kim @ example.org", "mail"),
    ("kim.muster@mail.example.org bitte", "mail"),
    ("kim at example punkt org", "mail"),
    ("kim (at) example (punkt) org", "mail"),
    ("kim(ät)example.org", "mail"),
    ("kim ät example dot com", "mail"),
    ("kim [at] example [dot] de", "mail"),
    ("kim klammeraffe example punkt de", "mail"),
    ("kim punkt muster at example punkt de", "mail"),
    ("ich bin kim15 bei gmx", "mail"),
    ("kim at gmx", "mail"),
    ("my gmail is kim", "mail"),
    ("\uff4b\uff49\uff4d\uff20example.org", "mail"),
    ("ki\u200bm@exam\u200bple.org", "mail"),
    ("0171 2345678", "phone"),
    ("01712345678", "phone"),
    ("+49 171 234 56 78", "phone"),
    ("(06131) 12 34 56", "phone"),
    ("0 1 7 1 2 3 4 5 6 7", "phone"),
    ("0-1-7-1-2-3-4-5-6-7", "phone"),
    ("0171/23.45.67", "phone"),
    ("\uff10\uff11\uff17\uff11\uff12\uff13\uff14\uff15\uff16\uff17", "phone"),
    ("null eins sieben eins zwei drei vier fünf", "phone"),
    ("Null Eins Sieben Eins, zwei drei vier", "phone"),
    ("null171 zwei drei vier fünf", "phone"),
    ("zero one seven one two three four", "phone"),
    ("nulleinssiebeneinszweidreivier", "phone"),
    ("meine Nummer ist 12 34 56", "phone"),
    ("ruf mich an: 23456", "phone"),
    ("call me on 234567", "phone"),
    ("https://example.org/x", "link"),
    ("http : //example.org", "link"),
    ("hxxps://example.org", "link"),
    ("www.example.org", "link"),
    ("www . example . org", "link"),
    ("schau auf example.org/kim", "link"),
    ("example punkt de", "link"),
    ("example (dot) com slash kim", "link"),
    ("wa.me/49171", "link"),
    ("t-seite.online", "link"),
    ("hast du WhatsApp", "platform"),
    ("what's app", "platform"),
    ("Whats App geht auch", "platform"),
    ("mein insta ist kim", "platform"),
    ("Instagram", "platform"),
    ("snap mich", "platform"),
    ("auf Snapchat", "platform"),
    ("tik tok", "platform"),
    ("TikTok", "platform"),
    ("discord?", "platform"),
    ("Telegram", "platform"),
    ("schreib mir auf Signal", "platform"),
    ("wir sehen uns über Zoom", "platform"),
    ("message me on Signal", "platform"),
    ("ich heiße @kim_15", "platform"),
    ("Musterstraße 12", "street"),
    ("Muster-Str. 5a", "street"),
    ("Birkenweg 7", "street"),
    ("Am Alten Markt 5", "street"),
    ("In der Aue 12b", "street"),
    ("Goethe Platz 3", "street"),
    ("12 Example Street", "street"),
    ("54321 Musterstadt", "street"),
]
LEFT = [
    "Wie war deine Woche?",
    "How was your week at school?",
    "Wir treffen uns am Mittwoch, 3. März 2027, um 14:00 Uhr.",
    "Der Kurs ist am 03.03.2027 um 14 Uhr.",
    "Vom 03.03.2027 bis 05.03.2027",
    "2027-03-03 14:00",
    "Im Schuljahr 2026/2027",
    "Die Jahre 1990-2020",
    "Das sind 1.000.000 Punkte.",
    "Pi ist 3,14159265.",
    "Pi is 3.14159265.",
    "Zwei von drei Aufgaben habe ich.",
    "one or two of them",
    "Das Signal ist zu schwach.",
    "Der Punkt liegt auf der Geraden.",
    "That is a good point.",
    "Im Kapitel 5 steht mehr.",
    "Am Montag 14 Uhr",
    "Im März 12 Tage lang",
    "Ich bin 15 und in Klasse 9b.",
    "Der Roboter fährt 20 cm.",
    "Das kostet 12,50 Euro.",
    "Look at the screen. Then press the button.",
    "Achtung, das ist heiß!",
    "Auf dem Weg zur Schule",
    "Die Straße ist gesperrt.",
    "z. B. Mathe, d. h. Zahlen",
    "Bei 25 °C siedet nichts.",
    "20000 Schritte am Tag",
    "12 000 m",
    "if x == 3: print(x)",
    "",
]


@pytest.mark.requirement("CO35")
@pytest.mark.parametrize(("text", "kind"), FOUND)
def test_contact_data_is_found(text, kind):
    assert kind in [hit.kind for hit in find_contact_data(text)]


@pytest.mark.requirement("CO35")
@pytest.mark.parametrize("text", LEFT)
def test_ordinary_text_is_left(text):
    assert find_contact_data(text) == []


@pytest.mark.requirement("CO35")
def test_only_what_is_found_goes():
    text = "Hallo Mira, 0171 2345678 😀 oder kim@example.org. Bis bald"

    assert leave_out_contact_data(text) == (
        f"Hallo Mira, {LEFT_OUT} 😀 oder {LEFT_OUT}. Bis bald"
    )
    assert "".join(part.text for part in mark_contact_data(text)) == text


@pytest.mark.requirement("CO35", "A21")
@pytest.mark.parametrize(
    "text",
    [
        "a" * 4000 + "!",
        "1." * 2000,
        "a@" * 2000,
        "null " * 800,
        "( " * 2000,
        "a b " * 1000,
        "\u0301" * 4000,
    ],
)
def test_hostile_text_costs_no_time(text):
    began = time.perf_counter()
    find_contact_data(text)

    assert time.perf_counter() - began < 0.2
