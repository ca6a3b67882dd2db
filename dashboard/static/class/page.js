// The page of a class: shows its charts once its figures have come, then its dips and peaks.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  // Written only now, so that a screen reader hears it.
  if (!new URLSearchParams(location.search).has("ended")) return;
  const ended = document.getElementById("class-ended");
  ended.hidden = false;
  ended.textContent = Moodline.text.say("class_ended");
});
document.addEventListener("DOMContentLoaded", async () => {
  const { local } = Moodline.moments;
  const { range, rangeShown, classCharts } = Moodline;
  let points = null;
  try {
    ({ points } = await Moodline.classSeries.whole);
  } catch {
    document.getElementById("chart-note").textContent = Moodline.text.say("charts_failed");
    return;
  }
  Moodline.classControls.listen();
  document.addEventListener("themechange", classCharts.draw);
  classCharts.show(points);
  rangeShown.show();
  document.addEventListener("rangechange", (event) => {
    classCharts.draw();
    rangeShown.show(event.detail.isEntry);
  });
  addEventListener("popstate", () => {
    const now = new URLSearchParams(location.search);
    range.set(now.get("from") && now.get("to") ? [local(now.get("from")), local(now.get("to"))] : null);
  });
  Moodline.highlights.load();
});
