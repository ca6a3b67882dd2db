// Draws the charts: joins a figure's description with columns of points, in the colours of the page.
"use strict";
const Moodline = (() => {
  const LABEL_PX = 14; // the height of a direct label
  const TICK_PX = 85; // the width of a time with its seconds, and some air
  const LEAST_PX = 3; // the width of a lone moment
  const OUTLINE_PX = 8; // the narrowest stretch on which the dashes of an outline can be told apart
  const BELOW = -1; // out of sight under a chart of shares
  const CONFIG = { responsive: true, displaylogo: false, showSendToCloud: false };
  const BUTTONS = [["zoomIn2d", "zoomOut2d", "resetScale2d", "toImage"]];

  const readJson = (id) => JSON.parse(document.getElementById(id).textContent);

  // The stretches with figures, each with the times between which it is drawn: a lone moment gets a width, so that it
  // can be seen, but at most half of the way to where nothing is known.
  function stretchesOf(values, times, leastMs) {
    const found = [];
    values.forEach((value, index) => {
      if (value === null) return;
      const last = found[found.length - 1];
      if (last && last.to === index) last.to = index + 1;
      else found.push({ from: index, to: index + 1 });
    });
    return found.map(({ from, to }) => {
      const [first, last] = [times[from], times[to - 1]];
      const lacking = Math.max(0, leastMs - (last - first)) / 2;
      const before = from > 0 ? (first - times[from - 1]) / 2 : lacking;
      const after = to < times.length ? (times[to] - last) / 2 : lacking;
      return { from, to, begin: first - Math.min(lacking, before), end: last + Math.min(lacking, after) };
    });
  }

  const withEdges = (column, { from, to }, begin = column[from], end = column[to - 1]) => (
    [begin, ...column.slice(from, to), end]
  );

  // Each area is one path, there above and back beneath, which runs out of sight below the chart in a break: so the
  // number of traces and paths does not grow with the breaks.
  function area(trace, shares, edges, times, stretches) {
    const [x, customdata, above, beneath] = [[], [], [], []];
    for (const stretch of stretches) {
      const { begin, end } = stretch;
      x.push(begin, ...withEdges(times, stretch, begin, end), end);
      above.push(BELOW, ...withEdges(edges.above, stretch), BELOW);
      beneath.push(BELOW, ...withEdges(edges.beneath, stretch), BELOW);
      const known = withEdges(shares, stretch);
      customdata.push(known[0], ...known, known[known.length - 1]);
    }
    return {
      ...trace, mode: "none", x: [...x, ...x.reverse()], y: [...above, ...beneath.reverse()],
      customdata: [...customdata, ...customdata.reverse()],
    };
  }

  function stackedTraces(figure, points, times, stretches, narrowest, colours) {
    let sums = times.map(() => 0);
    const wide = stretches.filter(({ begin, end }) => end - begin >= narrowest);
    const [areas, outlines] = [[], []];
    for (const trace of figure.data) {
      const shares = points[trace.meta.y];
      const beneath = sums;
      sums = sums.map((sum, index) => sum + (shares[index] ?? 0));
      const outline = { ...trace, fill: "none", hoverinfo: "skip", hovertemplate: "", meta: { y: "sums" } };
      areas.push(area(trace, shares, { above: sums, beneath }, times, stretches));
      outlines.push(lineTrace(outline, { sums }, times, wide, colours.ink));
    }
    return [...areas, ...outlines];
  }

  // Lines, and the bands beside them: a null between two stretches ends the one, and closes the other.
  function lineTrace(trace, points, times, stretches, colour) {
    const [x, y] = [[], []];
    const [values, low] = [points[trace.meta.y], points[trace.meta.low]];
    for (const stretch of stretches) {
      const along = withEdges(times, stretch, stretch.begin, stretch.end);
      x.push(...along);
      y.push(...withEdges(values, stretch));
      if (low) {
        x.push(...along.reverse());
        y.push(...withEdges(low, stretch).reverse());
      }
      x.push(null);
      y.push(null);
    }
    return { ...trace, x, y, line: { ...trace.line, color: colour } };
  }

  function tracesOf(figure, points, times, msPerPx, colours) {
    const stretches = stretchesOf(points[figure.data[0].meta.y], times, LEAST_PX * msPerPx);
    if (figure.data[0].meta.stacked) {
      return stackedTraces(figure, points, times, stretches, OUTLINE_PX * msPerPx, colours);
    }
    return figure.data.map((trace) => lineTrace(trace, points, times, stretches, colours.accent));
  }

  // Each label stands beside its area, pushed up where the one below needs the room, and down again at the top.
  // The areas are labelled as they were when last in view: the mood may have ended before the class.
  function directLabels(figure, points, isShown, colours, height) {
    const named = figure.data.filter((trace) => trace.meta.label);
    if (!named.length) return [];
    const last = points[named[0].meta.y].findLastIndex((share, index) => share !== null && isShown(index));
    if (last < 0) return [];
    const room = LABEL_PX / (height - figure.layout.margin.t - figure.layout.margin.b);
    let floor = 0;
    const places = named.map((trace) => {
      const share = points[trace.meta.y][last];
      floor += share;
      return floor - share / 2;
    });
    for (let i = 1; i < places.length; i += 1) places[i] = Math.max(places[i], places[i - 1] + room);
    let ceiling = 1 + room / 4;
    for (let i = places.length - 1; i >= 0; i -= 1) {
      places[i] = Math.min(places[i], ceiling);
      ceiling = places[i] - room;
    }
    return named.map((trace, index) => ({
      xref: "paper", x: 1.005, xanchor: "left", yref: "paper", y: places[index], yanchor: "middle", text: trace.meta.label,
      showarrow: false, font: { color: colours.ink, size: 12 },
    }));
  }

  function draw(element, figure, points, range) {
    const style = getComputedStyle(element);
    const colours = { ink: style.color, grid: style.borderTopColor, accent: style.outlineColor };
    const times = points.x.map((moment) => Date.parse(`${moment}Z`));
    const [begin, end] = (range || [points.x[0], points.x[points.x.length - 1]]).map((moment) => Date.parse(`${moment}Z`));
    const isShown = (index) => times[index] >= begin && times[index] <= end;
    const msPerPx = (end - begin || 60000) / Math.max(element.clientWidth, 1);
    const axis = { color: colours.ink, gridcolor: colours.grid, linecolor: colours.grid };
    const { l, r } = figure.layout.margin;
    const most = Math.max(2, Math.floor((element.clientWidth - l - r) / TICK_PX));
    const nticks = Math.min(figure.layout.xaxis.nticks, most);
    const layout = {
      ...figure.layout,
      height: element.clientHeight,
      font: { ...figure.layout.font, color: colours.ink },
      xaxis: { ...figure.layout.xaxis, ...axis, nticks, ...(range ? { range, autorange: false } : { autorange: true }) },
      yaxis: { ...figure.layout.yaxis, ...axis },
      hoverlabel: { bgcolor: style.backgroundColor, bordercolor: colours.grid, font: { color: colours.ink } },
      annotations: directLabels(figure, points, isShown, colours, element.clientHeight),
      modebar: { bgcolor: "rgba(0,0,0,0)", color: colours.grid, activecolor: colours.ink },
      uirevision: "kept", // a reader's zoom outlives an update
    };
    if (element.clientWidth < 480) layout.dragmode = false; // a finger scrolls the page
    const tools = figure.layout.dragmode === "zoom" && element.clientWidth >= 480;
    if (tools) layout.margin = { ...layout.margin, t: 34 }; // the tools stand above the labels
    const config = tools
      ? { ...CONFIG, modeBarButtons: BUTTONS }
      : { ...CONFIG, displayModeBar: false, doubleClick: false };
    return Plotly.react(element, tracesOf(figure, points, times, msPerPx, colours), layout, config);
  }

  // All charts of a page share their time axis, whether or not they have figures at its ends.
  function drawAll(charts, points, shown) {
    const range = shown || (points.x.length > 1 ? [points.x[0], points.x[points.x.length - 1]] : null);
    for (const [name, figure] of Object.entries(charts)) {
      const element = document.getElementById(`chart-${name}`);
      if (element) draw(element, figure, points, range);
    }
  }

  return { readJson, drawAll };
})();
