// The charts of a report's classes, whose figures the file itself holds. Each class is drawn when it comes near, and a
// stretch that is chosen in one of its charts is shown in all of them.
"use strict";
(() => {
  const classes = () => [...document.querySelectorAll("script.report-figures")].map((block) => {
    const { key, charts, series } = JSON.parse(block.textContent);
    const named = Object.fromEntries(Object.entries(charts).map(([name, figure]) => [`${key}-${name}`, figure]));
    return { article: block.closest("article"), charts: named, points: series.points, range: null, isDrawn: false };
  });

  function draw(one) {
    Moodline.charts.drawAll(one.charts, one.points, one.range);
    if (one.isDrawn) return;
    one.isDrawn = true;
    for (const name of Object.keys(one.charts)) {
      document.getElementById(`chart-${name}`)?.on("plotly_relayout", (change) => follow(one, change));
    }
  }

  function follow(one, change) {
    const whole = change["xaxis.autorange"];
    const begin = change["xaxis.range[0]"] ?? change["xaxis.range"]?.[0];
    const end = change["xaxis.range[1]"] ?? change["xaxis.range"]?.[1];
    if (!whole && (begin === undefined || end === undefined)) return;
    const range = whole ? null : [begin, end].map((moment) => String(moment).replace(" ", "T"));
    if (String(range) === String(one.range)) return;
    one.range = range;
    draw(one);
  }

  document.addEventListener("DOMContentLoaded", () => {
    const all = classes();
    const near = new IntersectionObserver((seen) => {
      for (const { isIntersecting, target } of seen) {
        const one = all.find(({ article }) => article === target);
        if (isIntersecting && !one.isDrawn) draw(one);
      }
    }, { rootMargin: "600px" });
    all.forEach(({ article }) => near.observe(article));
    document.addEventListener("themechange", () => all.filter((one) => one.isDrawn).forEach(draw));
    window.addEventListener("beforeprint", () => all.forEach(draw));
  });
})();
