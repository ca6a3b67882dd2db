// The pages over several classes: their charts, from the figures that the page carries.
"use strict";
(() => {
  const { draw } = Moodline.comparedCharts;
  const { pointed, hear, hearKeys } = Moodline.pointing;
  let figures = {};

  async function drawAll() {
    for (const element of document.querySelectorAll("[data-figure]")) {
      const figure = figures[element.dataset.figure];
      // What is folded away is drawn when it is opened.
      if (!figure || !element.checkVisibility()) continue;
      await draw(element, figure, pointed());
      hear(element, figure);
    }
    document.body.dataset.drawn = "yes";
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (!document.getElementById("figures")) return;
    figures = Moodline.readJson("figures");
    hearKeys(figures);
    drawAll().then(() => Moodline.steps.hear(figures.term));
    document.addEventListener("themechange", drawAll);
    for (const fold of document.querySelectorAll("details:has([data-figure])")) fold.addEventListener("toggle", drawAll);
    let waiting = 0;
    window.addEventListener("resize", () => {
      clearTimeout(waiting);
      waiting = setTimeout(drawAll, 200); // the letters' places hang on the chart's size
    });
  });
})();
