// The markers so far: those in the charts, and the list in which each can be changed, deleted, or taken back at once.
"use strict";
Moodline.markerList = (() => {
  const { classId, own, call, refusal } = Moodline.markerRequests;
  const { say } = Moodline.text;
  const [said, undo, list, title] = ["marker-said", "marker-undo", "marker-list", "marker-list-title"].map((id) => document.getElementById(id));
  let placed = null; // the marker that can be taken back
  let tag = null; // of the list that is shown
  let wanted = null;
  let turn = 0;

  function tell(text, marker = null) {
    said.textContent = text;
    placed = marker;
    undo.hidden = !marker;
  }

  // The list stays as it is while somebody changes something in it.
  const isInUse = () => list && (list.contains(document.activeElement) || list.querySelector("details[open]"));

  async function markersSoFar() {
    const answer = await call(own, "GET");
    return answer?.ok ? (await answer.json()).markers : undefined;
  }

  async function rowsSoFar() {
    const answer = await call(`/live/markers/${classId}`, "GET");
    return answer?.ok ? answer.text() : undefined;
  }

  async function refresh(isOwnChange = false) {
    turn += 1;
    const mine = turn;
    const found = await Promise.all([markersSoFar(), list && rowsSoFar()]);
    if (found.includes(undefined) || mine !== turn) return; // nobody answered, or a later look has overtaken this one
    const [markers, rows] = found;
    document.dispatchEvent(new CustomEvent("markers", { detail: markers }));
    if (list && (isOwnChange || !isInUse())) list.innerHTML = rows;
  }

  async function change(id, method, body, text) {
    const answer = await call(`${own}/${id}`, method, body);
    if (answer?.ok) {
      tell(text);
      await refresh(true);
      return true;
    }
    tell(answer ? await refusal(answer) : say("marker_failed"));
    return false;
  }

  const remove = (id) => change(id, "DELETE", null, say("marker_deleted"));

  undo.addEventListener("click", async () => {
    if (await remove(placed.id)) document.querySelector("#marker-form [data-key]").focus();
  });
  list?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { change: changed, delete: deleted } = event.target.dataset;
    if (deleted) {
      if (await remove(deleted)) title.focus();
      return;
    }
    const { kind, note, marked_at: time } = event.target.elements;
    const body = { kind: kind.value, note: note.value };
    if (time.value !== time.defaultValue) body.marked_at = time.value; // else its milliseconds would be lost
    if (await change(changed, "PATCH", body, say("marker_changed"))) {
      list.querySelector(`[data-marker="${changed}"] summary`)?.focus();
    }
  });
  document.addEventListener("live", (event) => { wanted = event.detail.markers_tag; });
  document.addEventListener("answered", () => {
    if (wanted === tag || isInUse()) return;
    tag = wanted;
    refresh();
  });

  return { tell, append: (text) => { said.textContent = `${said.textContent} ${text}`.trim(); }, refresh };
})();
