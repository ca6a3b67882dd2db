// Keys that place markers: never in a text field, never with another key held, and only while they are switched on.
"use strict";
(() => {
  const { stored, store } = Moodline.markerRequests;
  const { place, beginWords, buttonOf } = Moodline.markers;
  const KEYS = "moodline-keys";
  const LATE_S = 30; // what Shift adds
  const TYPING = "textarea, select, dialog, [contenteditable], input:not([type=radio]):not([type=checkbox])";
  const [dialog, opener, switchedOn] = ["keys", "keys-open", "keys-on"].map((id) => document.getElementById(id));

  const isMeant = (event) => (
    switchedOn.checked && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat && !event.target.closest?.(TYPING)
  );

  document.addEventListener("keydown", (event) => {
    if (!isMeant(event)) return;
    const button = buttonOf("data-key", event.key.toLowerCase());
    if (event.key !== "?" && !button) return;
    event.preventDefault();
    const late = event.shiftKey ? LATE_S : 0;
    if (event.key === "?") dialog.showModal();
    else if (button.value === "own") beginWords(late);
    else place(button, late);
  });
  switchedOn.checked = stored(localStorage, KEYS) !== "off";
  switchedOn.addEventListener("change", () => store(localStorage, KEYS, switchedOn.checked ? "on" : "off"));
  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
})();
