// The camera of the page for one's own face: opened by a click, chosen where there are several.
"use strict";
Moodline.camera = (() => {
  const WISHES = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 15 } };
  const WHY = {
    NotAllowedError: "try_not_allowed",
    NotFoundError: "try_no_camera",
    OverconstrainedError: "try_no_camera", // the chosen one was unplugged
    NotReadableError: "try_camera_busy",
    AbortError: "try_camera_busy",
  };
  let stream = null;

  function close() {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
  }

  // Open a camera into the video, the browser's choice without an id. Throws with the key of a text as its message.
  async function open(video, deviceId) {
    close();
    if (!navigator.mediaDevices?.getUserMedia) throw new Error("try_cannot");
    const wished = deviceId ? { ...WISHES, deviceId: { exact: deviceId } } : WISHES;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: wished, audio: false });
      video.srcObject = stream;
      await video.play();
    } catch (failure) {
      throw new Error(WHY[failure.name] ?? "try_camera_failed");
    }
    return stream.getVideoTracks()[0];
  }

  // The cameras that can be chosen; a browser names them once one was allowed.
  async function all() {
    const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    return devices.filter((each) => each.kind === "videoinput");
  }

  return { open, close, all };
})();
