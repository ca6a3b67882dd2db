// What pages ask of the monitor on this computer.
"use strict";
Moodline.monitor = (() => {
  async function call(address, method = "GET", body = undefined) {
    const headers = body ? { "Content-Type": "application/json" } : {};
    const answer = await fetch(address, { method, headers, body: body && JSON.stringify(body), cache: "no-store" });
    if (answer.ok) return answer.json();
    const { error } = await answer.json().catch(() => ({}));
    const failure = new Error(String(answer.status));
    if (error) failure.told = `${error.message}. ${error.remedy}`.replace(/([.?!])\. /, "$1 ");
    throw failure;
  }

  const now = () => call("/api/v1/monitor");
  const sources = () => call("/api/v1/sources");
  const look = (source, then = []) => call("/api/v1/monitor", "POST", { source, then });
  const send = (request, values = {}) => call(`/api/v1/monitor/${request}`, "POST", values);

  // The newest picture as the address of a blob, null while there is none.
  async function picture() {
    const answer = await fetch("/api/v1/monitor/picture", { cache: "no-store" });
    return answer.status === 200 ? URL.createObjectURL(await answer.blob()) : null;
  }

  return { now, sources, look, send, picture };
})();
