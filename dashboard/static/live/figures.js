// The figures and words of the live page and of its small view, wherever they stand.
"use strict";
Moodline.liveFigures = (() => {
  const { say, decimal, percent, signed, NONE } = Moodline.text;
  const ENDED = ["finished", "interrupted"];

  const fields = (name) => document.querySelectorAll(`[data-live="${name}"]`);
  const write = (name, text) => fields(name).forEach((field) => {
    if (field.textContent !== text) field.textContent = text;
  });
  const count = (value) => (value === null ? NONE : String(value));

  function showCoverage({ coverage }) {
    write("coverage", percent(coverage));
    write("coverage_words", coverage === null ? "" : say("coverage_words", { coverage: percent(coverage) }));
    fields("coverage-bar").forEach((bar) => { bar.style.width = `${(coverage ?? 0) * 100}%`; });
  }

  function showEngagement({ engagement, engagement_low: low, engagement_high: high }) {
    write("engagement", decimal(engagement, 0));
    const band = () => say("band", { low: decimal(low, 0), high: decimal(high, 0) });
    write("engagement_band", engagement === null ? NONE : band());
  }

  function showMood(mood) {
    document.querySelectorAll("[data-emotion]").forEach((item) => {
      const share = mood ? mood[item.dataset.emotion] : null;
      item.querySelector(".share").textContent = percent(share);
      item.querySelector(".fill").style.width = `${(share ?? 0) * 100}%`;
    });
    const noMood = document.getElementById("no-mood");
    if (noMood) noMood.hidden = mood !== null;
  }

  function showSparkline(sparkline) {
    document.getElementById("spark")?.setAttribute("aria-label", sparkline.sentence);
    document.querySelectorAll("[data-spark]").forEach((path) => path.setAttribute("d", sparkline[path.dataset.spark]));
  }

  function showNow(now) {
    for (const name of ["sentence", "no_mood", "mood_title", "faces_title", "last_sample"]) write(name, now[name]);
    write("visible", now.visible || now.sentence);
    write("trend", now.trend || NONE);
    write("faces", count(now.faces));
    write("net_positivity", signed(now.net_positivity));
    write("effort", now.effort.sentence);
    write("frames_dropped", count(now.frames_dropped));
    showCoverage(now);
    showEngagement(now);
    showMood(now.mood);
    showSparkline(now.sparkline);
  }

  function showState(state) {
    write("state", state.label);
    write("state_sentence", state.sentence);
    document.body.dataset.state = state.name;
    const link = document.getElementById("whole-class");
    if (link) link.hidden = !ENDED.includes(state.name);
  }

  return { showNow, showState };
})();
