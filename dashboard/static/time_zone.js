// Tells the server the time zone, once for each browser. The first page was written without knowing of it, so it is
// asked for again if times change.
"use strict";
(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone || /(^|; )moodline-zone=/.test(document.cookie)) return;
  document.cookie = `moodline-zone=${zone}; path=/; max-age=31536000; samesite=strict`;
  document.addEventListener("DOMContentLoaded", () => {
    const told = JSON.parse(document.getElementById("zones")?.textContent ?? "[]");
    if (told.some((name) => name !== zone) && document.cookie.includes("moodline-zone=")) location.reload();
  });
})();
