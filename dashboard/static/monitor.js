// What pages ask of the monitor on this computer, and what they send to the API.
"use strict";
Moodline.monitor = (() => {
  async function failureOf(answer) {
    const { error } = await answer.json().catch(() => ({}));
    const failure = new Error(String(answer.status));
    if (error) failure.told = `${error.message}. ${error.remedy}`.replace(/([.?!])\. /, "$1 ");
    failure.code = error ? error.code : "";
    return failure;
  }

  // A piece of a file is sent as it is, any other body as JSON.
  async function call(address, method = "GET", body = undefined) {
    const isPiece = body instanceof Blob;
    const headers = body ? { "Content-Type": isPiece ? "application/octet-stream" : "application/json" } : {};
    const sent = isPiece ? body : body && JSON.stringify(body);
    const answer = await fetch(address, { method, headers, body: sent, cache: "no-store" });
    if (answer.ok) return answer.status === 204 ? null : answer.json();
    throw await failureOf(answer);
  }

  const now = () => call("/api/v1/monitor");
  const sources = () => call("/api/v1/sources");
  const look = (source, then, mode) => call("/api/v1/monitor", "POST", { source, then, mode });
  const send = (request, values = {}) => call(`/api/v1/monitor/${request}`, "POST", values);

  // The newest picture as the address of a blob, null while there is none.
  async function picture() {
    const answer = await fetch("/api/v1/monitor/picture", { cache: "no-store" });
    return answer.status === 200 ? URL.createObjectURL(await answer.blob()) : null;
  }

  return { call, now, sources, look, send, picture };
})();
