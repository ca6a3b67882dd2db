"""Make the people of the demo class from FER-2013: `uv run python tools/make_demo_people.py`.

Each person is a mean of many faces and nobody's picture. For each emotion, faces on whose FER+ votes annotators agree
are aligned on MTCNN's eyes and mouth, deduplicated, and registered by optical flow; their mean is the emotion. A person
adds to all seven means the same mean difference of several faces in brightness and in shape. Faces are chosen by votes
and similarity among themselves, never by what our own network predicts for them; the group of mouths for fear and
sadness was chosen by eye, with the network's metrics known.
"""

import argparse
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the project is not installed as a package

from classroom.emotions import ANGRY, DISGUST, EMOTIONS, FEAR, HAPPY, NEUTRAL, SAD, SURPRISE
from model.data.sheet_layout import read_sheets
from model.faces.finder import FaceFinder
from model.faces.pyramid import FACE_PX

Floats = NDArray[np.float32]
Rng = np.random.Generator

ROOT: Final = Path(__file__).resolve().parent.parent
SHARED: Final = ROOT.parent / "shared" / "fer2013"
SHEET: Final = ROOT / "monitor" / "capture" / "demo" / "people.png"
SIDE: Final = 96
PEOPLE: Final = 30
FACES_PER_PERSON: Final = 7
LEAST_SHARE: Final = {DISGUST: 0.4, FEAR: 0.5, ANGRY: 0.7, SAD: 0.7, HAPPY: 0.9, SURPRISE: 0.8, NEUTRAL: 0.9}
MOST_CANDIDATES: Final = 700
# The number of clusters of an emotion's faces, and the index of the chosen one, counted from the one most like neutral:
# a mean of shut and open mouths would be a blur. Chosen by eye; a class has no crying children.
GROUPS: Final = {ANGRY: (4, 2), DISGUST: (1, 0), FEAR: (4, 0), HAPPY: (1, 0), SAD: (4, 0), SURPRISE: (3, 1)}
EYES_NOSE_MOUTH: Final = np.array([[31.7, 39.3], [63.3, 39.3], [47.5, 73.1], [47.5, 57.3]], np.float32)
COPY_CORRELATION: Final = 0.82

YY, XX = np.mgrid[:SIDE, :SIDE].astype(np.float32)
OVAL: Final = ((XX - 47.5) / 33) ** 2 + ((YY - 48) / 44) ** 2 < 1


@dataclass(frozen=True, slots=True)
class Aligned:
    """Faces float32 (n, 96, 96) of mean 0 and deviation 1 in the oval, where they are `valid`, and their emotion."""

    faces: Floats
    valid: Floats
    emotion: NDArray[np.int64]

    def only(self, chosen: NDArray[Any]) -> "Aligned":
        """Return the selected faces."""
        return Aligned(self.faces[chosen], self.valid[chosen], self.emotion[chosen])


