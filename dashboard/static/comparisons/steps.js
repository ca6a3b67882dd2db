// One class of a term by its place: its give or take in the chart, and its sentence below.
"use strict";
Moodline.steps = (() => {
  const { redraw } = Moodline.comparedCharts;
  let place = null;
  function step(element, figure, to) {
    const [points, shown] = figure.data;
    const { sentences, above, below, ids } = points.meta;
    place = to;
    const at = (column) => (to === null ? [] : [column[to]]);
    const words = document.querySelector("[data-steps-of] .pointed");
    words.textContent = to === null ? words.dataset.empty : sentences[to];
    for (const row of document.querySelectorAll("[data-class]")) {
      row.classList.toggle("pointed-at", to !== null && Number(row.dataset.class) === ids[to]);
    }
    Object.assign(shown, { x: at(points.x), y: at(points.y), error_y: { ...shown.error_y, array: at(above), arrayminus: at(below) } });
    return redraw(element, figure, null);
  }

  function hear(figure) {
    const element = document.querySelector("[data-figure=term]");
    if (!element || !figure?.data.length) return;
    const { ids } = figure.data[0].meta;
    for (const button of document.querySelectorAll("[data-step]")) {
      const by = Number(button.dataset.step);
      button.addEventListener("click", () => {
        const from = place ?? (by > 0 ? -1 : ids.length);
        step(element, figure, Math.min(Math.max(from + by, 0), ids.length - 1));
      });
    }
    const clear = () => step(element, figure, null);
    for (const row of document.querySelectorAll("[data-class]")) {
      const at = ids.indexOf(Number(row.dataset.class));
      if (at < 0) continue;
      const show = () => step(element, figure, at);
      row.addEventListener("pointerenter", ({ pointerType }) => pointerType === "mouse" && show());
      row.addEventListener("pointerleave", ({ pointerType }) => pointerType === "mouse" && clear());
      row.addEventListener("focusin", show);
      row.addEventListener("focusout", clear);
    }
    element.on("plotly_hover", ({ points: [point] }) => step(element, figure, point.pointNumber));
    element.addEventListener("mouseleave", clear);
  }

  return { hear };
})();
