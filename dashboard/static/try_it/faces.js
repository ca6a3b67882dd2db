// The faces in view: each keeps its number while it stays, and one of them is the one that the bars are about.
"use strict";
Moodline.faces = (() => {
  const CLEARLY = 1.3;
  let numbers = new Map(); // by track
  let wanted = null; // the number of the face that was chosen by hand
  let shown = null; // the number of the face that the bars are about

  // Each face keeps the smallest number that was free when it came.
  function numbered(found) {
    const kept = new Map(found.filter(({ track }) => numbers.has(track)).map(({ track }) => [track, numbers.get(track)]));
    for (const { track } of found) {
      let number = 1;
      while (!kept.has(track) && [...kept.values()].includes(number)) number += 1;
      if (!kept.has(track)) kept.set(track, number);
    }
    numbers = kept;
    return found.map((face) => ({ ...face, number: kept.get(face.track) }));
  }

  const sizeOf = (face) => face.box_xywh[2] * face.box_xywh[3];

  // The largest face, or still the last one unless another is clearly larger: of two people side by side one stays.
  function largest(faces) {
    const last = faces.find((face) => face.number === shown) ?? faces[0];
    return faces.reduce((one, other) => (sizeOf(other) > sizeOf(one) * (one === last ? CLEARLY : 1) ? other : one), last);
  }

  // The face that the bars are about, undefined without any.
  function chosenOf(faces) {
    const chosen = faces.find((face) => face.number === wanted) ?? largest(faces);
    shown = chosen?.number ?? null;
    return chosen;
  }

  const choose = (number) => { wanted = number; };
  const forget = () => { [numbers, wanted, shown] = [new Map(), null, null]; };

  return { numbered, chosenOf, choose, forget };
})();
