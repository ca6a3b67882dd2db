// What is asked of the dashboard about a class's markers, and what is kept in this browser.
"use strict";
Moodline.markerRequests = (() => {
  const { classId } = document.body.dataset;
  const own = `/api/v1/classes/${classId}/markers`;

  // Returns the answer, null where nobody answered or the database was busy.
  async function call(address, method, body) {
    const headers = body ? { "Content-Type": "application/json" } : {};
    try {
      const answer = await fetch(address, { method, headers, body: body && JSON.stringify(body), cache: "no-store" });
      return answer.status >= 500 ? null : answer;
    } catch { return null; }
  }

  async function refusal(answer) {
    const { error } = await answer.json();
    return `${error.message}. ${error.remedy}`;
  }

  const stored = (storage, key) => { try { return storage.getItem(key); } catch { return null; } };
  const store = (storage, key, value) => { try { storage.setItem(key, value); } catch { /* no storage: until the page is left */ } };

  return { classId, own, call, refusal, stored, store };
})();
