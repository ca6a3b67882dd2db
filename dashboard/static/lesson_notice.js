// Shows the notice of the next lesson when its time comes, on whatever page is open then.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const LONGEST_WAIT_MS = 3600000; // a timer does not run while the computer sleeps
  const notice = document.getElementById("lesson-notice");
  if (!notice || !notice.hidden) return;
  let hasWaited = false; // a page that is opened late must not be opened anew for ever
  function look() {
    const left = Number(notice.dataset.fromMs) - Date.now();
    if (left > 0) {
      hasWaited = true;
      setTimeout(look, Math.min(left, LONGEST_WAIT_MS));
      return;
    }
    notice.hidden = false;
    if (hasWaited) document.dispatchEvent(new Event("lesson-due"));
  }
  look();
});
