// The note of a class: saved by itself a moment after the last key, and never lost without a question.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const { say } = Moodline.text;
  const form = document.getElementById("note-form");
  const note = document.getElementById("note");
  const state = document.getElementById("note-state");
  const REST_MS = 1000;
  let saved = note.value;
  let timer = 0;

  async function save() {
    clearTimeout(timer);
    const { value } = note;
    if (value === saved) return;
    try {
      const answer = await fetch(document.body.dataset.api, {
        method: "PATCH", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ notes: value }), keepalive: true,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      saved = value;
      state.textContent = say("note_saved");
    } catch {
      state.textContent = say("note_failed");
    }
  }

  note.addEventListener("input", () => {
    state.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(save, REST_MS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (note.value === saved) state.textContent = say("note_saved");
    else save();
  });
  addEventListener("pagehide", save);
  addEventListener("beforeunload", (event) => {
    save();
    if (note.value !== saved && state.textContent === say("note_failed")) event.preventDefault();
  });
  // On a telephone the cursor would open the keyboard over the sentences.
  if (new URLSearchParams(location.search).has("ended") && matchMedia("(pointer: fine)").matches) note.focus({ preventScroll: true });
});
