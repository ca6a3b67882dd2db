// The live page and its small view: ask once a second for what is new, and say so when nobody answers.
"use strict";
(() => {
  const { ask } = Moodline.requests;
  const { showNow, showState } = Moodline.liveFigures;
  const charts = Moodline.liveCharts ?? null; // where the page has charts
  const EVERY_MS = 1000;
  const SLOWEST_MS = 4000;
  const ENDED = ["finished", "interrupted"];
  const isSmall = document.body.classList.contains("compact");
  const page = document.body.dataset;
  const shows = page.classId || "";
  const profile = page.profile ? `profile=${encodeURIComponent(page.profile)}` : "";
  const offline = document.getElementById("offline");
  const silence = offline.textContent; // what is said when nobody answers
  let etag = "";
  let wait = EVERY_MS;

  function isAnotherPage(live) {
    const now = live.class ? String(live.class.id) : "";
    const resumed = page.rests === "yes" && !["no_class", ...ENDED].includes(live.state.name);
    return now !== shows || resumed;
  }

  async function take(live) {
    if (isAnotherPage(live)) {
      // A short class may be over before the start page could show it; then its own page comes.
      if (document.body.classList.contains("start")) location.assign("/?begun=yes");
      else location.reload();
      return;
    }
    if (page.rests || !live.class) return;
    if (ENDED.includes(live.state.name) && !isSmall) {
      location.assign(`/classes/${live.class.id}?ended=1`);
      return;
    }
    showState(live.state);
    showNow(live.now);
    document.dispatchEvent(new CustomEvent("live", { detail: live }));
    Moodline.speech.speak(live.state, live.now);
    await charts?.take(live);
  }

  async function look() {
    if (charts && !charts.isLoaded()) await charts.load();
    const asked = [charts ? `after=${charts.lastId()}` : "", profile].filter(Boolean).join("&");
    const answer = await ask(`/api/v1/live?${asked}`, etag ? { "If-None-Match": etag } : {});
    if (answer.status === 304) return;
    await take(await answer.json());
    etag = answer.headers.get("ETag") || ""; // only now: what could not be shown is asked for again
  }

  async function poll() {
    try {
      await look();
      offline.hidden = true;
      wait = EVERY_MS;
      document.dispatchEvent(new Event("answered"));
    } catch (failure) {
      const words = failure.told || silence;
      if (offline.textContent !== words) offline.textContent = words;
      offline.hidden = false;
      wait = Math.min(wait * 2, SLOWEST_MS);
    }
    setTimeout(poll, wait);
  }

  poll();
})();
