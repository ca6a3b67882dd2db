// What was done is spoken, and what was typed and not saved is not lost without a question.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  for (const note of document.querySelectorAll(".done")) {
    const { textContent } = note;
    note.textContent = ""; // only a text that comes later is spoken
    setTimeout(() => { note.textContent = textContent; }, 200);
  }
  const form = document.getElementById("edit-class");
  let isSent = false;
  form?.addEventListener("submit", () => { isSent = true; });
  addEventListener("beforeunload", (event) => {
    if (!isSent && [...(form?.elements ?? [])].some((field) => (field.value ?? "") !== (field.defaultValue ?? field.value ?? ""))) event.preventDefault();
  });
});
