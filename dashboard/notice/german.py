"""Write the notice and the receipt in German."""

from typing import Final

from dashboard.notice.texts import NoticeTexts, ReceiptTexts

_WATCHES: Final = (
    "Ein Programm auf dem Computer der Lehrkraft sieht sich während der Stunde das Bild des Anrufs oder der Kamera an."
)
_KEPT: Final = (
    "Diese Zahlen mit ihren Zeiten, Titel und Einstellungen der Stunde, und was die Lehrkraft zum Unterricht notiert."
    " Wenn die Klasse etwas gefragt wird: wie oft jede Antwort kam, ab {group} Antworten.",
    "Sie werden {period} lang aufbewahrt. Danach löscht sie das Programm, sobald es wieder läuft.",
)

GERMAN: Final = NoticeTexts(
    name="Deutsch",
    direction="ltr",
    title="In dieser Stunde läuft Moodline",
    to_parents="Für Eltern und Sorgeberechtigte. Diese Seite sagt, was ein Programm im Unterricht Ihres Kindes macht.",
    headings={
        "runs": "Was läuft",
        "why": "Wozu",
        "counted": "Was gezählt wird",
        "kept": "Was aufbewahrt wird, und bis wann",
        "never": "Was nie aufbewahrt wird",
        "left_out": "Wie man nicht mitgezählt wird",
        "ask": "Wen man fragen kann",
    },
    always={
        "why": (
            "Damit die Lehrkraft sieht, wie die Stunde für die Klasse als Ganzes läuft.",
            "Es ist nicht für Noten da, nicht für Disziplin, nicht für die Anwesenheit einzelner Personen und nicht zur"
            " Beurteilung von Personal.",
        ),
        "never": (
            "Kein Bild, kein Video, kein Ton.",
            "Kein Name, kein Gesicht, nichts über eine einzelne Person.",
            "Bilder sind nur im Arbeitsspeicher des Computers, und nur solange das Programm läuft.",
        ),
        "left_out": (
            "Wer nicht mitgezählt werden möchte, sagt es der Lehrkraft vor der Stunde.",
            "Der Platz im Bild wird dann geschwärzt, bevor das Programm nach Gesichtern sucht.",
            "Oder die Kamera bleibt aus: Dann ist kein Gesicht zu finden.",
        ),
        "ask": ("Fragen beantwortet die Lehrkraft.", "Nach der Stunde kann sie zeigen, was gespeichert wurde."),
    },
    by_mode={
        "mood": {
            "runs": (
                _WATCHES,
                "Es findet die Gesichter, und ein neuronales Netz schätzt den Ausdruck jedes Gesichts.",
                "Es irrt sich oft, und ein Gesichtsausdruck ist kein Gefühl.",
            ),
            "counted": (
                "Wie viele Personen zu sehen sind.",
                "Und das Mittel der Gesichtsausdrücke der ganzen Gruppe, nur ab {group} Gesichtern.",
            ),
            "kept": _KEPT,
        },
        "participation": {
            "runs": (
                _WATCHES,
                "Es findet die Gesichter und zählt sie.",
                "Es liest keine Gesichtsausdrücke und erkennt niemanden wieder.",
            ),
            "counted": ("Wie viele Personen zu sehen sind, und sonst nichts.",),
            "kept": _KEPT,
        },
    },
    one_day="1 Tag",
    many_days="{days} Tage",
    small_group="Eine Gruppe kann hier weniger als fünf Personen haben (ab {group}): Einzelne können erkennbar sein.",
    contact="Kontakt:",
    receipt=ReceiptTexts(
        title="Was von dieser Stunde gespeichert wurde",
        rows={
            "mood": "Zeilen: {rows}, von {begin} bis {end}. In jeder: die Zeit, wie viele Personen zu sehen waren, und"
            " technische Zahlen des Computers.",
            "participation": "Zeilen: {rows}, von {begin} bis {end}. In jeder: die Zeit, wie viele Personen zu sehen"
            " waren, und technische Zahlen des Computers. Kein Gesichtsausdruck.",
        },
        moods="Zeilen mit den mittleren Gesichtsausdrücken der ganzen Gruppe und deren Streuung: {moods}",
        markers="Momente, die die Lehrkraft markiert hat: {count}",
        notes="Zeichen an Notizen: {count}",
        answers="Wie oft Antworten gezählt wurden: {count}",
        excluded="Zeiten, die die Lehrkraft weggelassen hat: {count}",
        places="Plätze, die im Bild ausgelassen wurden: {count}",
        plan="Abschnitte des Unterrichtsplans: {count}",
        slides="Wie oft die Folien wechselten: {count}",
        unseen="Zeiten, in denen nichts zu sehen war: {count}",
        of_the_class="Außerdem: Titel, Gruppe, Zeiten und Einstellungen der Stunde; und in einem Protokoll, wann"
        " etwas mit"
        " ihr gemacht wurde.",
        kept_until="Aufbewahrt bis {day}. Danach löscht es das Programm, sobald es wieder läuft.",
        nothing_else="Sonst hat das Programm nichts gespeichert: kein Bild, keinen Ton, keinen Namen, nichts über eine"
        " einzelne Person.",
        files="Berichte und Dateien, die die Lehrkraft von dieser Stunde gespeichert hat, werden dabei nicht gelöscht.",
    ),
)
