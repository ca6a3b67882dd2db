// Marking moments: by button or key, late if need be, taken back, changed; and kept while the dashboard is away.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const KEYS = "moodline-keys";
  const LATE_S = 30; // what Shift adds
  const SAME_MS = 1500; // a marker this near, of the same kind and words, is the one that was sent
  const form = document.getElementById("marker-form");
  if (!form) return;
  const page = document.body.dataset;
  const own = `/api/v1/classes/${page.classId}/markers`;
  const WAITING = `moodline-markers-${page.classId}`;
  const element = (id) => document.getElementById(id);
  const [said, undo, waiting, list, words] = ["marker-said", "marker-undo", "markers-waiting", "marker-list", "marker-note"].map(element);
  const title = element("marker-list-title");
  let begun = 0; // when one's own words were begun: that is the moment they are about
  let placed = null;
  let tag = null; // of the list that is shown
  let wanted = null;
  let sending = false;
  let turn = 0;

  const stored = (storage, key) => { try { return storage.getItem(key); } catch { return null; } };
  const keep = (storage, key, value) => { try { storage.setItem(key, value); } catch { /* no storage: until the page is left */ } };
  let queue = JSON.parse(stored(sessionStorage, WAITING) || "[]");

  function tell(text, marker = null) {
    said.textContent = text;
    placed = marker;
    undo.hidden = !marker;
  }

  // Returns the answer, null where nobody answered or the database was busy.
  async function call(address, method, body) {
    const headers = body ? { "Content-Type": "application/json" } : {};
    try {
      const answer = await fetch(address, { method, headers, body: body && JSON.stringify(body), cache: "no-store" });
      return answer.status >= 500 ? null : answer;
    } catch { return null; }
  }

  async function refusal(answer) {
    const { error } = await answer.json();
    return `${error.message}. ${error.remedy}`;
  }

  function showWaiting() {
    keep(sessionStorage, WAITING, JSON.stringify(queue));
    waiting.hidden = !queue.length;
    if (queue.length) waiting.textContent = Words.say("marker_waiting", { kinds: queue.map((each) => each.label).join(", ") });
  }

  async function send({ kind, note, at }) {
    const answer = await call(own, "POST", { kind, note, seconds_ago: Math.max(Date.now() - at, 0) / 1000 });
    if (!answer) return false;
    if (!answer.ok) tell(await refusal(answer));
    else {
      const { marker } = await answer.json();
      tell(Words.say("marker_placed", { kind: marker.note || marker.label, time: marker.time }), marker);
    }
    await refresh();
    return true;
  }

  // By button and by key alike: so long ago as was chosen, and for the choice that is gone afterwards there are words.
  async function place(button, lateSeconds) {
    const note = words.value.trim();
    const chosen = Number(new FormData(form).get("seconds_ago"));
    const at = (note && begun ? begun : Date.now()) - (chosen + lateSeconds) * 1000;
    const marker = { kind: button.value, label: note || button.dataset.label, note, at };
    form.reset();
    begun = 0;
    if (queue.length || !(await send(marker))) {
      queue.push(marker);
      showWaiting();
      if (chosen) tell("");
    }
    if (chosen) said.textContent = `${said.textContent} ${Words.say("marker_next_now")}`.trim();
  }

  // Sent again when the dashboard answers, unless it had stored the marker before it went away.
  async function sendWaiting() {
    if (sending || !queue.length) return;
    sending = true;
    const answer = await call(own, "GET");
    const known = answer?.ok ? (await answer.json()).markers : null;
    while (known && queue.length) {
      const [next] = queue;
      const isStored = known.some(({ kind, note, marked_at: at }) => (
        kind === next.kind && note === next.note && Math.abs(Date.parse(at) - next.at) < SAME_MS
      ));
      if (!isStored && !(await send(next))) break;
      queue.shift();
      showWaiting();
    }
    sending = false;
  }

  // The list stays as it is while somebody changes something in it.
  const isInUse = () => list && (list.contains(document.activeElement) || list.querySelector("details[open]"));
  async function refresh(isOwnChange = false) {
    turn += 1;
    const mine = turn;
    const [answer, fragment] = await Promise.all([call(own, "GET"), list && call(`/live/markers/${page.classId}`, "GET")]);
    if (!answer?.ok || (list && !fragment?.ok)) return;
    const [{ markers }, rows] = [await answer.json(), await fragment?.text()];
    if (mine !== turn) return; // a later look has overtaken this one
    document.dispatchEvent(new CustomEvent("markers", { detail: markers }));
    if (list && (isOwnChange || !isInUse())) list.innerHTML = rows;
  }

  async function change(address, method, body, text) {
    const answer = await call(address, method, body);
    if (answer?.ok) {
      tell(text);
      await refresh(true);
      return true;
    }
    tell(answer ? await refusal(answer) : Words.say("marker_failed"));
    return false;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = form.querySelector(`[data-key][value="${event.submitter.value}"]`);
    if (button.value === "own" && !words.value.trim()) words.focus();
    else {
      if (document.activeElement === words) leaveWords();
      place(button, 0);
    }
  });
  // Out of the field, where keys place markers again.
  const leaveWords = () => form.querySelector("[data-key][value=own]").focus();
  words.addEventListener("keydown", (event) => { if (event.key === "Escape") leaveWords(); });
  words.addEventListener("input", () => { if (!begun || !words.value) begun = words.value ? Date.now() : 0; });
  undo.addEventListener("click", async () => {
    if (await change(`${own}/${placed.id}`, "DELETE", null, Words.say("marker_deleted"))) form.querySelector("[data-key]").focus();
  });
  list?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { change: changed, delete: deleted } = event.target.dataset;
    if (deleted) {
      if (await change(`${own}/${deleted}`, "DELETE", null, Words.say("marker_deleted"))) title.focus();
      return;
    }
    const { kind, note, marked_at: time } = event.target.elements;
    const body = { kind: kind.value, note: note.value };
    if (time.value !== time.defaultValue) body.marked_at = time.value; // else its milliseconds would be lost
    if (await change(`${own}/${changed}`, "PATCH", body, Words.say("marker_changed"))) {
      list.querySelector(`[data-marker="${changed}"] summary`)?.focus();
    }
  });

  // Keys: never in a text field, never with another key held, and only while they are switched on.
  const dialog = element("keys");
  const switchedOn = element("keys-on");
  switchedOn.checked = stored(localStorage, KEYS) !== "off";
  switchedOn.addEventListener("change", () => keep(localStorage, KEYS, switchedOn.checked ? "on" : "off"));
  element("keys-open").hidden = false;
  element("keys-open").addEventListener("click", () => dialog.showModal());
  const TYPING = "textarea, select, dialog, [contenteditable], input:not([type=radio]):not([type=checkbox])";
  document.addEventListener("keydown", (event) => {
    if (!switchedOn.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest?.(TYPING)) return;
    const button = form.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (event.key !== "?" && !button) return;
    event.preventDefault();
    const late = event.shiftKey ? LATE_S : 0;
    if (event.key === "?") dialog.showModal();
    else if (button.value === "own") {
      words.focus();
      begun = Date.now() - late * 1000;
    } else place(button, late);
  });

  document.addEventListener("live", (event) => { wanted = event.detail.markers_tag; });
  document.addEventListener("answered", () => {
    sendWaiting();
    if (wanted === tag || isInUse()) return;
    tag = wanted;
    refresh();
  });
  showWaiting();
});
