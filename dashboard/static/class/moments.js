// Moments of a class: in milliseconds of the reader's clock, as the charts have them; addresses are in UTC.
"use strict";
Moodline.moments = (() => {
  const { isoOf, millisecondsOf } = Moodline.time;
  const timeline = Moodline.readJson("timeline-data");
  const offset = timeline.offset_seconds * 1000;
  const wholeSecond = (moment) => Math.round(moment / 1000) * 1000;

  const local = (moment) => (/Z$/.test(moment) ? Date.parse(moment) + offset : millisecondsOf(moment));
  const address = (moment) => `${isoOf(wholeSecond(moment - offset)).slice(0, 19)}Z`;
  // As the fields for times show them: with the day where a class goes on past midnight.
  const inField = (moment, withDay) => isoOf(wholeSecond(moment)).slice(withDay ? 0 : 11, 19);
  const ends = [timeline.begin, timeline.end].map(local);
  return { timeline, ends, local, address, inField, wholeSecond };
})();
