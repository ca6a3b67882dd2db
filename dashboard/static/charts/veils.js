// What makes a chart paler where less of the class was in view.
"use strict";
Moodline.veils = (() => {
  const { isoOf } = Moodline.time;
  // How much of the class was seen, and how much of the curve is then veiled: it stays above 3:1 up to the last step.
  const VEILS = [{ below: 0.65, veil: 0.5 }, { below: 0.8, veil: 0.28 }];
  const inPath = (milliseconds) => isoOf(milliseconds).replace("T", "_"); // as a shape's path takes them

  // One path for each step, however often the coverage changes.
  function pathOf(coverage, times, bottom, [least, below]) {
    const isIn = (index) => {
      const share = coverage[index] ?? Infinity;
      return share >= least && share < below;
    };
    // Half of the way from the moment before.
    const edge = (index) => (times[Math.max(index - 1, 0)] + times[Math.min(index, times.length - 1)]) / 2;
    let path = "";
    let from = 0;
    times.forEach((_time, index) => {
      if (!isIn(index)) return;
      if (!isIn(index - 1)) from = index;
      if (isIn(index + 1)) return;
      const [begin, end] = [edge(from), edge(index + 1)].map(inPath);
      path += `M ${begin},${bottom} L ${begin},1 L ${end},1 L ${end},${bottom} Z `;
    });
    return path;
  }

  function veilsOf(figure, points, view, colours) {
    const fades = figure.data[0]?.meta?.stacked || figure.meta?.fades;
    if (!fades || !points.coverage) return [];
    const bottom = figure.layout.yaxis.domain?.[0] ?? 0;
    return VEILS.map(({ below, veil }, step) => {
      const path = pathOf(points.coverage, view.times, bottom, [step ? VEILS[step - 1].below : 0, below]);
      const shape = { xref: "x", yref: "paper", type: "path", path, fillcolor: colours.card, opacity: veil };
      return path ? { ...shape, line: { width: 0 } } : null;
    }).filter(Boolean);
  }

  return { veilsOf, inPath };
})();
