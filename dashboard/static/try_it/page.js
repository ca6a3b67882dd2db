// The page that shows what the networks read in one's own face: its buttons, and what is going on in words.
"use strict";
(() => {
  const { camera, pictures, drawing, bars } = Moodline;
  const { say, decimal } = Moodline.text;
  const field = (id) => document.getElementById(id);
  const RATE_EVERY_MS = 2000;
  const SETTLED_MS = 600; // what is seen is said once it has been so for so long: a face may be lost for a moment
  const LAST = ["try_it_taken_over", "try_it_failed"];
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  let reading = null;
  let faces = [];
  let counted = { pictures: 0, since: 0 };
  let seen = { words: "", since: 0 };

  function tell(words) {
    seen = { words, since: performance.now() };
    if (field("try-state").textContent !== words) field("try-state").textContent = words;
  }

  function tellOnceSettled(words) {
    if (words !== seen.words) seen = { words, since: performance.now() };
    if (performance.now() - seen.since >= SETTLED_MS) tell(words);
  }

  function showButtons() {
    field("try-open").hidden = Boolean(reading);
    field("try-stop").hidden = !reading;
    field("try-figure").hidden = !reading;
    if (!reading) field("try-camera-choice").hidden = true;
  }

  function stop(words = say("try_stopped")) {
    reading?.stop();
    reading = null;
    camera.close();
    video.srcObject = null;
    faces = [];
    Moodline.faces.forget();
    bars.show(null);
    bars.offer([], null, null);
    field("try-rate").textContent = "";
    field("try-picture").width = field("try-picture").width; // empties it
    showButtons();
    tell(words);
  }

  function choose(number) {
    Moodline.faces.choose(number);
    bars.offer(faces, Moodline.faces.chosenOf(faces), choose);
  }

  function count() {
    const now = performance.now();
    counted.pictures += 1;
    if (now - counted.since < RATE_EVERY_MS) return;
    field("try-rate").textContent = say("try_rate", { rate: decimal((1000 * counted.pictures) / (now - counted.since)) });
    counted = { pictures: 0, since: now };
  }

  function stateOf(said, chosen) {
    if (said.trouble) return said.trouble;
    if (!chosen) return say("try_no_face");
    if (!chosen.emotions) return say("try_not_read", { number: chosen.number });
    return say("try_reads");
  }

  function show(said, picture) {
    faces = Moodline.faces.numbered(said.faces);
    const chosen = Moodline.faces.chosenOf(faces);
    drawing.draw(picture, faces, chosen);
    bars.show(chosen);
    bars.offer(faces, chosen, choose);
    tellOnceSettled(stateOf(said, chosen));
    count();
  }

  function hear(said, picture) {
    if (said.code) {
      const words = said.told ?? say("try_offline");
      if (LAST.includes(said.code)) stop(words);
      else tell(words);
      return;
    }
    if (said.quality) field("try-quality").textContent = said.quality;
    if (!said.is_ready) tell(say("try_loading"));
    if (picture) show(said, picture);
  }

  async function offerCameras(track) {
    const found = await camera.all();
    const select = field("try-camera");
    select.replaceChildren(...found.map((each, index) => new Option(each.label || say("try_camera", { number: index + 1 }), each.deviceId)));
    select.value = track.getSettings().deviceId ?? "";
    field("try-camera-choice").hidden = found.length < 2;
  }

  async function open(deviceId = "") {
    tell(say("try_asks"));
    try {
      const track = await camera.open(video, deviceId);
      track.addEventListener("ended", () => { if (reading) stop(say("try_camera_gone")); });
      counted = { pictures: 0, since: performance.now() };
      reading ??= pictures.begin(video, hear);
      showButtons();
      if (!deviceId) field("try-stop").focus(); // the button that had the focus is gone
      await offerCameras(track);
    } catch (failure) { stop(say(failure.message)); }
  }

  field("try-open").addEventListener("click", () => open());
  field("try-stop").addEventListener("click", () => { stop(); field("try-open").focus(); });
  field("try-camera").addEventListener("change", ({ target }) => open(target.value));
  field("try-picture").addEventListener("click", ({ clientX, clientY }) => {
    const face = drawing.faceAt(faces, clientX, clientY);
    if (face) choose(face.number);
  });
  addEventListener("pagehide", () => { if (reading) stop(); });
  showButtons();
})();
