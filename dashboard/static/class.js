// The charts of a whole class: on its page (figures fetched) and in its report (figures within).
"use strict";
(() => {
  const within = document.getElementById("series");
  // Asked for before Plotly's script is read, which takes the browser longer than the figures take the server.
  const asked = within ? null : fetch(document.body.dataset.seriesUrl, { cache: "no-store" });
  asked?.catch(() => {}); // told below, once there is something to tell it in

  async function figures() {
    if (within) return JSON.parse(within.textContent);
    const answer = await asked;
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  document.addEventListener("DOMContentLoaded", async () => {
    const charts = Moodline.readJson("charts");
    let series;
    try {
      series = await figures();
    } catch {
      const note = document.getElementById("chart-note");
      note.textContent = "The charts could not be loaded. Is the dashboard still running? Reload to try again.";
      return;
    }
    const draw = () => Moodline.drawAll(charts, series.points, null);
    draw();
    document.addEventListener("themechange", draw);
  });
})();
