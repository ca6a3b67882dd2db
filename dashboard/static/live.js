// The live page and its small view: ask once a second for what is new, and say so when nobody answers.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const EVERY_MS = 1000;
  const SLOWEST_MS = 4000;
  const MOST_POINTS = 2500;
  const SPEAK_EVERY_MS = 30000;
  const page = document.body.dataset;
  const shows = page.classId || "";
  const charts = document.getElementById("charts") ? Moodline.readJson("charts") : null;
  const profile = page.profile ? `profile=${encodeURIComponent(page.profile)}` : "";
  let points = null;
  let lastId = 0;
  let leftOut = (page.markersTag || "").slice(8); // the tag of the excluded ranges that the series leaves out
  const marks = { markers: [], excluded: [] };
  let etag = "";
  let wait = EVERY_MS;
  let minutes = 15;
  let spokenAt = 0;
  let spokenState = "";
  let speaking = 0;

  const offline = document.getElementById("offline");
  const silence = offline.textContent; // what is said when nobody answers

  const fields = (name) => document.querySelectorAll(`[data-live="${name}"]`);
  const say = (name, text) => fields(name).forEach((field) => {
    if (field.textContent !== text) field.textContent = text;
  });

  function range() {
    if (!minutes || !points.x.length) return null;
    const end = Date.parse(`${points.x[points.x.length - 1]}Z`);
    const start = Math.max(end - minutes * 60000, Date.parse(`${points.x[0]}Z`));
    const iso = (moment) => new Date(moment).toISOString().slice(0, -1);
    return [iso(Math.min(start, end - 10000)), iso(end)];
  }

  // What the quiet mode hides has no size to be drawn at.
  const inView = ([name]) => document.getElementById(`chart-${name}`)?.clientHeight;
  function draw() {
    if (charts && points) Moodline.drawAll(Object.fromEntries(Object.entries(charts).filter(inView)), points, range());
  }

  function showMarks() {
    for (const [name, figure] of Object.entries(charts || {})) figure.marks = { ...marks, letters: name === "mood" };
    draw();
  }

  function mark(markers) {
    marks.markers = markers.map(({ x, letter, time, label, note }) => (
      { x, letter, label, title: `${time} ${label}${note ? `: ${note}` : ""}` }
    ));
    showMarks();
  }

  function append(fresh) {
    for (const [name, column] of Object.entries(points)) column.push(...fresh[name]);
  }

  // An answer that is an error brings its own words, and they are the ones to show.
  async function ask(address, headers = {}) {
    const answer = await fetch(address, { headers, cache: "no-store" });
    if (answer.ok || answer.status === 304) return answer;
    const { error } = await answer.json().catch(() => ({}));
    const failure = new Error(String(answer.status));
    if (error) failure.told = `${error.message}. ${error.remedy}`.replace(/([.?!])\. /, "$1 ");
    throw failure;
  }

  async function loadSeries() {
    const own = `/api/v1/classes/${page.classId}/excluded-ranges`;
    const [series, ranges] = await Promise.all([page.seriesUrl, own].map(async (from) => (await ask(from)).json()));
    points = series.points;
    lastId = series.last_sample_id;
    marks.excluded = ranges.excluded_ranges.map(({ begin_x: x, end_x: endX, begin, end }) => (
      { begin: x, end: endX, label: Words.say("left_out"), title: Words.say("left_out_title", { begin, end }) }
    ));
    showMarks();
  }

  function showSparkline(sparkline) {
    document.getElementById("spark")?.setAttribute("aria-label", sparkline.sentence);
    document.querySelectorAll("[data-spark]").forEach((path) => path.setAttribute("d", sparkline[path.dataset.spark]));
  }

  function showNow(now) {
    for (const name of ["sentence", "no_mood", "mood_title", "faces_title", "last_sample"]) say(name, now[name]);
    say("visible", now.visible || now.sentence);
    say("trend", now.trend || "–");
    say("faces", now.faces === null ? "–" : String(now.faces));
    say("coverage", Words.percent(now.coverage));
    const coverage = Words.percent(now.coverage);
    say("coverage_words", now.coverage === null ? "" : Words.say("coverage_words", { coverage }));
    fields("coverage-bar").forEach((bar) => { bar.style.width = `${(now.coverage ?? 0) * 100}%`; });
    say("engagement", now.engagement === null ? "–" : Words.decimal(now.engagement, 0));
    const [low, high] = [now.engagement_low, now.engagement_high];
    const band = () => Words.say("band", { low: Words.decimal(low, 0), high: Words.decimal(high, 0) });
    say("engagement_band", now.engagement === null ? "–" : band());
    say("net_positivity", Words.signed(now.net_positivity));
    say("effort", now.effort.sentence);
    say("frames_dropped", now.frames_dropped === null ? "–" : String(now.frames_dropped));
    document.querySelectorAll("[data-emotion]").forEach((item) => {
      const share = now.mood ? now.mood[item.dataset.emotion] : null;
      item.querySelector(".share").textContent = Words.percent(share);
      item.querySelector(".fill").style.width = `${(share ?? 0) * 100}%`;
    });
    const noMood = document.getElementById("no-mood");
    if (noMood) noMood.hidden = now.mood !== null;
    showSparkline(now.sparkline);
  }

  function showState(state) {
    say("state", state.label);
    say("state_sentence", state.sentence);
    document.body.dataset.state = state.name;
    const link = document.getElementById("whole-class");
    if (link) link.hidden = state.name !== "finished" && state.name !== "interrupted";
  }

  // A screen reader hears what is seen: the latest sentence, at most twice a minute, and a change of state at once.
  function speak(state, now) {
    const spoken = document.getElementById("spoken");
    if (!spoken) return;
    const nudge = document.getElementById("nudge");
    const isQuiet = document.body.classList.contains("quiet-mode");
    const asked = nudge && !nudge.hidden ? document.getElementById("nudge-text").textContent : "";
    const sentence = isQuiet ? `${state.label}. ${now.visible}` : `${state.label}. ${now.sentence} ${asked}`.trim();
    const patience = state.name === spokenState ? spokenAt + SPEAK_EVERY_MS - Date.now() : 0;
    const utter = () => {
      if (spoken.textContent === sentence) return;
      spoken.textContent = sentence;
      spokenState = state.name;
      spokenAt = Date.now();
    };
    clearTimeout(speaking);
    speaking = setTimeout(utter, Math.max(patience, 0));
  }

  async function take(live) {
    const now = live.class ? String(live.class.id) : "";
    const resumed = page.rests === "yes" && !["no_class", "finished", "interrupted"].includes(live.state.name);
    if (now !== shows || resumed) {
      location.reload();
      return;
    }
    if (page.rests === "yes" || !live.class) return;
    showState(live.state);
    showNow(live.now);
    document.dispatchEvent(new CustomEvent("live", { detail: live }));
    speak(live.state, live.now);
    if (!charts) return;
    const leftOutNow = live.markers_tag.slice(8);
    if (live.reload_series || leftOutNow !== leftOut || points.x.length > MOST_POINTS) {
      await loadSeries();
      leftOut = leftOutNow;
    } else if (live.last_sample_id > lastId) {
      append(live.points);
      lastId = live.last_sample_id;
    } else return;
    draw();
  }

  async function poll() {
    try {
      if (charts && !points) {
        await loadSeries();
        draw();
      }
      const asked = [charts ? `after=${lastId}` : "", profile].filter(Boolean).join("&");
      const answer = await ask(`/api/v1/live?${asked}`, etag ? { "If-None-Match": etag } : {});
      if (answer.status !== 304) {
        await take(await answer.json());
        etag = answer.headers.get("ETag") || ""; // only now: what could not be shown is asked for again
      }
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

  document.querySelectorAll("[data-minutes]").forEach((button) => button.addEventListener("click", () => {
    minutes = Number(button.dataset.minutes);
    document.querySelectorAll("[data-minutes]").forEach((other) => {
      other.setAttribute("aria-pressed", String(other === button));
    });
    draw();
  }));
  document.addEventListener("themechange", draw);
  document.addEventListener("quietchange", draw);
  document.addEventListener("quietchange", () => {
    clearTimeout(speaking);
    spokenState = ""; // what was said of the mood goes at once, and what is seen now is said
    const spoken = document.getElementById("spoken");
    if (spoken) spoken.textContent = "";
  });
  document.addEventListener("markers", (event) => mark(event.detail));
  poll();
});
