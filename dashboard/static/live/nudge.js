// The question that a change of the mood raises, and that can be put off.
"use strict";
(() => {
  const SNOOZE_MS = 10 * 60 * 1000;
  const KEY = "moodline-nudge"; // of one class: until when, and whether never again
  const nudge = document.getElementById("nudge");
  const heading = document.querySelector("main h1");
  const { classId } = document.body.dataset;
  let asked = null;

  function kept() {
    try {
      const found = JSON.parse(localStorage.getItem(KEY) || "null");
      return found && found.classId === classId ? found : { classId, until: 0, never: false };
    } catch { return { classId, until: 0, never: false }; }
  }
  function keep(changes) {
    try { localStorage.setItem(KEY, JSON.stringify({ ...kept(), ...changes })); } catch { /* no storage: for this moment only */ }
    show();
  }

  function show() {
    const { until, never } = kept();
    const text = document.getElementById("nudge-text");
    const isShown = asked !== null && !never && Date.now() >= until;
    if (isShown && text.textContent !== asked.sentence) text.textContent = asked.sentence;
    nudge.hidden = !isShown;
  }

  document.addEventListener("live", (event) => {
    asked = event.detail.now.nudge;
    show();
  });
  nudge.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-nudge]")?.dataset.nudge;
    if (choice === "snooze") keep({ until: Date.now() + SNOOZE_MS });
    if (choice === "never") keep({ never: true });
    if (choice === "note") {
      document.getElementById("marker-note").focus();
      keep({ until: Date.now() + SNOOZE_MS });
    } else if (choice) heading.focus({ preventScroll: true });
  });
  heading.tabIndex = -1;
})();
