// The charts of a whole class: on its page (figures fetched) and in its report (figures within).
"use strict";
document.addEventListener("DOMContentLoaded", async () => {
  const charts = Moodline.readJson("charts");
  const within = document.getElementById("series");
  const note = document.getElementById("chart-note");
  let series;
  try {
    if (within) series = JSON.parse(within.textContent);
    else {
      const answer = await fetch(document.body.dataset.seriesUrl, { cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      series = await answer.json();
    }
  } catch {
    note.textContent = "The charts could not be loaded. Is the dashboard still running? Reload to try again.";
    return;
  }
  const draw = () => Moodline.drawAll(charts, series.points, null);
  draw();
  document.addEventListener("themechange", draw);
});
