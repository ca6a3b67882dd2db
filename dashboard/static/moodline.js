// The one name that the scripts share: each adds to it what others may use.
"use strict";
const Moodline = {
  // What the server wrote into a page or a report for its scripts.
  readJson: (id) => JSON.parse(document.getElementById(id).textContent),
};
/* exported Moodline */
