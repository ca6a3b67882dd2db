"""Show a call with the demo's invented people in a window of an X11 screen: a program of its own, as Zoom is one."""

import sys
import time
from itertools import count
from pathlib import Path
from typing import Final

import numpy as np
from Xlib import X
from Xlib.display import Display

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # the project is not installed as a package

from monitor.capture.demo.gallery import Gallery
from monitor.capture.demo.lesson import Lesson

PEOPLE: Final = 9
WIDTH: Final = 960
HEIGHT: Final = 540
STRIP: Final = 60
"""Rows of the picture that go into one request of X11."""


def show(title: str, program: str) -> None:
    """Open the window, and draw the lesson into it, second by second, until the process is ended."""
    display = Display()
    screen = display.screen()
    window = screen.root.create_window(30, 30, WIDTH, HEIGHT, 0, screen.root_depth, background_pixel=screen.black_pixel)
    window.set_wm_name(title)
    window.set_wm_class(program, program)
    # What a window manager says of a window that is open: programs list no other.
    state = display.get_atom("WM_STATE")
    window.change_property(state, state, 32, [1, 0])
    window.map()
    context = window.create_gc()
    gallery = Gallery(Lesson.load(PEOPLE), WIDTH, HEIGHT)
    for second in count(30):
        picture = gallery.draw(second).image_bgr
        pixels = np.dstack([picture, np.zeros((HEIGHT, WIDTH, 1), np.uint8)])
        for top in range(0, HEIGHT, STRIP):
            strip = pixels[top : top + STRIP].tobytes()
            window.put_image(context, 0, top, WIDTH, STRIP, X.ZPixmap, screen.root_depth, 0, strip)
        display.sync()
        sys.stdout.write(f"{second}\n")
        sys.stdout.flush()
        time.sleep(1)


if __name__ == "__main__":
    show(*sys.argv[1:])
