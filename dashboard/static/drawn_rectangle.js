// A rectangle that is drawn on a picture with the mouse or a finger. One of the page's tools draws at a time.
"use strict";
Moodline.drawnRectangle = (() => {
  const frame = document.getElementById("picture-frame");
  const outline = document.getElementById("rectangle-drawn");
  let tool = null; // { moved(rectangle), released(rectangle, point), stopped(), hasOutline }
  let startedAt = null;

  function place(element, { left, top, width, height }) {
    Object.assign(element.style, { left: `${left * 100}%`, top: `${top * 100}%`, width: `${width * 100}%`, height: `${height * 100}%` });
  }

  function show(rectangle) {
    place(outline, rectangle);
    outline.hidden = false;
  }

  const hide = () => { outline.hidden = true; };

  function pointOf(event) {
    const box = frame.getBoundingClientRect();
    const within = (value) => Math.min(1, Math.max(0, value));
    return { x: within((event.clientX - box.left) / box.width), y: within((event.clientY - box.top) / box.height) };
  }

  // In shares (0 to 1) of the picture.
  const between = (one, other) => ({
    left: Math.min(one.x, other.x), top: Math.min(one.y, other.y),
    width: Math.abs(other.x - one.x), height: Math.abs(other.y - one.y),
  });

  function begin(next) {
    stop();
    tool = { hasOutline: true, moved: () => {}, released: () => {}, stopped: () => {}, ...next };
    frame.classList.add("drawing");
    return tool;
  }

  // Stops what draws now, or only one tool, as `begin` returned it.
  function stop(only = tool) {
    if (tool === null || tool !== only) return;
    const { stopped } = tool;
    tool = null;
    startedAt = null;
    hide();
    frame.classList.remove("drawing");
    stopped();
  }

  function move(event) {
    if (!startedAt || !tool) return;
    const rectangle = between(startedAt, pointOf(event));
    if (tool.hasOutline) show(rectangle);
    tool.moved(rectangle);
  }

  frame.addEventListener("pointerdown", (event) => {
    if (!tool) return;
    event.preventDefault();
    frame.setPointerCapture(event.pointerId);
    startedAt = pointOf(event);
  });
  frame.addEventListener("pointermove", move);
  frame.addEventListener("pointerup", (event) => {
    move(event);
    if (!startedAt || !tool) return;
    const rectangle = between(startedAt, pointOf(event));
    const at = startedAt;
    startedAt = null;
    tool.released(rectangle, at);
  });
  frame.addEventListener("pointercancel", () => {
    startedAt = null;
    hide();
  });

  return { begin, stop, show, hide, place, frame };
})();
