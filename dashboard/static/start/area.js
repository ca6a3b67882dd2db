// A part of a screen, drawn with the mouse on the screen's picture, or written in per cent of it.
"use strict";
Moodline.area = (() => {
  const field = (id) => document.getElementById(id);
  const frame = field("picture-frame");
  const drawn = field("area-drawn");
  const form = field("area-form");
  const sides = ["left", "top", "width", "height"];
  const LEAST_SHARE = 0.02;
  let screen = null; // left, top, width and height on the desktop, in pixels
  let startedAt = null;
  let onChosen = () => {};

  const shares = () => Object.fromEntries(sides.map((side) => [side, field(`area-${side}`).valueAsNumber / 100]));

  function show({ left, top, width, height }) {
    Object.assign(drawn.style, { left: `${left * 100}%`, top: `${top * 100}%`, width: `${width * 100}%`, height: `${height * 100}%` });
    drawn.hidden = false;
  }

  function write(area) {
    for (const side of sides) field(`area-${side}`).value = Math.round(area[side] * 1000) / 10;
    show(area);
  }

  function place(event) {
    const box = frame.getBoundingClientRect();
    const within = (value) => Math.min(1, Math.max(0, value));
    return { x: within((event.clientX - box.left) / box.width), y: within((event.clientY - box.top) / box.height) };
  }

  function draw(event) {
    if (!startedAt) return;
    const now = place(event);
    write({
      left: Math.min(startedAt.x, now.x), top: Math.min(startedAt.y, now.y),
      width: Math.abs(now.x - startedAt.x), height: Math.abs(now.y - startedAt.y),
    });
  }

  function open() {
    form.hidden = false;
    frame.classList.add("drawing");
    field("area-begin").hidden = true;
    write({ left: 0, top: 0, width: 1, height: 1 });
    drawn.hidden = true;
  }

  function close() {
    form.hidden = true;
    drawn.hidden = true;
    frame.classList.remove("drawing");
    field("area-begin").hidden = screen === null;
  }

  // The screen whose picture is shown, null for a source that is none.
  function offer(rectangle, { isWanted = false } = {}) {
    screen = rectangle;
    close();
    if (screen && isWanted) open();
  }

  frame.addEventListener("pointerdown", (event) => {
    if (form.hidden) return;
    event.preventDefault();
    frame.setPointerCapture(event.pointerId);
    startedAt = place(event);
  });
  frame.addEventListener("pointermove", draw);
  frame.addEventListener("pointerup", (event) => {
    draw(event);
    startedAt = null;
  });
  form.addEventListener("input", () => show(shares()));
  field("area-begin").addEventListener("click", open);
  field("area-cancel").addEventListener("click", close);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const area = shares();
    if (Math.min(area.width, area.height) < LEAST_SHARE) return;
    const [left, top, width, height] = screen;
    const pixels = [left + area.left * width, top + area.top * height, area.width * width, area.height * height];
    offer(null);
    onChosen(`area:${pixels.map(Math.round).join(",")}`);
  });

  return { offer, whenChosen: (act) => { onChosen = act; } };
})();
