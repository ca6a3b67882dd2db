// The preview of what was chosen: its picture twice a second, and the check beside it.
"use strict";
Moodline.preview = (() => {
  const picture = document.getElementById("picture");
  const wait = document.getElementById("picture-wait");
  const conclusion = document.getElementById("conclusion");
  const lines = document.getElementById("check-lines");
  const begin = document.getElementById("begin");
  let isLooking = false;
  const pictures = Moodline.newestPicture(picture, {
    shown: () => {
      picture.hidden = false;
      wait.hidden = true;
    },
  });

  function lineOf(line) {
    const item = document.createElement("li");
    const mark = document.createElement("span");
    mark.textContent = line.ok ? "✓" : "!";
    const found = document.createElement("span");
    found.textContent = line.found;
    item.append(mark, found);
    if (line.remedy) {
      const remedy = document.createElement("span");
      remedy.className = "remedy";
      remedy.textContent = line.remedy;
      item.append(remedy);
    }
    return item;
  }

  function showCheck(check) {
    begin.disabled = !check;
    if (!check) return;
    if (conclusion.textContent !== check.conclusion) conclusion.textContent = check.conclusion;
    lines.replaceChildren(...check.lines.map(lineOf));
  }

  function start() {
    document.getElementById("look-box").hidden = false;
    document.getElementById("look-hint").hidden = true;
    if (isLooking) return;
    isLooking = true;
    pictures.start();
  }

  function stop() {
    isLooking = false;
    pictures.stop();
    Moodline.marks.stop();
    picture.hidden = true;
    wait.hidden = false;
    conclusion.textContent = "";
    lines.replaceChildren();
    begin.disabled = true;
    document.getElementById("look-box").hidden = true;
    document.getElementById("look-hint").hidden = false;
  }

  return { start, stop, showCheck };
})();
