// Draw the picture that was read, as in a mirror, with a box and a number for each face.
"use strict";
Moodline.drawing = (() => {
  const canvas = document.getElementById("try-picture");
  const pen = canvas.getContext("2d");
  const DARK = "rgb(0 0 0 / 70%)";
  const LIGHT = "#ffffff";
  const BLACK = "#000000";

  function boxOf(face) {
    const [x, y, width, height] = face.box_xywh;
    return [(1 - x - width) * canvas.width, y * canvas.height, width * canvas.width, height * canvas.height];
  }

  // Dark around light, so that it is seen on any picture; the face that the bars are about has the thick one.
  function drawFace(face, isChosen) {
    const [x, y, width, height] = boxOf(face);
    for (const [colour, line] of [[DARK, isChosen ? 9 : 5], [LIGHT, isChosen ? 5 : 2]]) {
      pen.strokeStyle = colour;
      pen.lineWidth = line;
      pen.strokeRect(x, y, width, height);
    }
    pen.font = "bold 20px system-ui, sans-serif";
    const label = String(face.number);
    const wide = pen.measureText(label).width + 14;
    const top = Math.max(0, y - 28);
    pen.fillStyle = isChosen ? LIGHT : DARK;
    pen.fillRect(x, top, wide, 28);
    pen.fillStyle = isChosen ? BLACK : LIGHT;
    pen.fillText(label, x + 7, top + 21);
  }

  function draw(picture, faces, chosen) {
    if (canvas.width !== picture.width) canvas.width = picture.width;
    if (canvas.height !== picture.height) canvas.height = picture.height;
    pen.setTransform(-1, 0, 0, 1, canvas.width, 0);
    pen.drawImage(picture, 0, 0);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    for (const face of faces) drawFace(face, face === chosen);
  }

  // The face at a place of the window, undefined where there is none.
  function faceAt(faces, clientX, clientY) {
    const shown = canvas.getBoundingClientRect();
    const x = ((clientX - shown.left) / shown.width) * canvas.width;
    const y = ((clientY - shown.top) / shown.height) * canvas.height;
    return faces.find((face) => {
      const [left, top, width, height] = boxOf(face);
      return x >= left && x <= left + width && y >= top && y <= top + height;
    });
  }

  return { draw, faceAt };
})();
