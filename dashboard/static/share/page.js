// The small window that shares: what the buttons do, and what is going on in words.
"use strict";
(() => {
  const { captured } = Moodline;
  const { say } = Moodline.text;
  const field = (id) => document.getElementById(id);
  const LAST = ["stopped", "taken_over", "over"];
  const WHY = { NotFoundError: "share_no_camera", NotReadableError: "share_camera_busy", NotAllowedError: "share_not_allowed" };
  const video = field("shared");
  let share = null;

  function hear(state) {
    const words = say(`share_${state}`);
    if (field("share-state").textContent !== words) field("share-state").textContent = words;
    document.body.dataset.share = state;
    if (!LAST.includes(state)) return;
    share = null;
    video.srcObject = null;
    showButtons();
  }

  function showButtons() {
    field("share-screen").hidden = Boolean(share) || !captured.canShare.screen;
    field("share-camera").hidden = Boolean(share) || !captured.canShare.camera;
    field("share-stop").hidden = !share;
    field("shared-figure").hidden = !share;
    field("share-open-note").hidden = !share;
    if (!captured.canShare.screen && !captured.canShare.camera) field("share-state").textContent = say("share_cannot");
  }

  async function begin(kind) {
    let stream = null;
    try {
      stream = await captured.ask(kind);
    } catch (failure) {
      field("share-state").textContent = say(WHY[failure.name] ?? "share_failed");
      return;
    }
    video.srcObject = stream;
    video.play().catch(() => {});
    share = captured.send(stream, video, hear);
    hear("begins");
    showButtons();
  }

  field("share-screen").addEventListener("click", () => begin("screen"));
  field("share-camera").addEventListener("click", () => begin("camera"));
  field("share-stop").addEventListener("click", () => share?.stop());
  // Closing this window ends the share: the browser asks first.
  addEventListener("beforeunload", (event) => { if (share) event.preventDefault(); });
  addEventListener("pagehide", () => share?.stop());
  showButtons();
})();
