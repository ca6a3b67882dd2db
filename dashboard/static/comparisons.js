// Draws the charts over several classes: figures that the page carries, in the colours that its style sheet gives them.
"use strict";
(() => {
  const LABEL_PX = 14; // the height of a letter beside its line
  const CONFIG = { responsive: true, displaylogo: false, displayModeBar: false, showSendToCloud: false, doubleClick: false };
  const BAND_ALPHA = 0.18;

  const probe = document.createElement("span");
  function colourOf(name, alpha) {
    probe.className = name || "series-line";
    const colour = getComputedStyle(probe).color;
    return alpha ? colour.replace(/^rgb\((.*)\)$/, `rgba($1, ${alpha})`) : colour;
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

  // The letter of each line stands at its end; where ends lie together, the letters stand one above the other.
  function letters(element, figure) {
    const { xaxis, yaxis } = element._fullLayout;
    const ends = figure.data.filter((trace) => trace.meta?.label).flatMap((trace) => {
      const last = trace.y.findLastIndex((value) => value !== null);
      if (last < 0) return [];
      const [x, y] = [trace.x[last], trace.y[last]];
      return [{ trace, x, y, left: xaxis.d2p(x), top: yaxis.d2p(y) }];
    }).sort((a, b) => a.top - b.top);
    const placed = [];
    for (const end of ends) {
      const room = LABEL_PX - 1; // less than a letter is moved by, or rounding would move it for ever
      const near = () => placed.find((other) => Math.abs(other.left - end.left) < room && Math.abs(other.at - end.at) < room);
      end.at = end.top;
      for (let other = near(); other; other = near()) end.at = other.at + LABEL_PX;
      placed.push(end);
    }
    return placed.map(({ trace, x, y, at, top }) => ({
      x, y, xanchor: "left", xshift: 4, yshift: top - at, yanchor: "middle", text: `<b>${trace.meta.label}</b>`, showarrow: false,
      font: { color: colourOf(trace.meta.colour), size: 12 },
    }));
  }

  async function draw(element, figure) {
    const style = getComputedStyle(element);
    const axis = { color: style.color, gridcolor: style.borderTopColor, linecolor: style.borderTopColor, zerolinecolor: colourOf("series-line") };
    const narrow = element.clientWidth < 480;
    const layout = {
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
    await Plotly.react(element, figure.data.map(coloured), layout, CONFIG);
    const own = (figure.layout.annotations || []).map((note) => ({ ...note, font: { ...note.font, color: style.color } }));
    const annotations = [...own, ...letters(element, figure)];
    if (annotations.length) await Plotly.relayout(element, { annotations });
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (!document.getElementById("figures")) return;
    probe.hidden = true;
    document.body.append(probe);
    const figures = Moodline.readJson("figures");
    const drawAll = async () => {
      for (const element of document.querySelectorAll("[data-figure]")) {
        const figure = figures[element.dataset.figure];
        if (figure) await draw(element, figure);
      }
      document.body.dataset.drawn = "yes";
    };
    drawAll();
    document.addEventListener("themechange", drawAll);
    let waiting = 0;
    window.addEventListener("resize", () => {
      clearTimeout(waiting);
      waiting = setTimeout(drawAll, 200); // the letters' places hang on the chart's size
    });
  });
})();
