// The newest picture of what is watched, twice a second while it is wanted; the page alone holds it.
"use strict";
Moodline.newestPicture = (image, { shown = () => {} } = {}) => {
  const PICTURE_MS = 500;
  let address = null;
  let round = 0; // of start; a loop of an earlier one ends

  function show(next) {
    if (address) URL.revokeObjectURL(address);
    address = next;
  }

  async function refresh(own) {
    const next = await Moodline.monitor.picture().catch(() => null); // the page says elsewhere that nobody answers
    if (own !== round) {
      if (next) URL.revokeObjectURL(next);
      return;
    }
    if (next) {
      image.src = next;
      show(next);
      shown();
    }
    setTimeout(() => { if (own === round) refresh(own); }, PICTURE_MS);
  }

  function start() {
    round += 1;
    refresh(round);
  }

  function stop() {
    round += 1;
    show(null);
  }

  return { start, stop };
};
