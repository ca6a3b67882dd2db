"""The colours of the seven emotions, on pages, in reports and on pictures; distinct for colour-blind readers too.

Okabe and Ito's set with a grey for neutral.
"""

from typing import Final

EMOTION_COLOURS: Final = {
    "angry": "#D55E00",
    "disgust": "#009E73",
    "fear": "#CC79A7",
    "happy": "#E69F00",
    "sad": "#0072B2",
    "surprise": "#56B4E9",
    "neutral": "#767676",
}
