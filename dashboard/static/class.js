// The charts of a whole class: on its page (figures fetched) and in its report (figures within). One range for all of
// them: charts, figures, exports and the address of the page.
"use strict";
(() => {
  const LEAST_MS = 10000;
  const ASK_AFTER_MS = 250; // once a drag or a held key has come to rest
  const KEYS = { "+": ["zoom", 0.5], "=": ["zoom", 0.5], "-": ["zoom", 2], ArrowLeft: ["pan", -0.25], ArrowRight: ["pan", 0.25] };
  const within = document.getElementById("series");
  const api = document.body.dataset.api;
  const asked = new URLSearchParams(location.search);
  const view = new URLSearchParams({ zone: document.body.dataset.zone ?? "class" });
  for (const name of ["profile", "smoothing"]) if (asked.get(name)) view.set(name, asked.get(name));
  const fetched = (what, more = {}) => fetch(`${api}/${what}?${new URLSearchParams([...view, ...Object.entries(more)])}`, { cache: "no-store" })
    .then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    });
  // Asked for before Plotly's script is read, which takes the browser longer than the figures take the server.
  const whole = within ? Promise.resolve(JSON.parse(within.textContent)) : fetched("series");
  whole.catch(() => {}); // told below, once there is something to tell it in

  document.addEventListener("DOMContentLoaded", async () => {
    const byId = (id) => document.getElementById(id);
    const charts = Moodline.readJson("charts");
    const timeline = byId("timeline-data") ? Moodline.readJson("timeline-data") : null;
    let points;
    try {
      points = (await whole).points;
    } catch {
      byId("chart-note").textContent = Words.say("charts_failed");
      return;
    }
    // Moments are those of the reader's clock, in milliseconds, as the points have them; addresses are in UTC.
    const offset = (timeline?.offset_seconds ?? 0) * 1000;
    const local = (moment) => Date.parse(/Z$/.test(moment) ? moment : `${moment}Z`) + (/Z$/.test(moment) ? offset : 0);
    const axis = (moment) => new Date(moment).toISOString().slice(0, -1);
    const address = (moment) => `${new Date(Math.round((moment - offset) / 1000) * 1000).toISOString().slice(0, 19)}Z`;
    const ends = timeline ? [local(timeline.begin), local(timeline.end)] : [points.x[0], points.x.at(-1)].map(local);
    let range = timeline?.from ? [local(timeline.from), local(timeline.to)] : null;
    let detail = null; // of a long class, the points of the range alone, thinned less
    let waiting = 0;
    const hidden = new Set((asked.get("off") || "").split(",").filter((name) => name && charts.mood?.data.some((t) => t.meta.emotion === name)));

    const key = () => (range ? range.map(address).join() : "whole");
    function draw() {
      const shown = detail?.key === key() ? detail.points : points;
      const options = { hidden, revision: key(), buttons: timeline ? [["toImage"]] : undefined };
      if (points.x.length) Moodline.drawAll(charts, shown, (range || ends).map(axis), options);
      for (const name of Object.keys(charts)) listen(byId(`chart-${name}`));
    }

    // A drag across one chart chooses the range of all of them.
    function listen(element) {
      if (!element?.on || element.dataset.listens) return;
      element.dataset.listens = "yes";
      element.on("plotly_relayout", (change) => {
        const [begin, end] = [change["xaxis.range[0]"], change["xaxis.range[1]"]];
        if (begin && end) choose(local(String(begin).replace(" ", "T")), local(String(end).replace(" ", "T")));
        else if (change["xaxis.autorange"]) choose(...ends);
      });
      element.on("plotly_doubleclick", () => choose(...ends));
    }

    // A choice is an entry of the browser's history, so that Back takes it back; a step of zoom or keys is none.
    function choose(begin, end, isStep = false) {
      const before = key();
      const length = Math.min(Math.max(end - begin, LEAST_MS), ends[1] - ends[0]);
      const start = Math.min(Math.max(begin, ends[0]), ends[1] - length);
      const isWhole = length >= ends[1] - ends[0] - 1000;
      range = isWhole ? null : [start, start + length].map((moment) => Math.round(moment / 1000) * 1000);
      draw();
      if (timeline) follow(before !== key() && (!isStep || before === "whole"));
    }

    const zoom = (factor) => {
      const [begin, end] = range || ends;
      const [middle, half] = [(begin + end) / 2, ((end - begin) * factor) / 2];
      choose(middle - half, middle + half, true);
    };
    const pan = (share) => {
      if (!range) return;
      const step = (range[1] - range[0]) * share;
      choose(range[0] + step, range[1] + step, true);
    };
    const moves = { zoom, pan };

    // The address, the links to exports, the fields and the buttons say what the charts show.
    function follow(isChoice = false) {
      const now = new URLSearchParams(location.search);
      const set = (name, value) => (value ? now.set(name, value) : now.delete(name));
      set("from", range && address(range[0]));
      set("to", range && address(range[1]));
      set("off", [...hidden].join());
      now.delete("done"); // told once
      history[isChoice ? "pushState" : "replaceState"](null, "", `${location.pathname}${now.size ? `?${now}` : ""}${location.hash}`);
      for (const link of document.querySelectorAll("a[data-export]")) {
        const target = new URL(link.href);
        for (const name of ["from", "to", "profile"]) {
          if (now.get(name)) target.searchParams.set(name, now.get(name));
          else target.searchParams.delete(name);
        }
        link.href = target;
      }
      for (const form of document.querySelectorAll("#smoothing-form, #profile-form")) {
        for (const name of ["from", "to", "off"]) keep(form, name, now.get(name));
      }
      const fields = byId("range-form").elements;
      (range || ends).forEach((moment, place) => {
        fields[place ? "to" : "from"].value = axis(Math.round(moment / 1000) * 1000).slice(timeline.spans_days ? 0 : 11, 19);
      });
      const isShown = (button) => range && button.dataset.from === address(range[0]) && button.dataset.to === address(range[1]);
      for (const button of document.querySelectorAll("[data-from][aria-pressed]")) button.setAttribute("aria-pressed", String(Boolean(isShown(button))));
      document.querySelector("[data-whole]").setAttribute("aria-pressed", String(!range));
      byId("range").hidden = byId("range-bar").hidden = !range;
      byId("range-bar-words").textContent = (range || []).map((moment) => axis(moment).slice(11, 19)).join("–");
      for (const words of document.querySelectorAll("[data-of-whole]")) words.hidden = !range;
      for (const [name, place] of [["from", 0], ["to", 1]]) {
        byId(`leave-out-${name}`).value = range ? address(range[place]) : "";
        const field = byId(`exclude-${name}`);
        if (field) field.value = range ? axis(range[place]).slice(field.type === "time" ? 11 : 0, 19) : "";
      }
      byId("range-note").textContent = "";
      clearTimeout(waiting);
      if (range) waiting = setTimeout(ask, ASK_AFTER_MS);
    }

    function keep(form, name, value) {
      form.querySelector(`input[name="${name}"]`)?.remove();
      if (!value) return;
      const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
      form.append(field);
    }

    async function ask() {
      const wanted = key();
      const between = { from: address(range[0]), to: address(range[1]) };
      const isThinned = timeline.samples > points.x.length;
      try {
        const [figures, fine] = await Promise.all([fetched("range", between), isThinned ? fetched("series", between) : null]);
        if (wanted !== key()) return;
        tell(figures.words);
        if (fine?.points.x.length) {
          detail = { key: wanted, points: fine.points };
          draw();
        }
      } catch {
        byId("range-note").textContent = Words.say("range_failed");
      }
    }

    function tell(words) {
      byId("range-heading").textContent = words.heading;
      byId("range-sentence").textContent = words.sentence;
      document.querySelectorAll("[data-card]").forEach((card, place) => {
        const { name, value, note } = words.cards[place];
        [name, value, note].forEach((text, row) => { card.children[row].textContent = text; });
      });
    }

    function list(found) {
      const box = byId("highlights");
      const line = (text) => Object.assign(document.createElement("p"), { className: "sentence", textContent: text });
      if (!found.highlights.length) {
        box.replaceChildren(...found.sentences.map(line));
        return;
      }
      const items = document.createElement("ol");
      for (const one of found.highlights) {
        const [begin, end] = [one.from, one.to].map((moment) => axis(local(moment)).slice(11, 16));
        const textContent = Words.say("highlight_button", { label: one.label, begin, end });
        const button = Object.assign(document.createElement("button"), { type: "button", textContent });
        Object.assign(button.dataset, { from: one.from, to: one.to });
        button.setAttribute("aria-pressed", "false");
        const item = document.createElement("li");
        item.append(button, Object.assign(document.createElement("p"), { className: "small", textContent: `${one.sentence}.` }));
        items.append(item);
      }
      box.replaceChildren(items);
      if (charts.net_positivity) charts.net_positivity.marks.highlights = found.highlights.map((one) => one.mark);
      follow();
      draw();
    }

    document.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      const { from, to, zoom: factor, pan: share, emotionToggle: emotion } = button.dataset;
      if (from && to) {
        choose(local(from), local(to));
        byId("timeline")?.scrollIntoView({ block: "start" });
      } else if ("whole" in button.dataset) choose(...ends);
      else if (factor) zoom(Number(factor));
      else if (share) pan(Number(share));
      else if (emotion) {
        if (!hidden.delete(emotion)) hidden.add(emotion);
        button.setAttribute("aria-pressed", String(!hidden.has(emotion)));
        draw();
        if (timeline) follow();
      }
    });
    byId("charts-region")?.addEventListener("keydown", (event) => {
      if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
      const move = KEYS[event.key];
      if (event.key === "0") choose(...ends);
      else if (move) moves[move[0]](move[1]);
      else return;
      event.preventDefault();
    });
    byId("range-form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      const day = axis(ends[0]).slice(0, 11);
      const [begin, end] = ["from", "to"].map((name) => {
        const { value } = event.target.elements[name];
        return local(timeline.spans_days ? value : `${day}${value}`);
      });
      if (end - begin < LEAST_MS || end <= ends[0] || begin >= ends[1]) byId("range-note").textContent = Words.say("range_too_short");
      else choose(begin, end);
    });
    for (const button of document.querySelectorAll("[data-emotion-toggle]")) {
      button.setAttribute("aria-pressed", String(!hidden.has(button.dataset.emotionToggle)));
    }
    document.addEventListener("themechange", draw);
    draw();
    if (!timeline) return;
    follow();
    addEventListener("popstate", () => {
      const now = new URLSearchParams(location.search);
      range = now.get("from") && now.get("to") ? [local(now.get("from")), local(now.get("to"))] : null;
      draw();
      follow();
    });
    fetched("highlights").then(list).catch(() => {
      byId("highlights").textContent = Words.say("highlights_failed");
    });
  });
})();
