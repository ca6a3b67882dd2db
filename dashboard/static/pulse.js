// The page that shows the class where to answer: says how many have, and copies the link.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const EVERY_MS = 3000;
  const page = document.body.dataset;
  const answered = document.getElementById("pulse-answered");
  const copy = document.getElementById("pulse-copy");

  if (navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById("pulse-url").value);
      document.getElementById("pulse-copied").textContent = Moodline.text.say("pulse_copied");
    });
  }

  async function look() {
    try {
      const answer = await fetch(page.pulseUrl, { cache: "no-store" });
      if (answer.ok) {
        const { running } = await answer.json();
        if (!running) {
          location.reload();
          return;
        }
        const text = running.answered === null
          ? Moodline.text.say("pulse_few", { fewest: page.fewest })
          : Moodline.text.say("pulse_answered", { count: running.answered });
        if (answered.textContent !== text) answered.textContent = text;
      }
    } catch {
      // The dashboard does not answer: what stands there was true a moment ago, and is asked for again.
    }
    setTimeout(look, EVERY_MS);
  }
  setTimeout(look, EVERY_MS);
});
