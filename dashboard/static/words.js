// What the scripts say, and how they write numbers: in the language of the page. Also tells the server the time zone.
"use strict";
const Words = (() => {
  const texts = JSON.parse(document.getElementById("texts").textContent);
  const language = document.documentElement.lang || "en";
  const say = (key, values = {}) => (texts[key] ?? key).replace(/\{(\w+)\}/g, (_whole, name) => values[name] ?? "");
  const decimal = (value, places) => new Intl.NumberFormat(language, {
    minimumFractionDigits: places, maximumFractionDigits: places, useGrouping: false,
  }).format(value).replace("-", "−");
  const percent = (share) => (share === null ? "–" : `${Math.round(share * 100)}\u00a0%`);
  const signed = (value) => (value === null ? "–" : `${value < 0 ? "−" : "+"}${decimal(Math.abs(value), 2)}`);

  // Once for each browser. The first page was written without knowing of it, so it is asked for again if times change.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const isServed = location.protocol.startsWith("http");
  if (isServed && zone && !/(^|; )moodline-zone=/.test(document.cookie)) {
    document.cookie = `moodline-zone=${zone}; path=/; max-age=31536000; samesite=strict`;
    document.addEventListener("DOMContentLoaded", () => {
      const told = JSON.parse(document.getElementById("zones")?.textContent ?? "[]");
      if (told.some((name) => name !== zone) && document.cookie.includes("moodline-zone=")) location.reload();
    });
  }
  return { say, decimal, percent, signed };
})();
