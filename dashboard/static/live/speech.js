// A screen reader hears what is seen: the latest sentence, at most twice a minute, and a change of state at once.
"use strict";
Moodline.speech = (() => {
  const SPEAK_EVERY_MS = 30000;
  const spoken = document.getElementById("spoken");
  let spokenAt = 0;
  let spokenState = "";
  let speaking = 0;

  function sentenceOf(state, now) {
    if (document.body.classList.contains("quiet-mode")) return `${state.label}. ${now.visible}`;
    const nudge = document.getElementById("nudge");
    const asked = nudge && !nudge.hidden ? document.getElementById("nudge-text").textContent : "";
    return `${state.label}. ${now.sentence} ${asked}`.trim();
  }

  function speak(state, now) {
    if (!spoken) return;
    const sentence = sentenceOf(state, now);
    const patience = state.name === spokenState ? spokenAt + SPEAK_EVERY_MS - Date.now() : 0;
    const utter = () => {
      if (spoken.textContent === sentence) return;
      spoken.textContent = sentence;
      spokenState = state.name;
      spokenAt = Date.now();
    };
    clearTimeout(speaking);
    speaking = setTimeout(utter, Math.max(patience, 0));
  }

  document.addEventListener("quietchange", () => {
    clearTimeout(speaking);
    spokenState = ""; // what was said of the mood goes at once, and what is seen now is said
    if (spoken) spoken.textContent = "";
  });

  return { speak };
})();
