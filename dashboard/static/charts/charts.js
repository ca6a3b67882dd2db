// Draws the charts: joins a figure's description with columns of points, in the colours of the page.
"use strict";
Moodline.charts = (() => {
  const { millisecondsOf } = Moodline.time;
  const { intervalsOf } = Moodline.intervals;
  const { stackedTraces } = Moodline.areas;
  const { lineTrace, fittedRange } = Moodline.lines;
  const { ownLabels, directLabels } = Moodline.labels;
  const TICK_PX = 85; // the width of a time with its seconds, and some air
  const LEAST_DRAG_PX = 480; // on anything narrower a finger scrolls the page
  const [TOOLS_PX, LETTERS_PX] = [34, 22]; // the room above a chart
  const { say } = Moodline.text;
  const [locale, dictionary] = [document.documentElement.lang, {
    "Zoom in": say("chart_zoom_in"), "Zoom out": say("chart_zoom_out"),
    "Reset axes": say("chart_whole"), "Download plot as a PNG": say("chart_picture"),
  }];
  const CONFIG = { responsive: true, displaylogo: false, showSendToCloud: false, showTips: false, locale, locales: { [locale]: { dictionary } } };
  const BUTTONS = [["zoomIn2d", "zoomOut2d", "resetScale2d", "toImage"]];

  const wholeOf = ({ x }) => [x[0], x[x.length - 1]];

  function tracesOf(figure, points, view, colours) {
    const [first] = figure.data;
    if (!first?.meta) return figure.data; // a chart that brings figures of its own
    if (first.meta.stacked) return stackedTraces(figure, points, view, colours);
    const intervals = intervalsOf(points[first.meta.y], view);
    const highlights = figure.marks?.highlights;
    return figure.data.map((trace) => lineTrace(trace, points, intervals, colours.accent, highlights));
  }

  function viewOf(element, margin, points, range, hidden = new Set()) {
    const times = points.x.map(millisecondsOf);
    const [begin, end] = (range || wholeOf(points)).map(millisecondsOf);
    const { l, r, t, b } = margin;
    const width = element.clientWidth - l - r;
    return {
      times, begin, end, hidden, width,
      isShown: (index) => times[index] >= begin && times[index] <= end,
      msPerPx: (end - begin || 60000) / Math.max(width, 1),
      height: Math.max(element.clientHeight - t - b, 1),
    };
  }

  function coloursOf(element) {
    const style = getComputedStyle(element);
    return {
      ink: style.color, grid: style.borderTopColor, accent: style.outlineColor, card: style.backgroundColor,
      edge: style.columnRuleColor,
    };
  }

  function layoutOf(element, figure, points, view, colours) {
    const axis = { color: colours.ink, gridcolor: colours.grid, linecolor: colours.grid };
    const most = Math.max(2, Math.floor(view.width / TICK_PX));
    const nticks = Math.min(figure.layout.xaxis.nticks, most);
    const upon = Moodline.annotations.annotationsOf(figure, view, colours);
    const veils = Moodline.veils.veilsOf(figure, points, view, colours);
    return {
      ...figure.layout,
      height: element.clientHeight,
      font: { ...figure.layout.font, color: colours.ink },
      xaxis: { ...figure.layout.xaxis, ...axis, nticks },
      yaxis: { ...figure.layout.yaxis, ...axis, ...fittedRange(figure, points) },
      hoverlabel: { bgcolor: colours.card, bordercolor: colours.grid, font: { color: colours.ink } },
      shapes: [...(figure.layout.shapes || []), ...veils, ...upon.shapes],
      annotations: [...ownLabels(figure, colours), ...directLabels(figure, points, view, colours), ...upon.annotations],
      modebar: { bgcolor: "rgba(0,0,0,0)", color: colours.edge, activecolor: colours.ink },
    };
  }

  function withRoomAbove(figure, drags) {
    const { margin } = figure.layout;
    const t = drags ? TOOLS_PX : figure.marks?.letters ? LETTERS_PX : margin.t;
    return { ...figure, layout: { ...figure.layout, margin: { ...margin, t } } };
  }

  const configOf = (drags, { buttons, revision }) => (
    drags
      ? { ...CONFIG, modeBarButtons: buttons || BUTTONS, doubleClick: revision ? false : "reset+autosize" }
      : { ...CONFIG, displayModeBar: false, doubleClick: false }
  );

  // `options`: `hidden` emotions; `revision`, a text that changes when the range is no longer the reader's own zoom;
  // `buttons` of Plotly's to show beside a chart that can be dragged upon.
  function draw(element, figure, points, range, options = {}) {
    const drags = figure.layout.dragmode === "zoom" && element.clientWidth >= LEAST_DRAG_PX;
    const shown = withRoomAbove(figure, drags);
    const [view, colours] = [viewOf(element, shown.layout.margin, points, range, options.hidden), coloursOf(element)];
    const layout = layoutOf(element, shown, points, view, colours);
    Object.assign(layout.xaxis, range ? { range, autorange: false } : { autorange: true });
    layout.uirevision = options.revision ?? "kept"; // a reader's zoom outlives an update
    if (!drags) layout.dragmode = false;
    const drawn = Plotly.react(element, tracesOf(shown, points, view, colours), layout, configOf(drags, options));
    // A picture may hold no buttons: a chart with tools is a group, of which only its name and its tools are read out.
    element.setAttribute("role", drags ? "group" : "img");
    for (const picture of element.querySelectorAll(".main-svg")) picture.setAttribute("aria-hidden", "true");
    document.getElementById("js-plotly-tester")?.setAttribute("aria-hidden", "true"); // Plotly measures texts in it
    return drawn;
  }

  // All charts of a page share their time axis, whether or not they have figures at its ends.
  function drawAll(charts, points, shown, options = {}) {
    const range = shown || (points.x.length > 1 ? wholeOf(points) : null);
    for (const [name, figure] of Object.entries(charts)) {
      const element = document.getElementById(`chart-${name}`);
      // What is folded away is drawn when it is opened.
      if (element?.checkVisibility()) draw(element, figure, points, range, options);
    }
  }

  return { draw, drawAll };
})();
