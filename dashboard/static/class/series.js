// A class's figures. Asked for before Plotly's script is read, which takes the browser longer than they take the server.
"use strict";
Moodline.classSeries = (() => {
  const { api, zone = "class" } = document.body.dataset;
  const asked = new URLSearchParams(location.search);
  const view = new URLSearchParams({ zone });
  if (asked.get("profile")) view.set("profile", asked.get("profile"));

  async function fetched(what, more = {}) {
    const query = new URLSearchParams([...view, ...Object.entries(more)]);
    const answer = await fetch(`${api}/${what}?${query}`, { cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  const fetchWhole = () => fetched("series", { smoothing: Moodline.smoothing.ofWhole() });
  const whole = fetchWhole();
  whole.catch(() => {}); // told later, once there is something to tell it in
  return { asked, fetched, fetchWhole, whole };
})();
