// Draws the charts: joins a figure's description with columns of points, in the colours of the page.
"use strict";
const Moodline = (() => {
  const LABEL_PX = 14; // the height of a direct label
  const CONFIG = { responsive: true, displaylogo: false, showSendToCloud: false };
  const BUTTONS = [["zoomIn2d", "zoomOut2d", "resetScale2d", "toImage"]];

  const readJson = (id) => JSON.parse(document.getElementById(id).textContent);

  // A break in the figures ends the area or band: Plotly itself would fill on across it.
  function segments(values) {
    const found = [];
    let start = -1;
    values.forEach((value, index) => {
      if (value === null) {
        if (start >= 0) found.push([start, index]);
        start = -1;
      } else if (start < 0) start = index;
    });
    if (start >= 0) found.push([start, values.length]);
    return found;
  }

  function tracesOf(figure, points, colours) {
    const parts = segments(points[figure.data[0].meta.y]);
    return parts.flatMap(([from, to], part) => figure.data.map((trace) => {
      const line = { ...trace.line };
      if (trace.stackgroup) line.color = colours.ink;
      else if (line.width) line.color = colours.accent;
      return {
        ...trace,
        x: points.x.slice(from, to),
        y: points[trace.meta.y].slice(from, to),
        line,
        mode: to - from === 1 && !trace.stackgroup && line.width ? "markers" : "lines",
        ...(trace.stackgroup ? { stackgroup: `${trace.stackgroup}${part}` } : {}),
      };
    }));
  }

  // Each label stands beside its area, pushed up where the one below needs the room, and down again at the top.
  function directLabels(figure, points, colours, height) {
    const named = figure.data.filter((trace) => trace.meta.label);
    const last = points.x.length - 1;
    if (!named.length || last < 0 || points[named[0].meta.y][last] === null) return [];
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
    const axis = { color: colours.ink, gridcolor: colours.grid, linecolor: colours.grid };
    const layout = {
      ...figure.layout,
      height: element.clientHeight,
      font: { ...figure.layout.font, color: colours.ink },
      xaxis: { ...figure.layout.xaxis, ...axis, ...(range ? { range, autorange: false } : { autorange: true }) },
      yaxis: { ...figure.layout.yaxis, ...axis },
      hoverlabel: { bgcolor: style.backgroundColor, bordercolor: colours.grid, font: { color: colours.ink } },
      annotations: directLabels(figure, points, colours, element.clientHeight),
      modebar: { bgcolor: "rgba(0,0,0,0)", color: colours.grid, activecolor: colours.ink },
      uirevision: "kept", // a reader's zoom outlives an update
    };
    if (element.clientWidth < 480) layout.dragmode = false; // a finger scrolls the page
    const tools = figure.layout.dragmode === "zoom" && element.clientWidth >= 480;
    if (tools) layout.margin = { ...layout.margin, t: 34 }; // the tools stand above the labels
    const config = tools
      ? { ...CONFIG, modeBarButtons: BUTTONS }
      : { ...CONFIG, displayModeBar: false, doubleClick: false };
    return Plotly.react(element, tracesOf(figure, points, colours), layout, config);
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
