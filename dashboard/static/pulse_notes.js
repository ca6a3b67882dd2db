// What the pulse refused and withheld, a sentence each; left alone while nothing changes, since it is read aloud.
"use strict";
Moodline.showPulseNotes = (sentences) => {
  document.querySelectorAll("[data-pulse-guarded]").forEach((place) => {
    const shown = [...place.children].map((line) => line.textContent);
    if (shown.join("\n") === sentences.join("\n")) return;
    place.replaceChildren(...sentences.map((sentence) => {
      const line = document.createElement("p");
      line.className = "small";
      line.textContent = sentence;
      return line;
    }));
  });
};
