// The line that the reader points at: in a chart, by the buttons that name the lines, or by the list of classes.
"use strict";
Moodline.pointing = (() => {
  const { nameOf, redraw, isDrawn } = Moodline.comparedCharts;
  const NEAR_PX = 28; // a line is pointed at from so near

  // The pointer comes first, then the focus, then what was chosen by a press.
  const pointing = { over: null, focus: null, pressed: null };
  const pointed = () => pointing.over ?? pointing.focus ?? pointing.pressed;
  let figures = {};

  // The line next to the pointer, of those that a moment has a figure of.
  function nearest(element, { points, event }) {
    const { yaxis } = element._fullLayout;
    const top = event.clientY - element.getBoundingClientRect().top - yaxis._offset;
    const lines = points.filter(({ data }) => nameOf(data)).map(({ data, y }) => [Math.abs(yaxis.d2p(y) - top), nameOf(data)]);
    const [found] = lines.sort(([a], [b]) => a - b);
    return found && found[0] <= NEAR_PX ? found[1] : null;
  }

  function hear(element, figure) {
    if (element.dataset.hears) return;
    element.dataset.hears = "yes";
    const [alone, ...others] = new Set(figure.data.map(nameOf).filter(Boolean));
    if (!alone) return;
    if (!others.length) { // a chart of one line is pointed at as a whole
      element.addEventListener("mouseenter", () => point("over", alone));
      element.addEventListener("mouseleave", () => point("over", null));
      return;
    }
    element.on("plotly_hover", (found) => point("over", nearest(element, found)));
    element.on("plotly_unhover", () => point("over", null));
  }

  const drawnOf = () => [...document.querySelectorAll("[data-figure]")].filter(isDrawn);

  function point(how, name) {
    const before = pointed();
    pointing[how] = name;
    const now = pointed();
    for (const one of document.querySelectorAll("[data-line]")) one.classList.toggle("pointed-at", one.dataset.line === now);
    if (now === before) return;
    for (const element of drawnOf()) {
      const figure = figures[element.dataset.figure];
      if (!figure.data.some((trace) => [before, now].includes(nameOf(trace)) && nameOf(trace))) continue;
      redraw(element, figure, now);
    }
  }

  function hearKeys(all) {
    figures = all;
    for (const one of document.querySelectorAll("[data-line]")) {
      const { line } = one.dataset;
      one.addEventListener("pointerenter", ({ pointerType }) => pointerType === "mouse" && point("over", line));
      one.addEventListener("pointerleave", ({ pointerType }) => pointerType === "mouse" && point("over", null));
      one.addEventListener("focusin", ({ target }) => target.matches(":focus-visible") && point("focus", line));
      one.addEventListener("focusout", () => point("focus", null));
      if (!one.matches("button")) continue;
      one.addEventListener("click", () => {
        point("pressed", pointing.pressed === line ? null : line);
        for (const key of document.querySelectorAll("button[data-line]")) {
          key.setAttribute("aria-pressed", String(key.dataset.line === pointing.pressed));
        }
      });
    }
  }

  return { pointed, hear, hearKeys };
})();
