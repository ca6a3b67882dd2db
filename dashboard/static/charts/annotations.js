// What is drawn upon a chart: markers, what was left out, and dips and peaks.
"use strict";
Moodline.annotations = (() => {
  const { isoOf, millisecondsOf } = Moodline.time;
  const { inPath } = Moodline.veils;
  const HATCH_PX = 9; // between two strokes of what is left out
  const NAMED_PX = 70; // the narrowest interval that is named within the chart
  const [AXIS_WORDS_PX, LINE_PX] = [110, 18]; // "more negative" stands at the axis: a label beside it goes a line further in
  const DASHED_PX = 16; // the narrowest that gets a dash in place of its name
  const LETTER_PX = 14; // the least distance of two markers' letters
  const onPaper = { xref: "x", yref: "paper" };

  // Strokes from the lower left to the upper right, as far as the interval is in view.
  function hatched([from, to], view, colours) {
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

  const inView = ({ begin, end }, view) => (
    [Math.max(millisecondsOf(begin), view.begin), Math.min(millisecondsOf(end), view.end)]
  );

  function drawExcluded(excluded, view, colours, drawn) {
    for (const range of excluded) {
      const [from, to] = inView(range, view);
      drawn.shapes.push(...hatched([from, to], view, colours));
      const width = (to - from) / view.msPerPx;
      if (width < DASHED_PX) continue;
      const text = width < NAMED_PX ? "–" : range.label;
      drawn.annotations.push(named(text, range.title, (from + to) / 2, 0.97, colours));
    }
  }

  function drawHighlights(highlights, view, colours, drawn) {
    for (const one of highlights) {
      const [from, to] = inView(one, view);
      if (to <= from) continue;
      const isDip = one.kind === "dip";
      const line = { width: 2, color: colours.ink, dash: isDip ? "dash" : "solid" };
      const [x0, x1] = [isoOf(from), isoOf(to)];
      const edge = isDip ? 0 : 1;
      drawn.shapes.push({ ...onPaper, type: "rect", x0, x1, y0: 0, y1: 1, fillcolor: colours.ink, opacity: 0.07, line: { width: 0 } });
      drawn.shapes.push({ ...onPaper, type: "line", x0, x1, y0: edge, y1: edge, line });
      const middle = (from + to) / 2;
      const yshift = (middle - view.begin) / view.msPerPx < AXIS_WORDS_PX ? LINE_PX : 0;
      const side = isDip ? { y: 0.02, yanchor: "bottom", yshift } : { yshift: -yshift };
      drawn.annotations.push(named(one.label, one.title, middle, 0.98, colours, side));
    }
  }

  function drawMarkers(markers, hasLetters, view, colours, drawn) {
    let lastLetter = -Infinity;
    for (const marker of markers) {
      const moment = millisecondsOf(marker.x);
      if (moment < view.begin || moment > view.end) continue;
      const [x, line] = [isoOf(moment), { width: 1.5, color: colours.ink, dash: "dot" }];
      drawn.shapes.push({ ...onPaper, type: "line", x0: x, x1: x, y0: 0, y1: 1, line });
      if (!hasLetters || (moment - lastLetter) / view.msPerPx < LETTER_PX) continue;
      lastLetter = moment;
      const above = { yanchor: "bottom", bordercolor: colours.edge };
      drawn.annotations.push(named(marker.letter, marker.title, moment, 1, colours, above));
    }
  }

  // `figure.marks` has them with moments as the points have them.
  function annotationsOf(figure, view, colours) {
    const { markers = [], excluded = [], highlights = [], letters = false } = figure.marks || {};
    const drawn = { shapes: [], annotations: [] };
    drawExcluded(excluded, view, colours, drawn);
    drawHighlights(highlights, view, colours, drawn);
    drawMarkers(markers, letters, view, colours, drawn);
    return drawn;
  }

  return { annotationsOf };
})();
