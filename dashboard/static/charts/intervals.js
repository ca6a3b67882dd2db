// The intervals of a chart in which there are figures, between those in which there are none.
"use strict";
Moodline.intervals = (() => {
  const { isoOf } = Moodline.time;
  const LEAST_PX = 3; // the width of a lone moment

  function runsOf(values) {
    const found = [];
    values.forEach((value, index) => {
      if (value === null) return;
      const last = found[found.length - 1];
      if (last && last.to === index) last.to = index + 1;
      else found.push({ from: index, to: index + 1 });
    });
    return found;
  }

  // The intervals with figures, each with the times between which it is drawn: a lone moment gets a width, so that it
  // can be seen, but at most half of the way to where nothing is known.
  function intervalsOf(values, { times, msPerPx }) {
    return runsOf(values).map(({ from, to }) => {
      const [first, last] = [times[from], times[to - 1]];
      const lacking = Math.max(0, LEAST_PX * msPerPx - (last - first)) / 2;
      const before = from > 0 ? (first - times[from - 1]) / 2 : lacking;
      const after = to < times.length ? (times[to] - last) / 2 : lacking;
      const [begin, end] = [first - Math.min(lacking, before), last + Math.min(lacking, after)];
      return { from, to, begin, end, beginsAt: isoOf(begin), endsAt: isoOf(end) };
    });
  }

  const withEdges = (column, { from, to }, begin = column[from], end = column[to - 1]) => (
    [begin, ...column.slice(from, to), end]
  );

  return { intervalsOf, withEdges };
})();
