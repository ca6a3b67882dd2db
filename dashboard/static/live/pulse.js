// The newest round of students' own answers on the live page, as it comes with the class's figures.
"use strict";
document.addEventListener("live", (event) => {
  const panel = document.getElementById("live-pulse");
  const { pulse, pulse_notes: notes } = event.detail;
  Moodline.showPulseNotes(notes);
  if (!panel || !pulse) return;
  const fields = (name) => [...panel.querySelectorAll(`[data-pulse="${name}"]`)];
  for (const name of ["title", "sentence"]) fields(name).forEach((field) => { field.textContent = pulse[name]; });
  pulse.counts.forEach(({ answer, count, share }, place) => {
    fields("answer")[place].textContent = answer;
    fields("count")[place].textContent = String(count);
    fields("bar")[place].style.width = `${Math.round(share * 100)}%`;
  });
  panel.hidden = false;
  panel.closest("details").hidden = false;
});
