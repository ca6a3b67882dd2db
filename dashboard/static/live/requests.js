// What the live page asks the dashboard for.
"use strict";
Moodline.requests = (() => {
  // An answer that is an error brings its own words, and they are the ones to show.
  async function ask(address, headers = {}) {
    const answer = await fetch(address, { headers, cache: "no-store" });
    if (answer.ok || answer.status === 304) return answer;
    const { error } = await answer.json().catch(() => ({}));
    const failure = new Error(String(answer.status));
    if (error) failure.told = `${error.message}. ${error.remedy}`.replace(/([.?!])\. /, "$1 ");
    throw failure;
  }

  return { ask };
})();
