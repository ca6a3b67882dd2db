// The charts of the class that runs: its points so far, and each new one as it comes.
"use strict";
Moodline.liveCharts = (() => {
  const { isoOf, millisecondsOf } = Moodline.time;
  const { ask } = Moodline.requests;
  const { say } = Moodline.text;
  const MOST_POINTS = 2500;
  const LEAST_MS = 10000; // the shortest time that the charts show
  const page = document.body.dataset;
  const charts = Moodline.readJson("charts");
  const marks = { markers: [], excluded: [] };
  const rangesIn = (markersTag) => markersTag.slice(8); // the tag of the excluded ranges that the series leaves out
  let points = null;
  let lastId = 0;
  let leftOut = rangesIn(page.markersTag || "");
  let minutes = 15;

  function range() {
    if (!minutes || !points.x.length) return null;
    const end = millisecondsOf(points.x[points.x.length - 1]);
    const start = Math.max(end - minutes * 60000, millisecondsOf(points.x[0]));
    return [Math.min(start, end - LEAST_MS), end].map(isoOf);
  }

  // What the quiet mode or a closed fold hides has no size to be drawn at.
  const inView = ([name]) => document.getElementById(`chart-${name}`)?.checkVisibility();
  function draw() {
    if (points) Moodline.charts.drawAll(Object.fromEntries(Object.entries(charts).filter(inView)), points, range());
  }

  function showMarks() {
    for (const [name, figure] of Object.entries(charts)) figure.marks = { ...marks, letters: name === "mood" };
    draw();
  }

  function showMarkers(markers) {
    marks.markers = markers.map(({ x, letter, time, label, note }) => (
      { x, letter, label, title: `${time} ${label}${note ? `: ${note}` : ""}` }
    ));
    showMarks();
  }

  async function load() {
    const own = `/api/v1/classes/${page.classId}/excluded-ranges`;
    const [series, ranges] = await Promise.all([page.seriesUrl, own].map(async (from) => (await ask(from)).json()));
    points = series.points;
    lastId = series.last_sample_id;
    marks.excluded = ranges.excluded_ranges.map(({ begin_x: x, end_x: endX, begin, end }) => (
      { begin: x, end: endX, label: say("left_out"), title: say("left_out_title", { begin, end }) }
    ));
    showMarks();
  }

  async function take(live) {
    const leftOutNow = rangesIn(live.markers_tag);
    if (live.reload_series || leftOutNow !== leftOut || points.x.length > MOST_POINTS) {
      await load();
      leftOut = leftOutNow;
    } else if (live.last_sample_id > lastId) {
      for (const [name, column] of Object.entries(points)) column.push(...live.points[name]);
      lastId = live.last_sample_id;
      draw();
    }
  }

  // Each fold has these buttons, and all charts follow them.
  const buttons = document.querySelectorAll("[data-minutes]");
  buttons.forEach((button) => button.addEventListener("click", () => {
    minutes = Number(button.dataset.minutes);
    buttons.forEach((other) => other.setAttribute("aria-pressed", String(other.dataset.minutes === button.dataset.minutes)));
    draw();
  }));
  document.querySelectorAll(".fold").forEach((fold) => fold.addEventListener("toggle", draw));
  document.addEventListener("themechange", draw);
  document.addEventListener("quietchange", draw);
  document.addEventListener("markers", (event) => showMarkers(event.detail));

  return { load, take, isLoaded: () => points !== null, lastId: () => lastId };
})();
