// Send what is shared to the monitor, the newest picture at the pace that it asks for. In a worker, whose timers go on
// at full pace while the page is hidden.
"use strict";
(() => {
  const LONGEST_SIDE_PX = 2560;
  const QUALITY = 0.85;
  const RETRY_MS = 1000;
  const GONE_MS = 60000; // no monitor for so long: the class is over
  const canvas = new OffscreenCanvas(1, 1);
  const state = { address: "", isShared: false, isMuted: false, newest: null, jpeg: null, heardAt: 0, asksPage: false };
  let pictureCame = () => {};

  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const tell = (kind) => postMessage({ kind });

  function keep(picture) {
    state.newest?.close();
    state.newest = picture;
    pictureCame();
  }

  // The track's own frames: they come while the page is hidden too.
  async function readFrames(readable) {
    const reader = readable.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      if (state.isShared) keep(value);
      else value.close();
    }
  }

  // Where a browser has no frames for workers, the page takes a picture of its video when it is asked.
  async function askPage() {
    const came = new Promise((done) => { pictureCame = done; });
    tell("tick");
    await Promise.race([came, wait(RETRY_MS)]);
  }

  async function picture() {
    if (state.asksPage) await askPage();
    const frame = state.newest;
    if (!frame) return state.jpeg; // nothing has moved since: what was sent is still what is there
    state.newest = null;
    const [width, height] = [frame.displayWidth ?? frame.width, frame.displayHeight ?? frame.height];
    const scale = Math.min(1, LONGEST_SIDE_PX / Math.max(width, height));
    [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
    canvas.getContext("2d").drawImage(frame, 0, 0, canvas.width, canvas.height);
    frame.close();
    state.jpeg = await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
    return state.jpeg;
  }

  async function send(body) {
    const answer = await fetch(state.address, { method: "POST", headers: { "Content-Type": "image/jpeg" }, body, cache: "no-store" });
    const said = await answer.json();
    return answer.ok ? said : { code: said.error.code };
  }

  // What follows from a refusal: how long to wait, null to stop.
  function followRefusal(code) {
    if (code === "share_taken_over") {
      tell("taken_over");
      return null;
    }
    if (code === "frame_refused") return RETRY_MS;
    tell("no_class");
    return Date.now() - state.heardAt > GONE_MS ? null : RETRY_MS;
  }

  function follow(said, hasSent) {
    if (said.code) return followRefusal(said.code);
    state.heardAt = Date.now();
    state.isWanted = said.is_wanted;
    const rests = said.is_wanted ? (state.isMuted && "no_picture") : "not_wanted";
    tell(rests || "sends");
    return said.is_wanted && !hasSent && !state.isMuted ? Math.min(100, said.interval_ms) : said.interval_ms;
  }

  async function goOn() {
    state.heardAt = Date.now();
    while (state.isShared) {
      const beganAt = Date.now();
      let pause = RETRY_MS;
      try {
        const body = state.isWanted && !state.isMuted ? await picture() : null;
        pause = follow(await send(body), Boolean(body));
      } catch { tell("offline"); }
      if (pause === null) {
        state.isShared = false;
        tell("over");
        return;
      }
      await wait(Math.max(0, beganAt + pause - Date.now()));
    }
  }

  addEventListener("message", ({ data }) => {
    if (data.kind === "begin") {
      Object.assign(state, { address: data.address, isShared: true, isWanted: false, asksPage: !data.readable });
      if (data.readable) readFrames(data.readable);
      goOn();
    } else if (data.kind === "picture") keep(data.picture);
    else if (data.kind === "muted") state.isMuted = data.isMuted;
  });
})();
