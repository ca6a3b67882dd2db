// The page that shows what the networks read in one's own face: its buttons, and what is going on in words.
"use strict";
(() => {
  const { camera, pictures, drawing, bars } = Moodline;
  const { say, decimal } = Moodline.text;
  const field = (id) => document.getElementById(id);
  const RATE_EVERY_MS = 2000;
  const CLEARLY = 1.3;
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  let reading = null;
  let faces = [];
  let wanted = null; // the number of the face that was chosen, null for the largest
  let shown = null; // the number of the face that the bars are about
  let numbers = new Map(); // of the faces in view, by track
  let counted = { pictures: 0, since: 0 };

  function tell(words) {
    if (field("try-state").textContent !== words) field("try-state").textContent = words;
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
    [faces, wanted, numbers] = [[], null, new Map()];
    bars.show(null);
    bars.offer([], null, null);
    field("try-rate").textContent = "";
    field("try-picture").width = field("try-picture").width; // empties it
    showButtons();
    tell(words);
  }

  // Each face keeps the smallest number that was free when it came.
  function numbered(found) {
    const kept = new Map(found.filter((face) => numbers.has(face.track)).map((face) => [face.track, numbers.get(face.track)]));
    for (const { track } of found) {
      let number = 1;
      while (!kept.has(track) && [...kept.values()].includes(number)) number += 1;
      if (!kept.has(track)) kept.set(track, number);
    }
    numbers = kept;
    return found.map((face) => ({ ...face, number: kept.get(face.track) }));
  }

  const sizeOf = (face) => face.box_xywh[2] * face.box_xywh[3];

  // The largest face, or still the last one unless another is clearly larger: of two people side by side one stays.
  function largest() {
    const last = faces.find((face) => face.number === shown) ?? faces[0];
    return faces.reduce((one, other) => (sizeOf(other) > sizeOf(one) * (one === last ? CLEARLY : 1) ? other : one), last);
  }

  function chosenFace() {
    const chosen = faces.find((face) => face.number === wanted) ?? largest();
    shown = chosen?.number ?? null;
    return chosen;
  }

  function choose(number) {
    wanted = number;
    bars.offer(faces, chosenFace(), choose);
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

  function hear(said, picture) {
    if (said.code) {
      const words = said.told ?? say("try_offline");
      if (["try_it_taken_over", "try_it_failed"].includes(said.code)) stop(words);
      else tell(words);
      return;
    }
    if (said.quality) field("try-quality").textContent = said.quality;
    if (!said.is_ready) tell(say("try_loading"));
    if (!picture) return;
    faces = numbered(said.faces);
    const chosen = chosenFace();
    drawing.draw(picture, faces, chosen);
    bars.show(chosen);
    bars.offer(faces, chosen, choose);
    tell(stateOf(said, chosen));
    count();
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