def blur(image: Floats, sigma: float) -> Floats:
    """Return the picture, blurred."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), np.float32)


def find_points(images: NDArray[np.uint8]) -> Floats:
    """Return MTCNN's five points of each 48 x 48 face, (n, 5, 2) in its pixels; NaN where no face is found."""
    finder, scale, border, per_row = FaceFinder(FACE_PX, min_confidence=0.95), 2, 40, 8
    tile = 48 * scale + 2 * border
    points = np.full((len(images), 5, 2), np.nan, np.float32)
    for start in range(0, len(images), per_row**2):
        mosaic = np.zeros((per_row * tile, per_row * tile), np.uint8)
        for place, image in enumerate(images[start : start + per_row**2]):
            y, x = (tile * part for part in divmod(place, per_row))
            large = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
            framed = cv2.copyMakeBorder(large, border, border, border, border, cv2.BORDER_REPLICATE)
            mosaic[y : y + tile, x : x + tile] = framed
        for face in finder.find(np.asarray(cv2.cvtColor(mosaic, cv2.COLOR_GRAY2BGR), np.uint8)):
            left, top, width, height = face.box_xywh
            column, row = int((left + width / 2) // tile), int((top + height / 2) // tile)
            place = start + row * per_row + column
            if height < 25 * scale or place >= len(images):
                continue
            corner = np.array([column * tile + border, row * tile + border])
            points[place] = (np.round(np.array(face.landmarks_xy, np.float32)) - corner) / scale
    return points


def frontal(points: Floats) -> NDArray[np.bool_]:
    """Return which faces look into the camera: nose and mouth lie between the eyes."""
    left, right, nose = points[:, 0], points[:, 1], points[:, 2]
    mouth = points[:, 3:].mean(1)
    across = right - left
    length = np.maximum(np.linalg.norm(across, axis=1), 1e-3)
    nose_off = np.abs(((nose - left) * across).sum(1) / length**2 - 0.5)
    mouth_off = np.abs(((mouth - left) * across).sum(1) / length**2 - 0.5)
    tall = np.linalg.norm(mouth - (left + right) / 2, axis=1) / length
    level = np.abs(across[:, 1]) < 0.27 * length
    return np.asarray((nose_off < 0.13) & (mouth_off < 0.12) & (tall > 0.8) & (tall < 1.35) & level)


def similarity(source: Floats, target: Floats) -> NDArray[np.float64]:
    """Return the 2 x 3 matrix of the similarity transform between the points with the least error (Umeyama 1991)."""
    source_mean, target_mean = source.mean(0), target.mean(0)
    a, b = source - source_mean, target - target_mean
    left, scales, right = np.linalg.svd(b.T @ a)
    sign = np.array([1.0, np.sign(np.linalg.det(left @ right))])
    turn = (left * sign) @ right * (scales * sign).sum() / (a**2).sum()
    return np.hstack([turn, (target_mean - turn @ source_mean)[:, None]])


def align(images: NDArray[np.uint8], points: Floats, emotion: NDArray[np.int64]) -> Aligned:
    """Return the faces warped onto common eyes and mouth, with even lighting."""
    faces, valid = [], []
    for image, five in zip(images, points, strict=True):
        matrix = similarity(np.stack([five[0], five[1], five[3:].mean(0), five[2]]), EYES_NOSE_MOUTH)
        seen = np.asarray(cv2.warpAffine(np.ones((48, 48), np.float32), matrix, (SIDE, SIDE)), np.float32)
        warp = cv2.warpAffine(image, matrix, (SIDE, SIDE), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
        faces.append(even_light(warp.astype(np.float32), seen))
        valid.append(seen)
    return Aligned(np.array(faces, np.float32), np.array(valid, np.float32), emotion)


def even_light(face: Floats, seen: Floats) -> Floats:
    """Return the face high-pass filtered, at mean 0 and deviation 1."""
    weight = (OVAL & (seen > 0.5)).astype(np.float32)
    slow = blur(face * weight, 16) / (blur(weight, 16) + 1e-3)
    flat = face - 0.7 * (slow - (face * weight).sum() / weight.sum())
    mean = (flat * weight).sum() / weight.sum()
    deviation = np.sqrt((((flat - mean) ** 2) * weight).sum() / weight.sum())
    return np.asarray(np.clip((flat - mean) / max(float(deviation), 1e-3), -3.5, 3.5) * seen, np.float32)


def in_oval(faces: Floats) -> Floats:
    """Return the pixels in the oval, one row a face, each of mean 0 and length 1."""
    rows = faces[:, OVAL]
    rows = rows - rows.mean(1, keepdims=True)
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6), np.float32)


def without_copies(aligned: Aligned) -> Aligned:
    """Return the faces without duplicates: FER-2013 holds many photographs several times, some mirrored."""
    rows, mirrored = in_oval(aligned.faces), in_oval(aligned.faces[..., ::-1])
    alike = np.maximum(rows @ rows.T, rows @ mirrored.T) > COPY_CORRELATION
    first = np.array([not alike[i, :i].any() for i in range(len(rows))])
    return aligned.only(first)


