"""Normal forms of values."""

import pytest

from cms.validators.slugs import make_slug


@pytest.mark.requirement("ED9", "ED5")
@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("MINT-Region Münsterlandkreis Süd", "mint-region-muensterlandkreis-sued"),
        ("Straße der Größe", "strasse-der-groesse"),
        ("GROẞE ÄRZTE", "grosse-aerzte"),
        ("Mu\u0308nster", "muenster"),
        ("Région Léman", "region-leman"),
        ("zdi-Zentrum Lippe.MINT", "zdi-zentrum-lippe-mint"),
        ("Göttingen/Northeim – Osterode", "goettingen-northeim-osterode"),
        ("»Kepler-Seminar« A³ e. V.", "kepler-seminar-a3-e-v"),
        ("Łódź & Ærø", "lodz-aeroe"),
        ("東京", ""),
        ("…", ""),
    ],
)
def test_slug_writes_german_letters_out(text, slug):
    assert make_slug(text) == slug


@pytest.mark.requirement("ED9")
def test_long_slug_ends_with_a_whole_word():
    assert make_slug("drei kleine wörter", max_length=14) == "drei-kleine"
    assert make_slug("x" * 30, max_length=10) == "x" * 10
