// The charts of a whole class: drawn for the range that is chosen, which a drag across one of them chooses for all.
"use strict";
Moodline.classCharts = (() => {
  const { asked } = Moodline.classSeries;
  const { timeline, local } = Moodline.moments;
  const { range } = Moodline;
  const { isoOf } = Moodline.time;
  const charts = Moodline.readJson("charts");
  const emotions = new Set((charts.mood?.data ?? []).map((trace) => trace.meta?.emotion));
  const hidden = new Set((asked.get("off") || "").split(",").filter((name) => name && emotions.has(name)));
  let points = null;
  let detail = null; // of a long class, the points of the range alone, thinned less

  function listen(element) {
    if (!element?.on || element.dataset.listens) return;
    element.dataset.listens = "yes";
    element.on("plotly_relayout", (change) => {
      const [begin, end] = [change["xaxis.range[0]"], change["xaxis.range[1]"]];
      const inChart = (moment) => local(String(moment).replace(" ", "T"));
      if (begin && end) range.choose(inChart(begin), inChart(end));
      else if (change["xaxis.autorange"]) range.chooseWhole();
    });
    element.on("plotly_doubleclick", range.chooseWhole);
    element.on("plotly_afterplot", Moodline.strips.draw); // in a window of another size, too
  }

  function draw() {
    const revision = range.key();
    const shown = detail?.key === revision ? detail.points : points;
    const options = { hidden, revision, buttons: [["toImage"]] };
    if (points.x.length) Moodline.charts.drawAll(charts, shown, range.shown().map(isoOf), options);
    for (const name of Object.keys(charts)) listen(document.getElementById(`chart-${name}`));
    Moodline.strips.draw();
  }

  function show(whole) {
    points = whole;
    draw();
  }

  function showDetail(key, fine) {
    detail = { key, points: fine };
    draw();
  }

  function showHighlights(marks) {
    if (charts.net_positivity) charts.net_positivity.marks.highlights = marks;
    draw();
  }

  const isThinned = () => timeline.samples > points.x.length;

  return { hidden, draw, show, showDetail, showHighlights, isThinned };
})();
