// The range of a class that charts, figures, exports and the address of the page are of; none is the whole class.
"use strict";
Moodline.range = (() => {
  const { timeline, ends, local, address, wholeSecond } = Moodline.moments;
  const LEAST_MS = 10000;
  let range = timeline.from ? [local(timeline.from), local(timeline.to)] : null;

  const chosen = () => range;
  const shown = () => range || ends;
  const key = () => (range ? range.map(address).join() : "whole");

  // Tells those who show it. A choice is an entry of the browser's history, so that Back takes it back; a step of zoom
  // or keys is none.
  function set(wanted, isEntry = false) {
    range = wanted;
    document.dispatchEvent(new CustomEvent("rangechange", { detail: { isEntry } }));
  }

  function choose(begin, end, isStep = false) {
    const before = key();
    const length = Math.min(Math.max(end - begin, LEAST_MS), ends[1] - ends[0]);
    const start = Math.min(Math.max(begin, ends[0]), ends[1] - length);
    const isWhole = length >= ends[1] - ends[0] - 1000;
    const wanted = isWhole ? null : [start, start + length].map(wholeSecond);
    const after = wanted ? wanted.map(address).join() : "whole";
    set(wanted, before !== after && (!isStep || before === "whole"));
  }

  const chooseWhole = () => choose(...ends);

  function zoom(factor) {
    const [begin, end] = shown();
    const [middle, half] = [(begin + end) / 2, ((end - begin) * factor) / 2];
    choose(middle - half, middle + half, true);
  }

  function pan(share) {
    if (!range) return;
    const step = (range[1] - range[0]) * share;
    choose(range[0] + step, range[1] + step, true);
  }

  return { LEAST_MS, chosen, shown, key, set, choose, chooseWhole, zoom, pan };
})();
