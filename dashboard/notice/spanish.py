"""Write the notice and the receipt in Spanish."""

from typing import Final

from dashboard.notice.texts import NoticeTexts, ReceiptTexts

_WATCHES: Final = (
    "Un programa en el ordenador de quien da la clase mira la imagen de la llamada o de la cámara durante la clase."
)
_KEPT: Final = (
    "Estas cifras con su hora, el título y los ajustes de la clase, y lo que anota sobre ella quien la da. Si se"
    " hace una"
    " pregunta a la clase: cuántas veces se dio cada respuesta, a partir de {group} respuestas.",
    "Se conservan durante {period}. Después el programa las borra la próxima vez que se use.",
)

SPANISH: Final = NoticeTexts(
    name="Español",
    direction="ltr",
    title="Moodline funciona en esta clase",
    to_parents="Para madres, padres y tutores. Esta página dice qué hace un programa en la clase de su hija o hijo.",
    headings={
        "runs": "Qué funciona",
        "why": "Para qué",
        "counted": "Qué se cuenta",
        "kept": "Qué se conserva, y hasta cuándo",
        "never": "Qué no se conserva nunca",
        "left_out": "Cómo quedar fuera",
        "ask": "A quién preguntar",
    },
    always={
        "why": (
            "Para que quien da la clase vea cómo va la clase en su conjunto.",
            "No sirve para poner notas, ni para la disciplina, ni para controlar la asistencia de nadie, ni para juzgar"
            " al personal.",
        ),
        "never": (
            "Ninguna imagen, ningún vídeo, ningún sonido.",
            "Ningún nombre, ninguna cara, nada sobre una sola persona.",
            "Las imágenes están solo en la memoria del ordenador, y solo mientras el programa funciona.",
        ),
        "left_out": (
            "Quien no quiera ser contado lo dice antes de la clase.",
            "Su lugar en la imagen se pone entonces en negro, antes de que el programa busque caras.",
            "O deja la cámara apagada: entonces no hay ninguna cara que encontrar.",
        ),
        "ask": (
            "Las preguntas las responde quien da la clase.",
            "Después de la clase puede mostrar lo que se guardó.",
        ),
    },
    by_mode={
        "mood": {
            "runs": (
                _WATCHES,
                "Encuentra las caras, y una red neuronal supone la expresión de cada una.",
                "Se equivoca a menudo, y una expresión no es un sentimiento.",
            ),
            "counted": (
                "Cuántas personas se ven.",
                "Y la media de las expresiones de todo el grupo, solo a partir de {group} caras.",
            ),
            "kept": _KEPT,
        },
        "participation": {
            "runs": (
                _WATCHES,
                "Encuentra las caras y las cuenta.",
                "No lee ninguna expresión y no reconoce a nadie.",
            ),
            "counted": ("Cuántas personas se ven, y nada más.",),
            "kept": _KEPT,
        },
    },
    one_day="1 día",
    many_days="{days} días",
    small_group="Aquí un grupo puede tener menos de cinco personas (a partir de {group}): se podría deducir algo de una"
    " sola persona.",
    contact="Contacto:",
    receipt=ReceiptTexts(
        title="Qué se guardó de esta clase",
        rows={
            "mood": "Filas: {rows}, de {begin} a {end}. En cada una: la hora, el número de personas visibles y cifras"
            " técnicas del ordenador.",
            "participation": "Filas: {rows}, de {begin} a {end}. En cada una: la hora, el número de personas visibles y"
            " cifras técnicas del ordenador. Ninguna expresión.",
        },
        moods="Filas con las expresiones medias de todo el grupo y su dispersión: {moods}",
        markers="Momentos marcados por quien dio la clase: {count}",
        notes="Caracteres de notas: {count}",
        answers="Veces que se contaron respuestas: {count}",
        excluded="Períodos excluidos por quien dio la clase: {count}",
        places="Lugares excluidos de la imagen: {count}",
        plan="Partes del plan de la clase: {count}",
        slides="Cambios de diapositiva: {count}",
        unseen="Períodos en los que no se vio nada: {count}",
        of_the_class="Además: título, grupo, horas y ajustes de la clase; y, en un registro, cuándo se hizo algo con"
        " ella.",
        kept_until="Se conserva hasta el {day}. Después el programa lo borra la próxima vez que se use.",
        nothing_else="El programa no guardó nada más: ninguna imagen, ningún sonido, ningún nombre, nada sobre una sola"
        " persona.",
        files="Los informes y archivos que guardó quien dio la clase no se borran con ella.",
    ),
)
