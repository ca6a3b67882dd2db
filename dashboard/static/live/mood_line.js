// The line of the lesson so far, drawn anew with each answer from the paths that the server made.
"use strict";
(() => {
  const figure = document.getElementById("mood-line");
  const write = (name, text) => document.querySelectorAll(`[data-line="${name}"]`).forEach((field) => { field.textContent = text; });
  const [picture, newest, markers, times] = ["svg", ".line-newest", ".line-markers", ".line-times"].map((one) => figure.querySelector(one));
  let shown = "";

  function placed(tag, at) {
    const element = document.createElement(tag);
    element.style.left = `${at}%`;
    return element;
  }

  function marker({ at, text, words }) {
    const item = placed("li", at);
    item.title = words;
    const [letter, told] = [document.createElement("span"), document.createElement("span")];
    [letter.className, told.className] = ["line-letter", "sr"];
    letter.setAttribute("aria-hidden", "true");
    [letter.textContent, told.textContent] = [text, words];
    item.append(letter, told);
    return item;
  }

  function time({ at, text }) {
    const element = placed("span", at);
    element.textContent = text;
    return element;
  }

  // The axis and its signs seldom change; what has the pointer is not to be exchanged beneath it.
  function showSigns(line) {
    const signs = JSON.stringify([line.markers, line.times]);
    if (signs === shown) return;
    shown = signs;
    markers.replaceChildren(...line.markers.map(marker));
    times.replaceChildren(...line.times.map(time));
  }

  function show(line) {
    picture.setAttribute("aria-label", line.sentence);
    picture.querySelectorAll("[data-path]").forEach((path) => path.setAttribute("d", line[path.dataset.path]));
    newest.hidden = !line.newest;
    if (line.newest) [newest.style.left, newest.style.top] = line.newest.map((each) => `${each}%`);
    write("averaged", line.averaged);
    write("now", line.now);
    figure.querySelector(".line-now").hidden = !line.now;
    showSigns(line);
  }

  document.addEventListener("live", (event) => show(event.detail.now.mood_line));
})();
