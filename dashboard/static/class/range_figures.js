// The figures of the chosen range, asked for once a drag or a held key has come to rest.
"use strict";
Moodline.rangeFigures = (() => {
  const { fetched } = Moodline.classSeries;
  const { address } = Moodline.moments;
  const { range, classCharts } = Moodline;
  const { ofWhole, secondsFor } = Moodline.smoothing;
  const ASK_AFTER_MS = 250;
  const note = document.getElementById("range-note");
  let waiting = 0;

  function show(words) {
    document.getElementById("range-heading").textContent = words.heading;
    document.getElementById("range-sentence").textContent = words.sentence;
    document.querySelectorAll("[data-card]").forEach((card, place) => {
      const { name, value, note: small } = words.cards[place];
      [name, value, small].forEach((text, row) => { card.children[row].textContent = text; });
    });
  }

  async function ask() {
    const wanted = range.key();
    const [from, to] = range.chosen().map(address);
    const smoothing = secondsFor(range.chosen()[1] - range.chosen()[0]);
    const isFiner = classCharts.isThinned() || smoothing !== ofWhole();
    const series = isFiner ? fetched("series", { from, to, smoothing }) : null;
    try {
      const [figures, fine] = await Promise.all([fetched("range", { from, to }), series]);
      if (wanted !== range.key()) return;
      show(figures.words);
      if (fine?.points.x.length) classCharts.showDetail(wanted, fine.points);
    } catch {
      note.textContent = Moodline.text.say("range_failed");
    }
  }

  function askSoon() {
    note.textContent = "";
    clearTimeout(waiting);
    if (range.chosen()) waiting = setTimeout(ask, ASK_AFTER_MS);
  }

  return { askSoon };
})();
