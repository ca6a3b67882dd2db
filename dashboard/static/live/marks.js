// Change in class whom not to count, and say so where a place that is left out can no longer be told.
"use strict";
Moodline.liveMarks = (() => {
  const { marks } = Moodline;
  const field = (id) => document.getElementById(id);
  const dialog = field("marks-dialog");
  const picture = Moodline.newestPicture(field("marks-picture"), {
    shown: () => {
      field("marks-picture").hidden = false;
      field("picture-wait").hidden = true;
    },
  });

  function open() {
    dialog.showModal();
    picture.start();
  }

  function show(now, isOurs) {
    const areLost = isOurs && now.phase === "watching" && now.places_are_lost;
    if (field("places-lost").hidden === areLost) field("places-lost").hidden = !areLost;
    const ownIsLost = isOurs && now.phase === "watching" && now.own_tile_is_lost;
    if (field("own-lost").hidden === ownIsLost) field("own-lost").hidden = !ownIsLost;
    // In a pause nobody looks, so that its last picture may be an old one.
    field("marks-open").hidden = now.phase !== "watching";
    marks.take(now);
    field("marks").hidden = false;
  }

  field("marks-open").addEventListener("click", open);
  field("mark-again").addEventListener("click", open);
  field("own-again").addEventListener("click", open);
  field("own-forget").addEventListener("click", marks.forgetOwn);
  dialog.addEventListener("close", () => {
    picture.stop();
    marks.stop();
    field("marks-picture").hidden = true;
    field("picture-wait").hidden = false;
  });

  return { show };
})();
