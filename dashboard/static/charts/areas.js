// The areas of a mood, one upon the other, and the strip below them.
"use strict";
Moodline.areas = (() => {
  const { intervalsOf, withEdges } = Moodline.intervals;
  const { lineTrace } = Moodline.lines;
  const OUTLINE_PX = 8; // the narrowest interval on which the dashes of an outline can be told apart
  const BELOW = -1; // out of sight under a chart of shares

  // Each area is one path, there above and back beneath, which runs out of sight below the chart in a break: so the
  // number of traces and paths does not grow with the breaks.
  function area(trace, shares, edges, moments, intervals) {
    const [x, customdata, above, beneath] = [[], [], [], []];
    for (const interval of intervals) {
      const { beginsAt, endsAt } = interval;
      x.push(beginsAt, ...withEdges(moments, interval, beginsAt, endsAt), endsAt);
      above.push(BELOW, ...withEdges(edges.above, interval), BELOW);
      beneath.push(BELOW, ...withEdges(edges.beneath, interval), BELOW);
      const known = withEdges(shares, interval).map((share) => 100 * share);
      customdata.push(known[0], ...known, known[known.length - 1]);
    }
    return {
      ...trace, mode: "none", x: [...x, ...x.reverse()], y: [...above, ...beneath.reverse()],
      customdata: [...customdata, ...customdata.reverse()],
    };
  }

  // Emotions that are switched off stay in the whole: their shares are drawn together, on top, as "others".
  function shownEmotions(figure, points, hidden) {
    const emotions = figure.data.filter((trace) => trace.meta?.stacked);
    const shown = emotions.filter((trace) => !hidden.has(trace.meta.emotion));
    const off = emotions.filter((trace) => hidden.has(trace.meta.emotion));
    if (!off.length) return { traces: shown, columns: points };
    const others = points.x.map((_moment, index) => (
      off.reduce((sum, trace) => {
        const share = points[trace.meta.y][index];
        return share === null || sum === null ? null : sum + share;
      }, 0)
    ));
    const name = figure.meta.others;
    const trace = {
      ...off[0], name, meta: { y: "others", label: name, stacked: true }, line: { width: 1, dash: "solid" },
      fillcolor: "rgba(0,0,0,0)", fillpattern: { shape: "/", size: 7, solidity: 0.12 },
    };
    return { traces: [...shown, trace], columns: { ...points, others } };
  }

  function stacked(traces, points, intervals, narrowest, colours) {
    let sums = points.x.map(() => 0);
    const wide = intervals.filter(({ begin, end }) => end - begin >= narrowest);
    const [areas, outlines] = [[], []];
    for (const trace of traces) {
      const shares = points[trace.meta.y];
      const beneath = sums;
      sums = sums.map((sum, index) => sum + (shares[index] ?? 0));
      const outline = {
        ...trace, fill: "none", fillpattern: {}, hoverinfo: "skip", hovertemplate: "", meta: { y: "sums" },
      };
      const filled = area(trace, shares, { above: sums, beneath }, points.x, intervals);
      if (trace.fillpattern) filled.fillpattern = { ...trace.fillpattern, fgcolor: colours.ink };
      areas.push(filled);
      outlines.push(lineTrace(outline, { sums, x: points.x }, wide, colours.ink));
    }
    return [...areas, ...outlines];
  }

  function strip(trace, points, view) {
    const known = points[trace.meta.y];
    const beneath = known.map(() => 0);
    return area(trace, known, { above: known, beneath }, points.x, intervalsOf(known, view));
  }

  function stackedTraces(figure, points, view, colours) {
    const intervals = intervalsOf(points[figure.data[0].meta.y], view);
    const { traces, columns } = shownEmotions(figure, points, view.hidden);
    const strips = figure.data.filter((trace) => trace.meta?.strip);
    return [
      ...stacked(traces, columns, intervals, OUTLINE_PX * view.msPerPx, colours),
      ...strips.map((trace) => ({ ...strip(trace, points, view), fillcolor: colours.accent })),
    ];
  }

  return { shownEmotions, stackedTraces };
})();
