// Marking moments by button: late if need be, and kept while the dashboard is away.
"use strict";
Moodline.markers = (() => {
  const { classId, own, call, refusal, stored, store } = Moodline.markerRequests;
  const { tell, append, refresh } = Moodline.markerList;
  const { say } = Moodline.text;
  const SAME_MS = 1500; // a marker this near, of the same kind and words, is the one that was sent
  const WAITING = `moodline-markers-${classId}`;
  const [form, waiting, words] = ["marker-form", "markers-waiting", "marker-note"].map((id) => document.getElementById(id));
  const queue = JSON.parse(stored(sessionStorage, WAITING) || "[]");
  let begun = 0; // when one's own words were begun: that is the moment they are about
  let sending = false;

  function showWaiting() {
    store(sessionStorage, WAITING, JSON.stringify(queue));
    waiting.hidden = !queue.length;
    if (queue.length) waiting.textContent = say("marker_waiting", { kinds: queue.map((each) => each.label).join(", ") });
  }

  async function send({ kind, note, at }) {
    const answer = await call(own, "POST", { kind, note, seconds_ago: Math.max(Date.now() - at, 0) / 1000 });
    if (!answer) return false;
    if (!answer.ok) tell(await refusal(answer));
    else {
      const { marker } = await answer.json();
      tell(say("marker_placed", { kind: marker.note || marker.label, time: marker.time }), marker);
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
    if (chosen) append(say("marker_next_now"));
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

  function beginWords(lateSeconds) {
    words.focus();
    begun = Date.now() - lateSeconds * 1000;
  }

  // Out of the field, where keys place markers again.
  const leaveWords = () => form.querySelector("[data-key][value=own]").focus();
  const buttonOf = (attribute, value) => form.querySelector(`[data-key][${attribute}="${CSS.escape(value)}"]`);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = buttonOf("value", event.submitter.value);
    if (button.value === "own" && !words.value.trim()) words.focus();
    else {
      if (document.activeElement === words) leaveWords();
      place(button, 0);
    }
  });
  words.addEventListener("keydown", (event) => { if (event.key === "Escape") leaveWords(); });
  words.addEventListener("input", () => { if (!begun || !words.value) begun = words.value ? Date.now() : 0; });
  document.addEventListener("answered", sendWaiting);
  showWaiting();

  return { place, beginWords, buttonOf };
})();
