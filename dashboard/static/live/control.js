// Pause, correct and end the class that a monitor on this computer watches.
"use strict";
(() => {
  const { monitor } = Moodline;
  const { say } = Moodline.text;
  const field = (id) => document.getElementById(id);
  const LOOK_MS = 30000;
  const UNDO_SECONDS = 10;
  const classId = Number(document.body.dataset.classId);
  const picture = Moodline.newestPicture(field("look-picture"), { shown: () => { field("look-figure").hidden = false; } });
  let lookEnds = null;
  let endsAt = 0;

  // Why the monitor ended by itself, or was started again within the last minute.
  function tell({ ended, restarted }) {
    const sentence = ({ message, remedy }) => `${message}. ${remedy}`.replace(/([.?!])\. /, "$1 ");
    const words = ended ? sentence(ended) : restarted && say("monitor_restarted", { reason: restarted.message });
    const said = field("monitor-said");
    said.hidden = !words;
    if (words && said.textContent !== words) said.textContent = words;
  }

  function show(now) {
    tell(now);
    const isOurs = now.class_id === classId && ["watching", "paused", "ending"].includes(now.phase);
    for (const part of document.querySelectorAll("[data-class-control]")) part.hidden = !isOurs;
    Moodline.share.show(isOurs ? now.source : null);
    Moodline.liveMarks.show(now, isOurs);
    field("pause").hidden = now.phase !== "watching";
    field("resume").hidden = now.phase !== "paused";
    field("ending").hidden = now.phase !== "ending";
    field("end-class").hidden = now.phase === "ending";
    field("waiting-recordings").hidden = now.waiting === 0;
    field("waiting-recordings").textContent = say("recordings_wait", { count: now.waiting });
    if (now.phase !== "ending") endsAt = 0;
    if (now.trouble) field("control-said").textContent = now.trouble;
  }

  async function attempt(request, said = "") {
    try {
      show(await request());
      field("control-said").textContent = said;
    } catch (failure) {
      field("control-said").textContent = failure.told || say("marker_failed");
    }
  }

  function count() {
    const left = Math.max(0, Math.ceil((endsAt - Date.now()) / 1000));
    field("ending-words").textContent = say("class_ends_in", { seconds: left });
    if (endsAt && left > 0) setTimeout(count, 250);
  }

  async function end() {
    await attempt(() => monitor.send("end"));
    endsAt = Date.now() + UNDO_SECONDS * 1000;
    count();
    field("end-undo").focus();
  }

  function look(isLooking) {
    clearTimeout(lookEnds);
    lookEnds = isLooking ? setTimeout(look, LOOK_MS, false) : null;
    field("look-again").setAttribute("aria-pressed", String(isLooking));
    if (isLooking) picture.start();
    else {
      picture.stop();
      field("look-figure").hidden = true;
    }
  }

  field("pause").addEventListener("click", () => attempt(() => monitor.send("pause"), say("class_paused")));
  field("resume").addEventListener("click", () => attempt(() => monitor.send("resume")));
  field("end-undo").addEventListener("click", () => attempt(() => monitor.send("resume"), say("end_undone")));
  field("end-class").addEventListener("click", () => field("end-dialog").showModal());
  field("end-dialog").addEventListener("close", () => {
    if (field("end-dialog").returnValue === "end") end();
    field("end-dialog").returnValue = "";
  });
  field("look-again").addEventListener("click", () => look(lookEnds === null));
  field("expect-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const expected = field("expect").valueAsNumber;
    attempt(() => monitor.send("expect", { expected: Number.isInteger(expected) ? expected : null }), say("expected_corrected"));
  });
  document.addEventListener("answered", () => monitor.now().then(show).catch(() => {}));
})();
