// Recordings that are dropped on the page or picked: copied to where the monitor can read them, in pieces.
"use strict";
Moodline.recordings = (() => {
  const { say, decimal } = Moodline.text;
  const { call } = Moodline.monitor;
  const PIECE_BYTES = 900_000;
  const field = (id) => document.getElementById(id);
  const files = field("recording-files");
  const drop = field("recordings");
  let cancelled = false;
  let onReady = () => {};
  let copied = [];

  function showProgress(name, done, size, beganAt) {
    const seconds = ((Date.now() - beganAt) / 1000) * (size / Math.max(done, 1) - 1);
    field("upload-progress").value = done / size;
    field("upload-words").textContent = say("upload_going", { name, percent: decimal((done / size) * 100, 0), seconds: Math.ceil(seconds) });
  }

  async function copy(file) {
    const beganAt = Date.now();
    let upload = await call("/api/v1/recordings", "POST", { name: file.name, size: file.size });
    copied.push(upload.id);
    while (upload.source === null && !cancelled) {
      const piece = file.slice(upload.received, upload.received + PIECE_BYTES);
      upload = await call(`/api/v1/recordings/${upload.id}?offset=${upload.received}`, "PUT", piece);
      showProgress(file.name, upload.received, file.size, beganAt);
    }
    return upload;
  }

  function discard() {
    cancelled = true;
    for (const id of copied) call(`/api/v1/recordings/${id}`, "DELETE").catch(() => {});
    copied = [];
    field("upload").hidden = true;
  }

  async function receive(chosen) {
    if (!chosen.length) return;
    discard();
    cancelled = false;
    field("upload").hidden = false;
    field("upload-progress").hidden = false;
    const uploads = [];
    try {
      for (const file of chosen) {
        if (!cancelled) uploads.push(await copy(file));
      }
    } catch (failure) {
      discard();
      field("upload").hidden = false;
      field("upload-progress").hidden = true;
      field("upload-words").textContent = failure.told || say("upload_failed");
      return;
    }
    if (cancelled) return;
    field("upload-progress").hidden = true;
    field("upload-words").textContent = uploads.length > 1 ? say("uploads_done", { count: uploads.length }) : say("upload_done", { name: uploads[0].name });
    onReady(uploads);
  }

  // A file that is dropped beside the field must not replace the page.
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("ready");
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("ready"); });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("ready");
    receive([...event.dataTransfer.files]);
  });
  files.addEventListener("change", () => receive([...files.files]));
  field("upload-remove").addEventListener("click", discard);

  return { whenReady: (act) => { onReady = act; } };
})();
