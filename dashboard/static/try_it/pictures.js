// Send the camera's pictures one at a time: the next goes only once the last was answered, so none ever waits.
"use strict";
Moodline.pictures = (() => {
  const INTERVAL_MS = 100;
  const RETRY_MS = 1000;
  const LOADING_MS = 250;
  const LONGEST_SIDE_PX = 640;
  const QUALITY = 0.8;
  const LAST = ["try_it_taken_over", "try_it_failed"];

  const wait = (ms) => new Promise((done) => setTimeout(done, ms));

  async function jpegOf(video, canvas) {
    const scale = Math.min(1, LONGEST_SIDE_PX / Math.max(video.videoWidth, video.videoHeight));
    const [width, height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    canvas.getContext("2d", { willReadFrequently: true }).drawImage(video, 0, 0, width, height);
    return new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  }

  async function ask(address, body) {
    const answer = await fetch(address, { method: "POST", headers: { "Content-Type": "image/jpeg" }, body, cache: "no-store" });
    const said = await answer.json();
    if (answer.ok) return said;
    return { code: said.error.code, told: `${said.error.message}. ${said.error.remedy}`.trim() };
  }

  // Read the video until it is stopped. `hear` gets each answer, and the picture that it is about, null without one.
  function begin(video, hear) {
    const address = `/api/v1/try-it/picture?page=${crypto.randomUUID()}`;
    const picture = document.createElement("canvas");
    let isOn = true;
    let isReady = false;

    async function once() {
      const isSeen = isReady && video.videoWidth > 0 && !document.hidden;
      const body = isSeen ? await jpegOf(video, picture) : null;
      const said = await ask(address, body).catch(() => ({ code: "offline" }));
      if (!isOn) return 0;
      isReady = Boolean(said.is_ready);
      if (LAST.includes(said.code)) isOn = false;
      hear(said, body && picture);
      if (said.code) return RETRY_MS;
      return isReady ? INTERVAL_MS : LOADING_MS;
    }

    async function goOn() {
      let nextAt = performance.now();
      while (isOn) {
        if (document.hidden && isReady) {
          await wait(LOADING_MS); // nobody looks, so nothing is read
          continue;
        }
        nextAt = Math.max(nextAt + (await once()), performance.now());
        await wait(nextAt - performance.now());
      }
    }

    function stop() {
      isOn = false;
      fetch(address, { method: "DELETE", keepalive: true }).catch(() => {});
    }

    goOn();
    return { stop };
  }

  return { begin };
})();
