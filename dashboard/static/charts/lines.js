// Lines with the bands beside them, what is told of them beside the pointer, and the axis that they fit on.
"use strict";
Moodline.lines = (() => {
  const { decimal, signed: withSign } = Moodline.text;
  const { withEdges } = Moodline.intervals;
  const { millisecondsOf } = Moodline.time;

  // What is told beside the pointer: the figure with its band, with the signs of the page's language.
  function hoverTexts(trace, points) {
    const { y, band, places, signed } = trace.meta;
    if (places === undefined) return null;
    const write = (value) => (signed ? withSign : decimal)(value, places);
    const [low, high] = (band || []).map((name) => points[name]);
    return points[y].map((value, index) => {
      if (value === null) return "";
      const hasBand = low && low[index] !== null;
      return hasBand ? `${write(value)} (${write(low[index])} … ${write(high[index])})` : write(value);
    });
  }

  // A line that is drawn within the chart's named moments only.
  function withinMoments(column, points, highlights) {
    const spans = highlights.map(({ begin, end }) => [begin, end].map(millisecondsOf));
    return column.map((value, index) => {
      const moment = millisecondsOf(points.x[index]);
      return spans.some(([begin, end]) => moment >= begin && moment <= end) ? value : null;
    });
  }

  // A null between two intervals ends a line, and closes a band.
  function lineTrace(trace, points, intervals, colour, highlights = []) {
    const [x, y, customdata] = [[], [], []];
    const texts = hoverTexts(trace, points);
    const low = points[trace.meta.low];
    const values = trace.meta.within_moments
      ? withinMoments(points[trace.meta.y], points, highlights) : points[trace.meta.y];
    for (const interval of intervals) {
      const along = withEdges(points.x, interval, interval.beginsAt, interval.endsAt);
      x.push(...along);
      y.push(...withEdges(values, interval));
      if (texts) customdata.push(...withEdges(texts, interval), null);
      if (low) {
        x.push(...along.reverse());
        y.push(...withEdges(low, interval).reverse());
      }
      x.push(null);
      y.push(null);
    }
    return { ...trace, x, y, ...(texts ? { customdata } : {}), line: { ...trace.line, color: colour } };
  }

  function extentOf(columns, [least, most]) {
    let [low, high] = [least, most];
    for (const value of columns.flat()) {
      if (value === null) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return [low, high];
  }

  // An axis that holds the figures with their bands, in whole steps, and at least what `fits.least` says.
  function fittedRange(figure, points) {
    const { fits } = figure.meta || {};
    if (!fits) return {};
    const columns = figure.data.flatMap(({ meta }) => [points[meta.y], points[meta.low]]).filter(Boolean);
    const [low, high] = extentOf(columns, fits.least);
    const [bottom, top] = figure.layout.yaxis.range;
    const inSteps = (value, round) => round(value / fits.step) * fits.step;
    return { range: [Math.max(bottom, inSteps(low, Math.floor)), Math.min(top, inSteps(high, Math.ceil))] };
  }

  return { lineTrace, fittedRange };
})();
