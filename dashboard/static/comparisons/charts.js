// Draws the charts over several classes, in the colours that the page's style sheet gives them. Lines come first: how far
// a figure may be off is drawn of the one line that is named, and of no other.
"use strict";
Moodline.comparedCharts = (() => {
  const LABEL_PX = 14; // the height of a letter beside its line
  const CONFIG = { responsive: true, displaylogo: false, displayModeBar: false, showSendToCloud: false, doubleClick: false };
  const BESIDE_PX = 60;
  const BAND_ALPHA = 0.22;
  const PALE = 0.35; // the other lines, while one is pointed at

  const probe = document.createElement("span");
  probe.hidden = true;
  function colourOf(name, alpha) {
    if (!probe.isConnected) document.body.append(probe);
    probe.className = name || "series-line";
    const colour = getComputedStyle(probe).color;
    return alpha ? colour.replace(/^rgb\((.*)\)$/, `rgba($1, ${alpha})`) : colour;
  }

  const nameOf = (trace) => trace.meta?.label ?? trace.meta?.name;

  function shownAs(trace, name, isHere) {
    const mine = nameOf(trace) === name;
    if (trace.meta?.band) return { visible: mine };
    const pale = isHere && nameOf(trace) && !mine;
    return { opacity: pale ? PALE : 1, ...(trace.error_y && !trace.meta?.pointed && { error_y: { ...trace.error_y, visible: mine } }) };
  }

  function coloured(trace) {
    const { colour, band } = trace.meta || {};
    if (!colour) return trace;
    const found = colourOf(colour);
    if (band) return { ...trace, fillcolor: colourOf(colour, BAND_ALPHA) };
    const marker = trace.marker && { ...trace.marker, color: found };
    const error = trace.error_y && { ...trace.error_y, color: found };
    return { ...trace, line: { ...trace.line, color: found }, ...(marker && { marker }), ...(error && { error_y: error }) };
  }

  const traceOf = (figure, name) => {
    const isHere = figure.data.some((trace) => nameOf(trace) && nameOf(trace) === name);
    return (trace) => coloured({ ...trace, ...(nameOf(trace) ? shownAs(trace, name, isHere) : {}) });
  };

  // The letter of each line stands at its end; where ends lie together, the letters stand one above the other.
  function letters(element, figure) {
    const { xaxis, yaxis } = element._fullLayout;
    const ends = figure.data.filter((trace) => trace.meta?.label && !trace.meta.band).flatMap((trace) => {
      const last = trace.y.findLastIndex((value) => value !== null);
      if (last < 0) return [];
      const [x, y] = [trace.x[last], trace.y[last]];
      return [{ trace, x, y, left: xaxis.d2p(x), top: yaxis.d2p(y) }];
    }).sort((a, b) => a.top - b.top);
    // Points of one part stand beside each other: their letters stand beside the last of them.
    const right = Math.max(...ends.map(({ left }) => left));
    for (const end of ends) if (end.trace.mode === "lines+markers" && right - end.left < BESIDE_PX) end.shift = right - end.left + 8;
    const placed = [];
    for (const end of ends) {
      const room = LABEL_PX - 1; // less than a letter is moved by, or rounding would move it for ever
      const near = () => placed.find((other) => Math.abs(other.left - end.left) < BESIDE_PX && Math.abs(other.at - end.at) < room);
      end.at = end.top;
      for (let other = near(); other; other = near()) end.at = other.at + LABEL_PX;
      placed.push(end);
    }
    return placed.map(({ trace, x, y, at, top, shift = 4 }) => ({
      x, y, xanchor: "left", xshift: shift, yshift: top - at, yanchor: "middle", text: `<b>${trace.meta.label}</b>`, showarrow: false,
      font: { color: colourOf(trace.meta.colour), size: 12 },
    }));
  }

  function layoutOf(element, figure) {
    const style = getComputedStyle(element);
    const axis = { color: style.color, gridcolor: style.borderTopColor, linecolor: style.borderTopColor, zerolinecolor: colourOf("series-line") };
    const narrow = element.clientWidth < 480;
    return {
      ...figure.layout,
      height: element.clientHeight,
      font: { ...figure.layout.font, color: style.color },
      xaxis: { ...axis, nticks: narrow ? 5 : 10, ...figure.layout.xaxis },
      yaxis: { ...axis, zeroline: true, ...figure.layout.yaxis, ...axis },
      hoverlabel: { bgcolor: style.backgroundColor, bordercolor: style.borderTopColor, font: { color: style.color } },
      shapes: (figure.layout.shapes || []).map((shape) => ({
        ...shape, fillcolor: shape.type === "rect" ? colourOf(shape.name) : undefined, line: { ...shape.line, color: colourOf(shape.name) },
      })),
    };
  }

  async function draw(element, figure, name) {
    const { color } = getComputedStyle(element);
    await Plotly.react(element, figure.data.map(traceOf(figure, name)), layoutOf(element, figure), CONFIG);
    const own = (figure.layout.annotations || []).map((note) => ({ ...note, font: { ...note.font, color } }));
    const annotations = [...own, ...letters(element, figure)];
    if (annotations.length) await Plotly.relayout(element, { annotations });
  }

  // The traces anew, without the letters, which stay where they are.
  const redraw = (element, figure, name) => Plotly.react(element, figure.data.map(traceOf(figure, name)), element.layout, CONFIG);

  return { draw, redraw, nameOf, isDrawn: (element) => Boolean(element.querySelector(".main-svg")) };
})();
