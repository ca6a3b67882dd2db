"""Define the seven emotions of FER-2013, in the label order that every array and table of the project follows."""

from typing import Final

EMOTIONS: Final = ("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral")
EMOTION_COUNT: Final = len(EMOTIONS)

ANGRY, DISGUST, FEAR, HAPPY, SAD, SURPRISE, NEUTRAL = range(EMOTION_COUNT)
