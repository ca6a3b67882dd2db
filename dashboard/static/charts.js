// Draws the charts: joins a figure's description with columns of points, in the colours of the page.
"use strict";
const Moodline = (() => {
  const LABEL_ROOM = 0.065; // a direct label needs this share of the height for itself
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

  function directLabels(figure, points, colours) {
    const named = figure.data.filter((trace) => trace.meta.label);
    const last = points.x.length - 1;
    if (!named.length || last < 0 || points[named[0].meta.y][last] === null) return [];
    let floor = 0;
    let free = 0;
    return named.flatMap((trace) => {
      const share = points[trace.meta.y][last];
      const middle = floor + share / 2;
      floor += share;
      if (share < LABEL_ROOM / 2 || middle - LABEL_ROOM / 2 < free - LABEL_ROOM / 2) return [];
      free = middle + LABEL_ROOM;
      return [{
        xref: "paper", x: 1.005, xanchor: "left", y: middle, yanchor: "middle", text: trace.meta.label,
        showarrow: false, font: { color: colours.ink, size: 12 },
      }];
    });
  }

  function draw(element, figure, points, range) {
    const style = getComputedStyle(element);
    const colours = { ink: style.color, grid: style.borderTopColor, paper: style.outlineColor };
    const axis = { color: colours.ink, gridcolor: colours.grid, linecolor: colours.grid };
    const layout = {
      ...figure.layout,
      height: element.clientHeight,
      font: { ...figure.layout.font, color: colours.ink },
      xaxis: { ...figure.layout.xaxis, ...axis, ...(range ? { range, autorange: false } : { autorange: true }) },
      yaxis: { ...figure.layout.yaxis, ...axis },
      hoverlabel: { bgcolor: style.backgroundColor, bordercolor: colours.grid, font: { color: colours.ink } },
      annotations: directLabels(figure, points, colours),
      uirevision: "kept", // a reader's zoom outlives an update
    };
    if (element.clientWidth < 480) layout.dragmode = false; // a finger scrolls the page
    const tools = figure.layout.dragmode === "zoom" && element.clientWidth >= 480;
    const config = tools
      ? { ...CONFIG, modeBarButtons: BUTTONS }
      : { ...CONFIG, displayModeBar: false, doubleClick: false };
    return Plotly.react(element, tracesOf(figure, points, colours), layout, config);
  }

  function drawAll(charts, points, range) {
    for (const [name, figure] of Object.entries(charts)) {
      const element = document.getElementById(`chart-${name}`);
      if (element) draw(element, figure, points, range);
    }
  }

  return { readJson, drawAll };
})();
