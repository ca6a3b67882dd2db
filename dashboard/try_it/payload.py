"""Turn what was read in a picture into JSON, in the reader's language."""

from typing import Any

from classroom.emotions import EMOTIONS
from dashboard.charts.palette import emotion_label
from dashboard.language.numbers import percent, thousands
from dashboard.language.translate import say
from dashboard.monitors.payload import sentences
from dashboard.try_it.service import ReadPicture

Payload = dict[str, Any]


def try_it_payload(found: ReadPicture) -> Payload:
    """Return `is_ready`, the network's `quality` as a sentence, the `faces`, and the `trouble` with the picture."""
    read = found.read or {}
    return {
        "is_ready": found.is_ready,
        "quality": quality_sentence(found.quality),
        "faces": [_face(each) for each in read.get("faces", ())],
        "trouble": sentences(read.get("trouble", ())),
    }


def quality_sentence(quality: dict[str, Any] | None) -> str:
    """Return how often the network is wrong by its record, and about what the most; empty where that is not known."""
    if quality is None:
        return ""
    found, emotion = min((row[place], EMOTIONS[place]) for place, row in enumerate(quality["confusion"]))
    return say(
        "It named {wrong} of {faces} faces that it had not learnt from otherwise than most people do, and {most} of "
        "those that people call “{emotion}”.",
        wrong=percent(1 - quality["accuracy"]),
        faces=thousands(quality["faces"]),
        most=percent(1 - found),
        emotion=emotion_label(emotion),
    )


def _face(face: dict[str, Any]) -> Payload:
    emotions = face["emotions"]
    return {
        "track": face["track"],
        "box_xywh": face["box_xywh"],
        "emotions": None if emotions is None else dict(zip(EMOTIONS, emotions, strict=True)),
    }
