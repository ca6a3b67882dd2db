// The seven bars of one face, and the choice of it where there are several.
"use strict";
Moodline.bars = (() => {
  const { say, percent } = Moodline.text;
  const SPEAK_EVERY_MS = 10000;
  const box = document.getElementById("try-faces");
  const spoken = document.getElementById("try-spoken");
  const rows = [...document.querySelectorAll("#try-bars [data-emotion]")].map((row) => ({
    emotion: row.dataset.emotion,
    label: row.querySelector(".mood-name").textContent.trim(),
    share: row.querySelector(".share"),
    fill: row.querySelector(".fill"),
  }));
  let spokenAt = 0;

  // A screen reader hears the strongest expression, at most every ten seconds.
  function speak(face) {
    if (Date.now() - spokenAt < SPEAK_EVERY_MS) return;
    const strongest = rows.reduce((one, other) => (face.emotions[other.emotion] > face.emotions[one.emotion] ? other : one));
    const words = say("try_spoken", { number: face.number, emotion: strongest.label, share: percent(face.emotions[strongest.emotion]) });
    if (spoken.textContent === words) return;
    spoken.textContent = words;
    spokenAt = Date.now();
  }

  function show(face) {
    const emotions = face?.emotions ?? null;
    for (const { emotion, share, fill } of rows) {
      share.textContent = percent(emotions ? emotions[emotion] : null);
      fill.style.width = emotions ? `${(emotions[emotion] * 100).toFixed(1)}%` : "0";
    }
    if (emotions) speak(face);
  }

  // A button for each face; made anew only when others are there, so that the keyboard stays where it is.
  function offer(faces, chosen, choose) {
    const numbers = faces.map((face) => face.number).sort((one, other) => one - other);
    box.hidden = numbers.length < 2;
    if (box.dataset.numbers !== numbers.join()) {
      box.dataset.numbers = numbers.join();
      box.replaceChildren(...numbers.map((number) => buttonOf(number, choose)));
    }
    for (const button of box.children) button.setAttribute("aria-pressed", String(Number(button.value) === chosen?.number));
  }

  function buttonOf(number, choose) {
    const button = document.createElement("button");
    button.type = "button";
    button.value = number;
    button.textContent = say("try_face", { number });
    button.addEventListener("click", () => choose(number));
    return button;
  }

  return { show, offer };
})();