def group_of(aligned: Aligned, emotion: int, neutral: Floats, rng: Rng) -> Aligned:
    """Return the cluster of the emotion's faces that GROUPS names; the mouth has the largest weight in clustering."""
    faces = aligned.only(aligned.emotion == emotion)
    count, rank = GROUPS.get(emotion, (1, 0))
    mouth = (np.abs(YY - 76) < 14) & (np.abs(XX - 47.5) < 24)
    weight = np.sqrt(cv2.resize((OVAL * (1 + 2 * mouth)).astype(np.float32), (24, 24), interpolation=cv2.INTER_AREA))

    def mouth_features(face: Floats) -> Floats:
        return np.asarray(cv2.resize(face, (24, 24), interpolation=cv2.INTER_AREA) * weight, np.float32).ravel()

    features = np.array([mouth_features(face) for face in faces.faces])
    cv2.setRNGSeed(int(rng.integers(2**31 - 1)))
    rule = (cv2.TERM_CRITERIA_MAX_ITER, 50, 0.0)
    _, label, centres = cv2.kmeans(features, count, np.zeros((0, 0), np.int32), rule, 10, cv2.KMEANS_PP_CENTERS)
    order = np.argsort(((centres - mouth_features(neutral)) ** 2).sum(1))
    return faces.only(label.ravel() == order[rank])


