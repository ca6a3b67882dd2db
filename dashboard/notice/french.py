"""Write the notice and the receipt in French."""

from typing import Final

from dashboard.notice.texts import NoticeTexts, ReceiptTexts

_WATCHES: Final = (
    "Un programme sur l’ordinateur de l’enseignant regarde l’image de l’appel ou de la caméra pendant le cours."
)
_KEPT: Final = (
    "Ces chiffres avec l’heure, le titre et les réglages du cours, et ce que l’enseignant note sur le cours. Si une"
    " question est posée à la classe : combien de fois chaque réponse a été donnée, à partir de {group} réponses.",
    "La durée de conservation est de {period}. Ensuite, le programme les supprime dès qu’il est de nouveau utilisé.",
)

FRENCH: Final = NoticeTexts(
    name="Français",
    direction="ltr",
    title="Moodline fonctionne pendant ce cours",
    to_parents="Pour les parents et responsables légaux. Cette page dit ce qu’un programme fait dans le cours de votre"
    " enfant.",
    headings={
        "runs": "Ce qui fonctionne",
        "why": "Pourquoi",
        "counted": "Ce qui est compté",
        "kept": "Ce qui est conservé, et jusqu’à quand",
        "never": "Ce qui n’est jamais conservé",
        "left_out": "Comment ne pas être compté",
        "ask": "À qui s’adresser",
    },
    always={
        "why": (
            "Pour que l’enseignant voie comment le cours se passe pour la classe entière.",
            "Ce n’est fait ni pour les notes, ni pour la discipline, ni pour contrôler la présence d’une personne, ni"
            " pour juger le personnel.",
        ),
        "never": (
            "Aucune image, aucune vidéo, aucun son.",
            "Aucun nom, aucun visage, rien sur une personne en particulier.",
            "Les images sont seulement dans la mémoire de l’ordinateur, et seulement tant que le programme fonctionne.",
        ),
        "left_out": (
            "Une personne qui ne veut pas être comptée le dit à l’enseignant avant le cours.",
            "Sa place dans l’image est alors noircie avant que le programme cherche des visages.",
            "Ou bien elle laisse sa caméra éteinte : il n’y a alors aucun visage à trouver.",
        ),
        "ask": (
            "L’enseignant répond aux questions.",
            "Après le cours, l’enseignant peut montrer ce qui a été enregistré.",
        ),
    },
    by_mode={
        "mood": {
            "runs": (
                _WATCHES,
                "Il trouve les visages, et un réseau de neurones devine l’expression de chacun.",
                "Il se trompe souvent, et une expression n’est pas un sentiment.",
            ),
            "counted": (
                "Le nombre de personnes visibles.",
                "Et la moyenne des expressions du groupe entier, seulement à partir de {group} visages.",
            ),
            "kept": _KEPT,
        },
        "participation": {
            "runs": (
                _WATCHES,
                "Il trouve les visages et les compte.",
                "Il ne lit aucune expression et ne reconnaît personne.",
            ),
            "counted": ("Le nombre de personnes visibles, et rien d’autre.",),
            "kept": _KEPT,
        },
    },
    one_day="1 jour",
    many_days="{days} jours",
    small_group="Ici, un groupe peut avoir moins de cinq personnes (à partir de {group}) : on peut alors deviner ce qui"
    " concerne une seule personne.",
    contact="Contact :",
    receipt=ReceiptTexts(
        title="Ce qui a été enregistré de ce cours",
        rows={
            "mood": "Lignes : {rows}, de {begin} à {end}. Dans chacune : l’heure, le nombre de personnes visibles et"
            " des"
            " chiffres techniques de l’ordinateur.",
            "participation": "Lignes : {rows}, de {begin} à {end}. Dans chacune : l’heure, le nombre de personnes"
            " visibles et des chiffres techniques de l’ordinateur. Aucune expression.",
        },
        moods="Lignes avec les expressions moyennes du groupe entier et leur dispersion : {moods}",
        markers="Moments marqués par l’enseignant : {count}",
        notes="Caractères de notes : {count}",
        answers="Nombre de fois où des réponses ont été comptées : {count}",
        excluded="Périodes que l’enseignant a exclues : {count}",
        places="Places exclues de l’image : {count}",
        plan="Parties du plan du cours : {count}",
        slides="Changements de diapositive : {count}",
        unseen="Périodes où rien n’était visible : {count}",
        of_the_class="Aussi : le titre, le groupe, les heures et les réglages du cours ; et, dans un journal, quand"
        " quelque chose a été fait avec ces données.",
        kept_until="Conservé jusqu’au {day}. Ensuite, le programme le supprime dès qu’il est de nouveau utilisé.",
        nothing_else="Le programme n’a rien enregistré d’autre : aucune image, aucun son, aucun nom, rien sur une"
        " personne en particulier.",
        files="Les rapports et fichiers que l’enseignant a enregistrés ne sont pas supprimés en même temps.",
    ),
)
