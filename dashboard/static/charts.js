// Draws the charts: joins a figure's description with columns of points, in the colours of the page.
"use strict";
const Moodline = (() => {
  const LABEL_PX = 14; // the height of a direct label
  const TICK_PX = 85; // the width of a time with its seconds, and some air
  const LEAST_PX = 3; // the width of a lone moment
  const OUTLINE_PX = 8; // the narrowest stretch on which the dashes of an outline can be told apart
  const BELOW = -1; // out of sight under a chart of shares
  const LEAST_DRAG_PX = 480; // on anything narrower a finger scrolls the page
  const HATCH_PX = 9; // between two strokes of what is left out
  const NAMED_PX = 70; // the narrowest stretch that is named within the chart
  // How much of the class was seen, and how much of the curve is then veiled: it stays above 3:1 up to the last step.
  const VEILS = [{ below: 0.65, veil: 0.5 }, { below: 0.8, veil: 0.28 }];
  const CONFIG = { responsive: true, displaylogo: false, showSendToCloud: false, showTips: false };
  const BUTTONS = [["zoomIn2d", "zoomOut2d", "resetScale2d", "toImage"]];

  const readJson = (id) => JSON.parse(document.getElementById(id).textContent);

  // Plotly is given moments as texts: it would shift numbers by the time zone of the machine.
  const isoOf = (milliseconds) => new Date(milliseconds).toISOString().slice(0, -1);
  const inPath = (milliseconds) => isoOf(milliseconds).replace("T", "_"); // as a shape's path takes them

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
      const [begin, end] = [first - Math.min(lacking, before), last + Math.min(lacking, after)];
      return { from, to, begin, end, beginsAt: isoOf(begin), endsAt: isoOf(end) };
    });
  }

  const withEdges = (column, { from, to }, begin = column[from], end = column[to - 1]) => (
    [begin, ...column.slice(from, to), end]
  );

  // Each area is one path, there above and back beneath, which runs out of sight below the chart in a break: so the
  // number of traces and paths does not grow with the breaks.
  function area(trace, shares, edges, moments, stretches) {
    const [x, customdata, above, beneath] = [[], [], [], []];
    for (const stretch of stretches) {
      const { beginsAt, endsAt } = stretch;
      x.push(beginsAt, ...withEdges(moments, stretch, beginsAt, endsAt), endsAt);
      above.push(BELOW, ...withEdges(edges.above, stretch), BELOW);
      beneath.push(BELOW, ...withEdges(edges.beneath, stretch), BELOW);
      const known = withEdges(shares, stretch).map((share) => 100 * share);
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

  function stackedTraces(named, points, stretches, narrowest, colours) {
    let sums = points.x.map(() => 0);
    const wide = stretches.filter(({ begin, end }) => end - begin >= narrowest);
    const [areas, outlines] = [[], []];
    for (const trace of named) {
      const shares = points[trace.meta.y];
      const beneath = sums;
      sums = sums.map((sum, index) => sum + (shares[index] ?? 0));
      const outline = {
        ...trace, fill: "none", fillpattern: {}, hoverinfo: "skip", hovertemplate: "", meta: { y: "sums" },
      };
      const filled = area(trace, shares, { above: sums, beneath }, points.x, stretches);
      if (trace.fillpattern) filled.fillpattern = { ...trace.fillpattern, fgcolor: colours.ink };
      areas.push(filled);
      outlines.push(lineTrace(outline, { sums, x: points.x }, wide, colours.ink));
    }
    return [...areas, ...outlines];
  }

  function stripTrace(trace, points, times, msPerPx) {
    const known = points[trace.meta.y];
    const beneath = known.map(() => 0);
    return area(trace, known, { above: known, beneath }, points.x, stretchesOf(known, times, LEAST_PX * msPerPx));
  }

  // Lines, and the bands beside them: a null between two stretches ends the one, and closes the other.
  function lineTrace(trace, points, stretches, colour) {
    const [x, y, customdata] = [[], [], []];
    const told = toldOf(trace, points);
    const [values, low] = [points[trace.meta.y], points[trace.meta.low]];
    for (const stretch of stretches) {
      const along = withEdges(points.x, stretch, stretch.beginsAt, stretch.endsAt);
      x.push(...along);
      y.push(...withEdges(values, stretch));
      if (told) customdata.push(...withEdges(told, stretch), null);
      if (low) {
        x.push(...along.reverse());
        y.push(...withEdges(low, stretch).reverse());
      }
      x.push(null);
      y.push(null);
    }
    return { ...trace, x, y, ...(told ? { customdata } : {}), line: { ...trace.line, color: colour } };
  }

  // What is told beside the pointer: the figure with its band, with the signs of the page's language.
  function toldOf(trace, points) {
    const { y, band, places, signed } = trace.meta;
    if (places === undefined) return null;
    const comma = document.documentElement.lang === "de" ? "," : ".";
    const write = (value) => {
      const text = Math.abs(value).toFixed(places);
      const sign = Number(text) === 0 || value > 0 ? (signed ? "+" : "") : "−";
      return sign + text.replace(".", comma);
    };
    const [low, high] = (band || []).map((name) => points[name]);
    return points[y].map((value, index) => {
      if (value === null) return "";
      return low && low[index] !== null ? `${write(value)} (${write(low[index])} … ${write(high[index])})` : write(value);
    });
  }

  // An axis that holds the figures with their bands, in whole steps, and at least what `fits.least` says.
  function fittedRange(figure, points) {
    const { fits } = figure.meta || {};
    if (!fits) return {};
    const columns = figure.data.flatMap(({ meta }) => [meta.y, meta.low]).filter((name) => points[name]);
    let [low, high] = fits.least;
    for (const name of columns) {
      for (const value of points[name]) {
        if (value === null) continue;
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
    const [bottom, top] = figure.layout.yaxis.range;
    return { range: [Math.max(bottom, Math.floor(low / fits.step) * fits.step), Math.min(top, Math.ceil(high / fits.step) * fits.step)] };
  }

  function tracesOf(figure, points, view, colours) {
    const { times, msPerPx } = view;
    if (!figure.data.length || !figure.data[0].meta) return figure.data; // a chart that brings figures of its own
    const stretches = stretchesOf(points[figure.data[0].meta.y], times, LEAST_PX * msPerPx);
    if (figure.data[0].meta.stacked) {
      const { traces, columns } = shownEmotions(figure, points, view.hidden);
      const strips = figure.data.filter((trace) => trace.meta?.strip);
      return [
        ...stackedTraces(traces, columns, stretches, OUTLINE_PX * msPerPx, colours),
        ...strips.map((trace) => ({ ...stripTrace(trace, points, times, msPerPx), fillcolor: colours.accent })),
      ];
    }
    return figure.data.map((trace) => lineTrace(trace, points, stretches, colours.accent));
  }

  // Each label stands beside its area, pushed up where the one below needs the room, and down again at the top.
  // The areas are labelled as they were when last in view: the mood may have ended before the class.
  function directLabels(figure, points, view, colours) {
    const { traces, columns } = shownEmotions(figure, points, view.hidden);
    if (!traces.length) return [];
    const last = columns[traces[0].meta.y].findLastIndex((share, index) => share !== null && view.isShown(index));
    const label = (text, y) => ({
      xref: "paper", x: 1.005, xanchor: "left", yref: "paper", y, yanchor: "middle", text,
      showarrow: false, font: { color: colours.ink, size: 12 },
    });
    const strips = figure.data.filter((trace) => trace.meta?.strip);
    const below = strips.map((trace) => {
      const [low, high] = figure.layout.yaxis2.domain;
      return label(trace.meta.label, (low + high) / 2);
    });
    if (last < 0) return below;
    const [bottom] = figure.layout.yaxis.domain || [0];
    const room = LABEL_PX / (view.height * (1 - bottom));
    let floor = 0;
    const places = traces.map((trace) => {
      const share = columns[trace.meta.y][last];
      floor += share;
      return floor - share / 2;
    });
    for (let i = 1; i < places.length; i += 1) places[i] = Math.max(places[i], places[i - 1] + room);
    let ceiling = 1 + room / 4;
    for (let i = places.length - 1; i >= 0; i -= 1) {
      places[i] = Math.min(places[i], ceiling);
      ceiling = places[i] - room;
    }
    return [...traces.map((trace, index) => label(trace.meta.label, bottom + places[index] * (1 - bottom))), ...below];
  }

  const onPaper = { xref: "x", yref: "paper" };

  const ownLabels = (figure, colours) => (figure.layout.annotations || []).map((label) => (
    { ...label, font: { color: colours.ink, size: 12 } }
  ));

  // The paler, the less of the class was in view: one path for each step, however often the coverage changes.
  function veilsOf(points, view, colours, bottom) {
    const { times } = view;
    return VEILS.map(({ below, veil }, step) => {
      const least = step ? VEILS[step - 1].below : 0;
      let path = "";
      let from = null;
      const edge = (index) => (times[index - 1] + times[index]) / 2;
      for (let index = 0; index <= times.length; index += 1) {
        const share = index < times.length ? points.coverage[index] : null;
        const isIn = share !== null && share < below && share >= least;
        if (isIn && from === null) from = index ? edge(index) : times[0];
        if (!isIn && from !== null) {
          const [begin, end] = [from, index < times.length ? edge(index) : times[times.length - 1]].map(inPath);
          path += `M ${begin},${bottom} L ${begin},1 L ${end},1 L ${end},${bottom} Z `;
          from = null;
        }
      }
      return path ? { ...onPaper, type: "path", path, fillcolor: colours.card, opacity: veil, line: { width: 0 } } : null;
    }).filter(Boolean);
  }

  // Strokes from the lower left to the upper right, as far as the stretch is in view.
  function hatched({ begin, end }, view, colours) {
    const [from, to] = [Math.max(begin, view.begin), Math.min(end, view.end)];
    const [width, height] = [(to - from) / view.msPerPx, view.height];
    if (width <= 0) return [];
    let path = "";
    const at = (x, y) => `${inPath(from + x * view.msPerPx)},${(y / height).toFixed(4)}`;
    for (let start = HATCH_PX - height; start < width; start += HATCH_PX) {
      const [x0, x1] = [Math.max(start, 0), Math.min(start + height, width)];
      path += `M ${at(x0, x0 - start)} L ${at(x1, x1 - start)} `;
    }
    const line = { width: 1, color: colours.edge };
    const [x0, x1] = [isoOf(from), isoOf(to)];
    return [
      { ...onPaper, type: "rect", x0, x1, y0: 0, y1: 1, line: { ...line, dash: "dot" }, layer: "below" },
      { ...onPaper, type: "path", path, line, layer: "below" },
    ];
  }

  const named = (text, hovertext, x, y, colours, more = {}) => ({
    ...onPaper, x: isoOf(x), y, text, hovertext, showarrow: false, yanchor: "top", bgcolor: colours.card,
    borderpad: 1, font: { color: colours.ink, size: 11 }, ...more,
  });

  // Markers, what was left out, and dips and peaks. `figure.marks` has them with moments as the points have them.
  function marksOf(figure, view, colours) {
    const { markers = [], excluded = [], highlights = [] } = figure.marks || {};
    const at = (moment) => Date.parse(`${moment}Z`);
    const [shapes, annotations] = [[], []];
    for (const mark of excluded) {
      const stretch = { begin: at(mark.begin), end: at(mark.end) };
      const [from, to] = [Math.max(stretch.begin, view.begin), Math.min(stretch.end, view.end)];
      shapes.push(...hatched(stretch, view, colours));
      if ((to - from) / view.msPerPx < 16) continue;
      const text = (to - from) / view.msPerPx < NAMED_PX ? "–" : mark.label;
      annotations.push(named(text, mark.title, (from + to) / 2, 0.97, colours));
    }
    for (const mark of highlights) {
      const [from, to] = [Math.max(at(mark.begin), view.begin), Math.min(at(mark.end), view.end)];
      if (to <= from) continue;
      const line = { width: 2, color: colours.ink, dash: mark.kind === "dip" ? "dash" : "solid" };
      const [x0, x1] = [isoOf(from), isoOf(to)];
      shapes.push({ ...onPaper, type: "rect", x0, x1, y0: 0, y1: 1, fillcolor: colours.ink, opacity: 0.07, line: { width: 0 } });
      shapes.push({ ...onPaper, type: "line", x0, x1, y0: mark.kind === "dip" ? 0 : 1, y1: mark.kind === "dip" ? 0 : 1, line });
      const side = mark.kind === "dip" ? { y: 0.02, yanchor: "bottom" } : {};
      annotations.push(named(mark.label, mark.title, (from + to) / 2, 0.98, colours, side));
    }
    let lastLetter = -Infinity;
    for (const mark of markers) {
      const moment = at(mark.x);
      if (moment < view.begin || moment > view.end) continue;
      const line = { width: 1.5, color: colours.ink, dash: "dot" };
      shapes.push({ ...onPaper, type: "line", x0: isoOf(moment), x1: isoOf(moment), y0: 0, y1: 1, line });
      if (!figure.marks.letters || (moment - lastLetter) / view.msPerPx < LABEL_PX) continue;
      lastLetter = moment;
      annotations.push(named(mark.letter, mark.title, moment, 1, colours, { yanchor: "bottom", bordercolor: colours.edge }));
    }
    return { shapes, annotations };
  }

  const viewOf = (element, figure, points, range, options) => {
    const times = points.x.map((moment) => Date.parse(`${moment}Z`));
    const [begin, end] = (range || [points.x[0], points.x[points.x.length - 1]]).map((moment) => Date.parse(`${moment}Z`));
    const { l, r, t, b } = figure.layout.margin;
    return {
      times, begin, end, hidden: options.hidden || new Set(),
      isShown: (index) => times[index] >= begin && times[index] <= end,
      msPerPx: (end - begin || 60000) / Math.max(element.clientWidth - l - r, 1),
      height: Math.max(element.clientHeight - t - b, 1),
    };
  };

  // `options`: `hidden` emotions; `revision`, a text that changes when the range is no longer the reader's own zoom;
  // `buttons` of Plotly's to show beside a chart that can be dragged upon.
  function draw(element, figure, points, range, options = {}) {
    const style = getComputedStyle(element);
    const colours = {
      ink: style.color, grid: style.borderTopColor, accent: style.outlineColor, card: style.backgroundColor,
      edge: style.columnRuleColor,
    };
    const drags = figure.layout.dragmode === "zoom" && element.clientWidth >= LEAST_DRAG_PX;
    const top = drags ? 34 : figure.marks?.letters ? 22 : figure.layout.margin.t; // for the tools, or for letters
    const shown = { ...figure, layout: { ...figure.layout, margin: { ...figure.layout.margin, t: top } } };
    const view = viewOf(element, shown, points, range, options);
    const axis = { color: colours.ink, gridcolor: colours.grid, linecolor: colours.grid };
    const { l, r } = shown.layout.margin;
    const most = Math.max(2, Math.floor((element.clientWidth - l - r) / TICK_PX));
    const nticks = Math.min(shown.layout.xaxis.nticks, most);
    const marks = marksOf(shown, view, colours);
    const fades = figure.data[0]?.meta?.stacked || figure.meta?.fades;
    const veils = fades && points.coverage ? veilsOf(points, view, colours, shown.layout.yaxis.domain?.[0] ?? 0) : [];
    const layout = {
      ...shown.layout,
      height: element.clientHeight,
      font: { ...shown.layout.font, color: colours.ink },
      xaxis: { ...shown.layout.xaxis, ...axis, nticks, ...(range ? { range, autorange: false } : { autorange: true }) },
      yaxis: { ...shown.layout.yaxis, ...axis, ...fittedRange(shown, points) },
      hoverlabel: { bgcolor: colours.card, bordercolor: colours.grid, font: { color: colours.ink } },
      shapes: [...(shown.layout.shapes || []), ...veils, ...marks.shapes],
      annotations: [...ownLabels(shown, colours), ...directLabels(shown, points, view, colours), ...marks.annotations],
      modebar: { bgcolor: "rgba(0,0,0,0)", color: colours.edge, activecolor: colours.ink },
      uirevision: options.revision ?? "kept", // a reader's zoom outlives an update
    };
    if (!drags) layout.dragmode = false;
    const config = drags
      ? { ...CONFIG, modeBarButtons: options.buttons || BUTTONS, doubleClick: options.revision ? false : "reset+autosize" }
      : { ...CONFIG, displayModeBar: false, doubleClick: false };
    const drawn = Plotly.react(element, tracesOf(shown, points, view, colours), layout, config);
    // A picture may hold no buttons: a chart with tools is a group, of which only its name and its tools are read out.
    element.setAttribute("role", drags ? "group" : "img");
    for (const picture of element.querySelectorAll(".main-svg")) picture.setAttribute("aria-hidden", "true");
    return drawn;
  }

  // All charts of a page share their time axis, whether or not they have figures at its ends.
  function drawAll(charts, points, shown, options = {}) {
    const range = shown || (points.x.length > 1 ? [points.x[0], points.x[points.x.length - 1]] : null);
    for (const [name, figure] of Object.entries(charts)) {
      const element = document.getElementById(`chart-${name}`);
      if (element) draw(element, figure, points, range, options);
    }
  }

  return { readJson, draw, drawAll };
})();
