// What the browser shares after its own question, and the worker that sends it.
"use strict";
Moodline.captured = (() => {
  const SCREEN = {
    video: { frameRate: { max: 5 }, width: { max: 2560 }, height: { max: 1600 } },
    audio: false,
    selfBrowserSurface: "exclude",
    surfaceSwitching: "include",
  };
  const CAMERA = { video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 10 } }, audio: false };
  const canShare = { screen: Boolean(navigator.mediaDevices?.getDisplayMedia), camera: Boolean(navigator.mediaDevices?.getUserMedia) };

  const ask = (kind) => (kind === "screen" ? navigator.mediaDevices.getDisplayMedia(SCREEN) : navigator.mediaDevices.getUserMedia(CAMERA));

  function framesOf(track) {
    return "MediaStreamTrackProcessor" in self ? new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable : null;
  }

  // Send the stream until `stop`. `hear` is called with each state; "over" and "stopped" are the last.
  function send(stream, video, hear) {
    const [track] = stream.getVideoTracks();
    const address = `/api/v1/monitor/frame?share=${crypto.randomUUID()}`;
    const worker = new Worker(document.body.dataset.worker);
    let isOver = false;

    function stop(last = "stopped") {
      if (isOver) return;
      isOver = true;
      worker.terminate();
      track.stop();
      if (last === "stopped") fetch(address, { method: "DELETE", keepalive: true }).catch(() => {});
      hear(last);
    }

    async function photograph() {
      const picture = await createImageBitmap(video).catch(() => null);
      if (picture) worker.postMessage({ kind: "picture", picture }, [picture]);
    }

    worker.addEventListener("message", ({ data }) => {
      if (isOver) return;
      if (data.kind === "tick") photograph();
      else if (["taken_over", "over"].includes(data.kind)) stop(data.kind);
      else hear(data.kind);
    });
    track.addEventListener("ended", () => stop());
    for (const kind of ["mute", "unmute"]) {
      track.addEventListener(kind, () => worker.postMessage({ kind: "muted", isMuted: kind === "mute" }));
    }
    const readable = framesOf(track);
    worker.postMessage({ kind: "begin", address: new URL(address, location.href).href, readable }, readable ? [readable] : []);
    return { stop };
  }

  return { ask, send, canShare };
})();
