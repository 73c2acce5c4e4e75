"""What the crowd wrote in the last 30 days, with the accounts in between (all invented).

Most write German; who grew up with English writes English. Somebody writes on every day.
"""

import datetime as dt

from django.db import transaction

from cms.cms_demo.people import DEMO_NETWORK
from cms.demo import DemoPart, demo_parts
from cms.models import Network
from community.cms_demo.posts import DemoPost, load_post
from community.models import Post

SOLDERING = "Löten am Freitag"
TEACHERS = "Lehrkräfte der Musterregion"
HYDROGEN = "Wasserstoff erklären"

MONTH_POSTS = (
    DemoPost(
        "mai-exempel",
        28,
        "Unsere Schule hat seit gestern einen 3D-Drucker und niemanden, der ihn bedienen "
        "kann. Wer zeigt uns an einem Nachmittag, wie man anfängt?",
        (
            ("hassan-schablone", "Ich habe Zeit am Donnerstag und bringe Material mit."),
            ("mai-exempel", "Das ist ein Wort. Raum 112, ab 14 Uhr, es gibt Kuchen."),
        ),
        ("olga-exempel", "coordinator", "quirin-exempel"),
    ),
    DemoPost(
        "greta-vorlage",
        26,
        "Wir haben zwei Plätze für ein Schülerpraktikum in der Elektronikwerkstatt frei, "
        "jeweils zwei Wochen vor den Ferien. Fragen gern hier.",
        (
            ("kira-exempel", "Geht das auch schon ab Klasse 8?"),
            ("greta-vorlage", "Ja. Nur an die Fräse lassen wir erst ab 15."),
        ),
        ("kira-exempel", "teacher"),
    ),
    DemoPost(
        "mai-probe",
        25,
        "Gestern war ich zum ersten Mal wieder in meinem alten Labor, diesmal als "
        "Betreuerin. Die Pipetten sind noch dieselben.",
        (("alumna", "Auch die mit dem grünen Klebeband?"), ("mai-probe", "Genau die.")),
        ("alumna", "olga-probe"),
    ),
    DemoPost(
        "elif-exempel",
        24,
        "I moved here last year and still look for people who tinker with amateur radio. "
        "Is there a club in the region, or shall we start one?",
        (
            ("finn-schablone", "There are four of us in a cellar in Musterhausen. Come by."),
            ("elif-exempel", "I will, thank you. I bring an antenna and biscuits."),
        ),
        ("mentor", "finn-schablone"),
    ),
    DemoPost(
        "samir-vorlage",
        23,
        "Meine Tochter will programmieren, hat aber keinen Rechner für sich. Verleiht hier "
        "jemand Geräte an Familien?",
        (
            ("coordinator", "Ja, die Musterbibliothek. Du brauchst nur einen Ausweis."),
            ("samir-vorlage", "Hat geklappt, wir haben heute eines geholt."),
        ),
        ("carla-schablone", "aylin-schablone"),
    ),
    DemoPost(
        "mentor",
        22,
        "Für die nächste Messbox fehlen uns Lüfter, 40 Millimeter, 5 Volt. Schaut in eure "
        "Schubladen, bevor wir neue bestellen.",
        (("greta-vorlage", "Ich habe sechs gefunden und lege sie dir ins Fach."),),
        ("samir-muster", "finn-schablone"),
        group=SOLDERING,
    ),
    DemoPost(
        "olga-exempel",
        21,
        "Hat jemand eine Versuchsreihe zu Dichte, die ohne Quecksilber auskommt und in eine "
        "Doppelstunde passt? Klasse 7, 28 Kinder.",
        (
            ("quirin-exempel", "Salzwasser in Schichten, mit Trinkhalm. Anleitung folgt."),
            ("teacher", "Und rohe Eier. Die vergisst niemand."),
            ("olga-exempel", "Beides ausprobiert. Ein Ei hat es nicht überlebt."),
        ),
        ("aylin-vorlage", "teacher"),
        group=TEACHERS,
    ),
    DemoPost(
        "ida-vorlage",
        20,
        "Unsere Auszubildenden bauen ein Windrad, das auf einen Schulhof passt. Welche "
        "Schule hat einen Hof mit Wind?",
        (
            ("aylin-vorlage", "Wir. Es pfeift dort seit dreißig Jahren."),
            ("ida-vorlage", "Dann kommen wir mit dem Messgerät, passt der Montag?"),
        ),
        ("coordinator", "aylin-vorlage", "samir-exempel"),
    ),
    DemoPost(
        "quirin-probe",
        18,
        "Wie erklärt man einem Siebtklässler, was ein Elektrolyseur macht, ohne das Wort "
        "Ion zu sagen? Ich sammle Sätze.",
        (
            ("mai-probe", "Er trennt Wasser in die zwei Gase, aus denen es besteht."),
            ("alumna", "Mit einer Batterie und zwei Bleistiften kann man es zeigen."),
        ),
        ("olga-probe", "alumna"),
        group=HYDROGEN,
    ),
    DemoPost(
        "quirin-exempel",
        17,
        "Wer von euch hat Erfahrung mit Rechnern aus Spenden? Uns wurden 15 Stück "
        "angeboten, alle sieben Jahre alt.",
        (
            ("olga-vorlage", "Nehmt sie, mit einem freien System laufen sie noch lange."),
            ("quirin-exempel", "Danke, genau so machen wir es. Zwölf laufen schon."),
        ),
        ("mai-exempel", "teacher"),
    ),
    DemoPost(
        "samir-probe",
        16,
        "Next Thursday I give a talk about traffic lights that learn. Pupils are welcome, "
        "and nobody has to know any mathematics beforehand.",
        (("quirin-probe", "Is it recorded? I am on a train at that time."),),
        ("olga-probe", "editor", "elif-exempel"),
    ),
    DemoPost(
        "kira-vorlage",
        15,
        "Die Werkführung gestern hat länger gedauert als geplant, weil niemand gehen wollte. "
        "Danke an die 9a für die vielen Fragen.",
        (("mai-exempel", "Sie reden von nichts anderem. Dürfen wir wiederkommen?"),),
        ("mai-exempel", "coordinator"),
    ),
    DemoPost(
        "carla-schablone",
        14,
        "Gibt es am Wochenende etwas für Kinder im Grundschulalter? Meine beiden haben alle "
        "Brücken aus Papier schon gebaut.",
        (
            ("coordinator", "Am Samstag ist die Garage der Tüftelkiste offen, ab zehn."),
            ("carla-schablone", "Wir waren da. Jetzt haben wir ein Funkgerät."),
        ),
        ("samir-vorlage",),
    ),
    DemoPost(
        "finn-vorlage",
        13,
        "Nur in dieser Woche: Schulrucksäcke zum halben Preis im Musterladen. Bestellt "
        "gleich über mich.",
    ),
    DemoPost(
        "samir-muster",
        13,
        "Kurze Frage zur Lötstation 3: Sie wird nur noch handwarm. Sicherung oder Heizung?",
        (
            ("mentor", "Miss einmal zwischen Stift 1 und 2. Unter 3 Ohm ist sie gesund."),
            ("samir-muster", "1,8 Ohm. Es war das Kabel, sie geht wieder."),
        ),
        ("mentor",),
        group=SOLDERING,
    ),
    DemoPost(
        "aylin-vorlage",
        12,
        "Der Wind auf unserem Hof ist jetzt amtlich: im Mittel 4,1 Meter in der Sekunde. Die "
        "Kinder haben die Tabelle selbst geführt.",
        (("ida-vorlage", "Das reicht. Wir bringen den Mast in der nächsten Woche."),),
        ("ida-vorlage", "teacher", "coordinator", "samir-exempel"),
    ),
    DemoPost(
        "olga-probe",
        10,
        "Ich habe meine Abschlussarbeit abgegeben. Wer wissen will, wie man Algen zählt, "
        "darf mich jetzt alles fragen.",
        (
            ("mai-probe", "Glückwunsch. Wie viele waren es denn?"),
            ("olga-probe", "In einem Tropfen ungefähr neunhundert."),
        ),
        ("mai-probe", "alumna", "mentor"),
    ),
    DemoPost(
        "mai-vorlage",
        9,
        "Wir suchen für den Herbst jemanden, der bei uns eine Ausbildung im Labor beginnen "
        "will. Ein Schnuppertag geht jederzeit.",
        (("samir-exempel", "Ich frage in meiner Zehnten. Zwei kämen in Frage."),),
        ("samir-exempel",),
    ),
    DemoPost(
        "samir-exempel",
        8,
        "Vertretung gesucht: Am Mittwoch in der dritten Stunde brauche ich jemanden für die "
        "Roboter-AG. Alles ist aufgebaut.",
        (("kira-exempel", "Ich übernehme. Wo liegt der Schlüssel zum Schrank?"),),
        ("teacher",),
        group=TEACHERS,
    ),
    DemoPost(
        "olga-probe",
        7,
        "Unser Versuch mit der Zitrone und dem kleinen Motor läuft seit vier Tagen. Film "
        "dazu liegt bei den Dateien.",
        (("quirin-probe", "Wie viele Zitronen sind es inzwischen?"),),
        ("mai-probe", "alumna"),
        group=HYDROGEN,
    ),
    DemoPost(
        "finn-schablone",
        6,
        "Im Repair-Café fehlt uns jemand für Fahrräder. Einmal im Monat, samstags, mit "
        "Kaffee und ohne Verpflichtung.",
        (
            ("aylin-probe", "Ich kann schrauben, aber nur mit Anleitung. Geht das?"),
            ("finn-schablone", "Das ist die beste Art. Bis Samstag."),
        ),
        ("hassan-schablone", "coordinator"),
    ),
    DemoPost(
        "elif-probe",
        5,
        "Hat jemand ein altes Oszilloskop, das er nicht mehr braucht? Ich lerne "
        "Mechatronik und möchte zu Hause üben.",
        (("mentor", "Bei mir steht eines. Es wiegt zwölf Kilo, nimm ein Auto."),),
        ("samir-muster",),
    ),
    DemoPost(
        "coordinator",
        4,
        "Die Termine bis zu den Ferien stehen im Kalender. Neu dabei: der Labortag, für den "
        "wir noch Mikroskope suchen.",
        (("teacher", "Vier können wir ausleihen. Ich bringe sie am Vortag."),),
        ("teacher", "mai-exempel", "ida-vorlage"),
    ),
    DemoPost(
        "carla-vorlage",
        2,
        "Welche Frage stellt ihr am Anfang einer Stunde über Energie? Meine ist seit Jahren "
        "dieselbe, und ich möchte eine bessere.",
        (
            ("olga-exempel", "Was kostet es, einen Tag lang das Licht brennen zu lassen?"),
            ("mai-exempel", "Wie lange müsste man dafür treten?"),
            ("carla-vorlage", "Die zweite nehme ich. Danke euch beiden."),
        ),
        ("olga-exempel", "quirin-exempel"),
    ),
    DemoPost(
        "elif-exempel",
        1,
        "Our radio club now meets every second Tuesday in Musterhausen. We have a cellar, "
        "five people and, since yesterday, an antenna on the roof.",
        (("finn-schablone", "Und es hat nur einmal durchgeregnet."),),
        ("finn-schablone", "editor"),
    ),
    DemoPost(
        "ida-vorlage",
        0,
        "Das Windrad dreht sich. Gerade eben, zum ersten Mal, mit sechzig Kindern, die "
        "rückwärts gezählt haben.",
        (),
        ("aylin-vorlage", "coordinator"),
    ),
)  # fmt: skip


@transaction.atomic
def load_month_posts(now: dt.datetime) -> int:
    """Write what is missing: who has posted is not asked to do so again."""
    network = Network.objects.get(source_key=DEMO_NETWORK)
    crowd = Post.objects.filter(author__user__username__startswith="demo-")
    if crowd.beginning().filter(network=network).exists():
        return 0
    # Early enough today for the thanks to lie behind us.
    start = now - dt.timedelta(hours=6)
    count = sum(load_post(demo, network, start) for demo in MONTH_POSTS)
    # Nobody is told of what is a month old.
    Post.objects.filter(network=network).update(told_at=now)
    return count


demo_parts.register(
    DemoPart(name="community.month_posts", load=load_month_posts, order=181)
)