def warped(image: Floats, flow: Floats) -> Floats:
    """Return the picture warped by the flow: at x the value of `image` at x + flow."""
    return np.asarray(
        cv2.remap(image, XX + flow[..., 0], YY + flow[..., 1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE),
        np.float32,
    )


def smooth(flow: Floats, sigma: float) -> Floats:
    """Return the flow, blurred."""
    return np.stack([blur(np.ascontiguousarray(flow[..., axis]), sigma) for axis in (0, 1)], axis=-1)


def flow_to(reference: Floats, face: Floats) -> Floats:
    """Return the smooth flow (96, 96, 2), at most 7 pixels, that registers the face to the reference."""
    finder = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    finder.setFinestScale(0)
    grey = [np.clip(128 + 45 * picture, 0, 255).astype(np.uint8) for picture in (reference, face)]
    flow = smooth(np.asarray(finder.calc(grey[0], grey[1], np.zeros((SIDE, SIDE, 2), np.float32))), 3.5)
    length = np.linalg.norm(flow, axis=-1, keepdims=True)
    return np.asarray(flow * np.minimum(1, 7 / np.maximum(length, 1e-6)), np.float32)


def sharp_mean(group: Aligned) -> tuple[Floats, Floats, Floats]:
    """Return the symmetric mean of the registered faces, those faces, and their flows."""

    def mean_of(faces: Floats, valid: Floats) -> Floats:
        mean = (faces * valid).sum(0) / (valid.sum(0) + 0.5)
        return np.asarray((mean + mean[:, ::-1]) / 2, np.float32)

    mean = mean_of(group.faces, group.valid)
    for _ in range(4):
        flows = np.array([flow_to(mean, face) for face in group.faces])
        onto = np.array([warped(face, flow) for face, flow in zip(group.faces, flows, strict=True)])
        far = (((onto - mean) ** 2) * OVAL).mean((1, 2))
        near = np.argsort(far)[: max(40, len(far) // 2)]
        mean = mean_of(onto[near], group.valid[near])
    return mean, onto, flows


def make_person(means: Floats, texture: Floats, shape: Floats) -> Floats:
    """Return the seven faces (7, 96, 96) of one person: the same brightness and shape differences on each emotion."""
    texture = 0.7 * texture + 0.3 * texture[:, ::-1]
    texture = texture - 0.6 * blur(texture, 14)
    # Hair, collars and edges of the seven differ most, and would overlap like wrinkles.
    inner = blur((((XX - 47.5) / 27) ** 2 + ((YY - 51) / 33) ** 2 < 1).astype(np.float32), 4)
    texture = texture * (0.25 + 0.75 * inner)
    mouth = blur((((XX - 47.5) / 20) ** 2 + ((YY - 74) / 11) ** 2 < 1).astype(np.float32), 4)
    mirrored = shape[:, ::-1] * np.array([-1, 1], np.float32)
    flow = -2.2 * smooth(np.asarray(0.5 * (shape + mirrored), np.float32), 5)
    faces = [warped(mean + 1.35 * texture * (1 - 0.75 * mouth), flow) for mean in means]
    return np.array([face + 0.9 * (face - blur(face, 1.8)) for face in faces], np.float32)


def make_people(aligned: Aligned, rng: Rng) -> Floats:
    """Return all people, (30, 7, 96, 96)."""
    neutral = np.asarray(aligned.faces[aligned.emotion == NEUTRAL].mean(0), np.float32)
    groups = [group_of(aligned, emotion, neutral, rng) for emotion in range(len(EMOTIONS))]
    for name, group in zip(EMOTIONS, groups, strict=True):
        print(f"{name}: mean of at least 40 of {len(group.faces)} faces")
    sharp = [sharp_mean(group) for group in groups]
    means = np.array([mean for mean, _, _ in sharp])
    textures = np.concatenate([sharp[e][1] - means[e] for e in (NEUTRAL, HAPPY)])
    shapes = np.concatenate([sharp[e][2] - sharp[e][2].mean(0) for e in (NEUTRAL, HAPPY)])
    people = []
    for _ in range(PEOPLE):
        chosen = rng.choice(len(textures), FACES_PER_PERSON, replace=False)
        people.append(make_person(means, textures[chosen].mean(0), shapes[chosen].mean(0)))
    return np.array(people)


def report_likeness(people: Floats, aligned: Aligned, rng: Rng) -> None:
    """Print the similarity of people to their nearest training face, and of training faces to one another.

    A mean resembles everybody, so the residual without the emotion's mean is compared as well.
    """
    means = np.array([aligned.faces[aligned.emotion == e].mean(0) for e in range(len(EMOTIONS))])
    some = rng.choice(len(aligned.faces), 210, replace=False)
    for name, faces, made in (
        ("whole faces", aligned.faces, people),
        ("without the emotion's mean", aligned.faces - means[aligned.emotion], people - people.mean(0)),
    ):
        both = np.concatenate([in_oval(faces), in_oval(faces[..., ::-1])])
        to_people = (in_oval(made.reshape(-1, SIDE, SIDE)) @ both.T).max(1)
        between = both[some] @ both.T
        between[np.arange(210), some] = between[np.arange(210), some + len(faces)] = -1
        for what, nearest in (("people", to_people), ("training faces", between.max(1))):
            print(f"{name}, nearest to {what}: correlation median {np.median(nearest):.2f}, most {nearest.max():.2f}")


def save(people: Floats, path: Path) -> None:
    """Write the sheet: a row a person, a column an emotion, mid-grey outside the oval."""
    mask = blur((((XX - 47.5) / 38) ** 2 + ((YY - 49) / 46) ** 2 < 1).astype(np.float32), 1.5)
    grey = np.clip(128 + 44 * people * mask, 0, 255).astype(np.uint8)
    cv2.imwrite(str(path), np.vstack([np.hstack(list(row)) for row in grey]), [cv2.IMWRITE_PNG_COMPRESSION, 9])
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


def main() -> None:
    """Read the faces, make the people, report their similarity to training faces."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=SHEET)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    faces = read_sheets(SHARED, "training")
    assert faces.votes is not None
    best = [np.argsort(-faces.votes[:, e], kind="stable")[:MOST_CANDIDATES] for e in range(len(EMOTIONS))]
    kept = [rows[faces.votes[rows, e] >= LEAST_SHARE[e]] for e, rows in enumerate(best)]
    chosen = np.concatenate(kept)
    emotion = np.repeat(np.arange(len(EMOTIONS)), [len(rows) for rows in kept])
    points = find_points(faces.images[chosen])
    good = frontal(points)
    aligned = without_copies(align(faces.images[chosen][good], points[good], emotion[good]))
    print(f"{len(chosen)} faces agreed on, {good.sum()} frontal, {len(aligned.faces)} without copies")
    people = make_people(aligned, rng)
    save(people, options.out)
    report_likeness(people, aligned, rng)


if __name__ == "__main__":
    main()
