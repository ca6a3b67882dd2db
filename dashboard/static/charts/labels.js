// The names beside a chart's areas.
"use strict";
Moodline.labels = (() => {
  const { shownEmotions } = Moodline.areas;
  const LABEL_PX = 14; // the height of a direct label

  const ownLabels = (figure, colours) => (figure.layout.annotations || []).map((label) => (
    { ...label, font: { color: colours.ink, size: 12 } }
  ));

  // Each label stands beside the middle of its area, pushed up where the one below needs the room, and down again at
  // the top.
  function placesOf(shares, room) {
    let floor = 0;
    const places = shares.map((share) => {
      floor += share;
      return floor - share / 2;
    });
    for (let i = 1; i < places.length; i += 1) places[i] = Math.max(places[i], places[i - 1] + room);
    let ceiling = 1 + room / 4;
    for (let i = places.length - 1; i >= 0; i -= 1) {
      places[i] = Math.min(places[i], ceiling);
      ceiling = places[i] - room;
    }
    return places;
  }

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
    const places = placesOf(traces.map((trace) => columns[trace.meta.y][last]), room);
    return [...traces.map((trace, index) => label(trace.meta.label, bottom + places[index] * (1 - bottom))), ...below];
  }

  return { ownLabels, directLabels };
})();
