// A part of a screen, drawn with the mouse on the screen's picture, or written in per cent of it.
"use strict";
Moodline.area = (() => {
  const { drawnRectangle, percentFields } = Moodline;
  const field = (id) => document.getElementById(id);
  const form = field("area-form");
  const fields = percentFields("area", ["left", "top", "width", "height"]);
  const LEAST_SHARE = 0.02;
  let screen = null; // left, top, width and height on the desktop, in pixels
  let onChosen = () => {};

  function closed() {
    form.hidden = true;
    field("area-begin").hidden = screen === null;
  }

  function open() {
    drawnRectangle.begin({ moved: fields.write, stopped: closed });
    form.hidden = false;
    field("area-begin").hidden = true;
    fields.write({ left: 0, top: 0, width: 1, height: 1 });
  }

  // The screen whose picture is shown, null for a source that is none.
  function offer(rectangle, { isWanted = false } = {}) {
    screen = rectangle;
    drawnRectangle.stop();
    closed();
    if (screen && isWanted) open();
  }

  form.addEventListener("input", () => drawnRectangle.show(fields.shares()));
  field("area-begin").addEventListener("click", open);
  field("area-cancel").addEventListener("click", () => drawnRectangle.stop());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const area = fields.shares();
    if (Math.min(area.width, area.height) < LEAST_SHARE) return;
    const [left, top, width, height] = screen;
    const pixels = [left + area.left * width, top + area.top * height, area.width * width, area.height * height];
    offer(null);
    onChosen(`area:${pixels.map(Math.round).join(",")}`);
  });

  return { offer, whenChosen: (act) => { onChosen = act; } };
})();
