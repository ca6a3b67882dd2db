// What keeps the live page calm: the question that can be put off, the quiet mode, and the small window.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const SNOOZE_MS = 10 * 60 * 1000;
  const KEY = "moodline-nudge"; // of one class: until when, and which kinds never again
  const QUIET = "moodline-quiet"; // a cookie, so that the server already leaves out what is not to be seen
  const ONE_YEAR_S = 365 * 24 * 3600;
  const nudge = document.getElementById("nudge");
  const classId = document.body.dataset.classId;
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

  if (nudge) {
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
      } else if (choice) document.querySelector("main h1").focus({ preventScroll: true });
    });
    document.querySelector("main h1").tabIndex = -1;
  }

  document.getElementById("quiet-form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const isQuiet = document.body.classList.toggle("quiet-mode");
    document.cookie = `${QUIET}=${isQuiet ? "on" : ""}; path=/; max-age=${isQuiet ? ONE_YEAR_S : 0}; samesite=strict`;
    const button = event.target.querySelector("button");
    button.setAttribute("aria-pressed", String(isQuiet));
    button.value = isQuiet ? "off" : "on";
    document.dispatchEvent(new Event("quietchange"));
  });

  const small = document.getElementById("small-window");
  small?.addEventListener("click", (event) => {
    // A window that the browser refuses to open becomes a tab, by the link's own doing.
    if (window.open(small.href, small.target, "popup,width=340,height=720")) event.preventDefault();
  });
});
