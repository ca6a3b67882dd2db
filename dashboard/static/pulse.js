// The page of a class's pulse: copies links and texts, and says how many have answered while one runs.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const EVERY_MS = 3000;
  const page = document.body.dataset;
  const answered = document.getElementById("pulse-answered");

  if (navigator.clipboard) {
    document.querySelectorAll("[data-copy]").forEach((button) => {
      const id = button.dataset.copy;
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(document.getElementById(id).value);
        document.querySelector(`[data-copied="${id}"]`).textContent = Moodline.text.say("pulse_copied");
      });
    });
  }
  if (!page.pulseUrl) return;

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
        Moodline.showPulseNotes([running.refused.sentence, running.withheld.sentence].filter(Boolean));
      }
    } catch {
      // The dashboard does not answer: what stands there was true a moment ago, and is asked for again.
    }
    setTimeout(look, EVERY_MS);
  }
  setTimeout(look, EVERY_MS);
});
