// The start page: look at what is chosen, and begin its class.
"use strict";
(() => {
  const { monitor, preview, sources, recordings, area, marks, startMode: mode, startRefusal: refusal } = Moodline;
  const { say } = Moodline.text;
  const field = (id) => document.getElementById(id);
  const POLL_MS = 1000;
  const ended = field("ended");
  const failed = field("begin-failed");
  let sent = null;
  let hasBegun = false;
  let looked = null;

  function showEnded(words) {
    ended.hidden = !words;
    field("ended-message").textContent = words ? `${words.message}.`.replace(/([.?!])\.$/, "$1") : "";
    field("ended-remedy").textContent = words ? words.remedy : "";
  }

  function details() {
    const expected = field("expected").valueAsNumber;
    return { title: field("title").value, group: field("group").value, expected: Number.isInteger(expected) ? expected : null };
  }

  // Once for each number that is typed: two open pages must not correct each other for ever.
  function sendExpected(expected) {
    if (expected === sent) return;
    sent = expected;
    attempt(() => monitor.send("expect", { expected }));
  }

  function take(now) {
    // A short recording may have been read before anybody looked.
    const isOver = hasBegun && now.phase === "none" && !now.ended;
    if (isOver || ["watching", "paused", "ending"].includes(now.phase)) {
      location.assign("/?begun=yes");
      return;
    }
    showEnded(now.ended);
    if (now.phase === "preview" || now.phase === "starting") {
      preview.start();
      preview.showCheck(now.check);
      field("marks").hidden = now.phase !== "preview";
      marks.take(now);
      if (now.phase === "preview") sendExpected(details().expected);
    } else preview.stop();
  }

  async function attempt(request) {
    failed.textContent = "";
    try {
      take(await request());
      field("offline").hidden = true;
    } catch (failure) {
      failed.textContent = failure.told || "";
      refusal.show(failure);
      field("offline").hidden = Boolean(failure.told);
    }
  }

  async function poll() {
    try {
      take(await monitor.now());
      field("offline").hidden = true;
    } catch { field("offline").hidden = false; }
    setTimeout(poll, POLL_MS);
  }

  function look(source, then = []) {
    looked = { source, then };
    refusal.show(null);
    sent = null;
    hasBegun = false;
    showEnded(null);
    Moodline.share.chosen(source);
    preview.stop();
    preview.start();
    attempt(() => monitor.look(source, then, mode.chosen()));
  }

  // What was looked at is looked at again, unless its class has begun.
  mode.whenChosen(() => { if (looked && !hasBegun) look(looked.source, looked.then); });

  sources.list.addEventListener("change", () => {
    const { source, then, screen, isPart } = sources.chosen();
    area.offer(screen, { isWanted: isPart });
    look(source, then);
  });
  recordings.whenReady(sources.addRecordings);
  area.whenChosen(look);
  field("recording").addEventListener("submit", (event) => {
    event.preventDefault();
    area.offer(null);
    if (field("recording-path").value.trim()) look(field("recording-path").value.trim());
  });
  field("begin").addEventListener("click", () => {
    if (!Moodline.startFields.areInOrder()) return;
    field("begin").disabled = true;
    field("conclusion").textContent = say("class_begins");
    hasBegun = true;
    attempt(() => monitor.send("begin", details()));
  });
  field("give-up").addEventListener("click", () => {
    hasBegun = false;
    looked = null;
    attempt(() => monitor.send("end"));
  });
  field("look-usual").addEventListener("click", (event) => look(event.currentTarget.dataset.source));
  sources.look();
  poll();
})();
