// The figures and words of the live page and of its small view, wherever they stand.
"use strict";
Moodline.liveFigures = (() => {
  const { say, decimal, percent, NONE } = Moodline.text;
  const ENDED = ["finished", "interrupted"];

  const fields = (name) => document.querySelectorAll(`[data-live="${name}"]`);
  const write = (name, text) => fields(name).forEach((field) => {
    if (field.textContent !== text) field.textContent = text;
  });
  const count = (value) => (value === null ? NONE : String(value));

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

  function showNow(now) {
    for (const name of ["said", "no_mood", "mood_title", "seen_words", "last_sample"]) write(name, now[name]);
    write("visible", now.visible || now.sentence);
    write("faces", now.faces_words ?? NONE);
    document.getElementById("seen").hidden = !now.seen_words;
    write("effort", now.effort.sentence);
    write("frames_dropped", count(now.frames_dropped));
    showEngagement(now);
    showMood(now.mood);
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
