"""Describe how the programs for video calls look: colours, bars, gaps, corners, names, frames."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from tools.call_pictures.pixels import Bgr


@dataclass(frozen=True, slots=True)
class CallShape:
    """One program's look; sizes in pixels of a window 1080 pixels high, colours in BGR.

    `fills_stage` is true where tiles take all of their cell, whatever its aspect; else they are 16:9. In the last row
    tiles are centred, or stretched over its width.
    """

    name: str
    title: str
    background_bgr: Bgr
    bar_bgr: Bgr
    ink_bgr: Bgr
    tile_bgr: Bgr
    panel_bgr: Bgr
    frame_bgr: Bgr
    title_px: int
    controls: Literal["bottom", "top"]
    controls_px: int
    gap_px: int
    margin_px: int
    radius_px: int
    frame_px: int
    caption: Literal["strip", "shadow", "pill"]
    fills_stage: bool = False
    last_row: Literal["centred", "stretched"] = "centred"
    speaker_strip: Literal["top", "right"] = "top"


def _grey(level: int) -> Bgr:
    return level, level, level


ZOOM: Final = CallShape(
    name="zoom",
    title="Zoom Meeting",
    background_bgr=_grey(0x1A),
    bar_bgr=_grey(0x1A),
    ink_bgr=_grey(0xE6),
    tile_bgr=_grey(0x33),
    panel_bgr=_grey(0xFF),
    frame_bgr=(92, 217, 35),
    title_px=32,
    controls="bottom",
    controls_px=66,
    gap_px=6,
    margin_px=8,
    radius_px=0,
    frame_px=4,
    caption="strip",
)
MEET: Final = CallShape(
    name="meet",
    title="Meet - Class 10b",
    background_bgr=(0x24, 0x21, 0x20),
    bar_bgr=(0x24, 0x21, 0x20),
    ink_bgr=(0xED, 0xEA, 0xE8),
    tile_bgr=(0x43, 0x40, 0x3C),
    panel_bgr=_grey(0xFF),
    frame_bgr=(0xF4, 0x85, 0x42),
    title_px=0,
    controls="bottom",
    controls_px=80,
    gap_px=10,
    margin_px=16,
    radius_px=10,
    frame_px=4,
    caption="shadow",
    speaker_strip="right",
)
TEAMS: Final = CallShape(
    name="teams",
    title="Class 10b | Microsoft Teams",
    background_bgr=_grey(0xF5),
    bar_bgr=_grey(0xEB),
    ink_bgr=_grey(0x24),
    tile_bgr=_grey(0xE0),
    panel_bgr=_grey(0xFF),
    frame_bgr=(0xC7, 0x5F, 0x5B),
    title_px=32,
    controls="top",
    controls_px=58,
    gap_px=6,
    margin_px=8,
    radius_px=5,
    frame_px=4,
    caption="pill",
    fills_stage=True,
    speaker_strip="right",
)
_VARIANTS: Final = (
    ZOOM,
    replace(
        ZOOM,
        name="zoom-dark",
        background_bgr=_grey(0x24),
        bar_bgr=_grey(0x24),
        panel_bgr=_grey(0x2E),
        radius_px=8,
        gap_px=8,
        frame_bgr=(0x4C, 0xE0, 0xDC),
    ),
    replace(
        ZOOM,
        name="zoom-light",
        background_bgr=_grey(0xF7),
        bar_bgr=_grey(0xFF),
        ink_bgr=_grey(0x22),
        tile_bgr=_grey(0x46),
        radius_px=8,
    ),
    MEET,
    replace(
        MEET,
        name="meet-dark",
        background_bgr=(0x14, 0x13, 0x13),
        bar_bgr=(0x14, 0x13, 0x13),
        tile_bgr=(0x2B, 0x29, 0x28),
        panel_bgr=(0x22, 0x20, 0x1F),
        frame_bgr=(0xFA, 0xC7, 0xA8),
        radius_px=16,
        gap_px=12,
    ),
    TEAMS,
    replace(TEAMS, name="teams-stretched", last_row="stretched"),
    replace(
        TEAMS,
        name="teams-dark",
        background_bgr=_grey(0x1F),
        bar_bgr=_grey(0x14),
        ink_bgr=_grey(0xE8),
        tile_bgr=_grey(0x33),
        panel_bgr=_grey(0x29),
        frame_bgr=(0xFA, 0x85, 0x7F),
        gap_px=4,
    ),
)
SHAPES: Final[Mapping[str, CallShape]] = {shape.name: shape for shape in _VARIANTS}
"""All shapes by name."""
