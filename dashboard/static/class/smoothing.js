// How long the mood is averaged: as chosen, else as suits what is in view.
"use strict";
Moodline.smoothing = (() => {
  const { smoothing, suitable, begin, end } = Moodline.readJson("timeline-data");
  const wholeMs = Date.parse(end) - Date.parse(begin);
  let chosen = smoothing;

  const suits = (shownMs) => {
    const found = suitable.from_seconds.find(([least]) => shownMs / 1000 >= least);
    return found ? found[1] : suitable.shortest;
  };
  const secondsFor = (shownMs) => chosen ?? suits(shownMs);
  const ofWhole = () => secondsFor(wholeMs);

  // The first choice of the field is to average as suits, and says how long that is.
  function show(shownMs) {
    const field = document.getElementById("smoothing");
    const [auto, ...fixed] = field.options;
    const length = fixed.find(({ value }) => Number(value) === suits(shownMs)).textContent;
    auto.textContent = Moodline.text.say("smoothing_suits", { length });
    field.value = chosen ?? "";
  }

  function choose(value) {
    chosen = value ? Number(value) : null;
  }

  return { chosen: () => chosen, choose, ofWhole, secondsFor, show };
})();
