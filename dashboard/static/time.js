// Moments as the charts' points have them: local texts without a zone, such as 2026-11-20T09:00:00.000.
"use strict";
Moodline.time = (() => {
  // Plotly is given moments as texts: it would shift numbers by the time zone of the machine.
  const isoOf = (milliseconds) => new Date(milliseconds).toISOString().slice(0, -1);
  const millisecondsOf = (moment) => Date.parse(`${moment}Z`);
  return { isoOf, millisecondsOf };
})();
