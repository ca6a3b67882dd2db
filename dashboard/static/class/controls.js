// What chooses a range or switches an emotion: buttons, keys upon the charts, and the fields for times.
"use strict";
Moodline.classControls = (() => {
  const { timeline, ends, local } = Moodline.moments;
  const { range, classCharts } = Moodline;
  const KEYS = {
    "+": [range.zoom, 0.5], "=": [range.zoom, 0.5], "-": [range.zoom, 2], ArrowLeft: [range.pan, -0.25],
    ArrowRight: [range.pan, 0.25], 0: [range.chooseWhole],
  };

  const showEmotion = (button) => {
    button.setAttribute("aria-pressed", String(!classCharts.hidden.has(button.dataset.emotionToggle)));
  };

  function toggle(button) {
    const emotion = button.dataset.emotionToggle;
    if (!classCharts.hidden.delete(emotion)) classCharts.hidden.add(emotion);
    showEmotion(button);
    classCharts.draw();
    Moodline.rangeShown.show();
  }

  function press(button) {
    const { from, to, whole, zoom, pan, emotionToggle } = button.dataset;
    if (from && to) {
      range.choose(local(from), local(to));
      document.getElementById("timeline")?.scrollIntoView({ block: "nearest" });
    } else if (whole !== undefined) range.chooseWhole();
    else if (zoom) range.zoom(Number(zoom));
    else if (pan) range.pan(Number(pan));
    else if (emotionToggle) toggle(button);
  }

  function pressKey(event) {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!Object.hasOwn(KEYS, event.key)) return;
    const [move, value] = KEYS[event.key];
    move(value);
    event.preventDefault();
  }

  async function average(event) {
    Moodline.smoothing.choose(event.target.value);
    try {
      const { points } = await Moodline.classSeries.fetchWhole();
      classCharts.show(points);
    } catch {
      document.getElementById("chart-note").textContent = Moodline.text.say("charts_failed");
    }
    Moodline.rangeShown.show();
  }

  function submitTimes(event) {
    event.preventDefault();
    const day = Moodline.time.isoOf(ends[0]).slice(0, 11);
    const [begin, end] = ["from", "to"].map((name) => {
      const { value } = event.target.elements[name];
      return local(timeline.spans_days ? value : `${day}${value}`);
    });
    const isTooShort = end - begin < range.LEAST_MS || end <= ends[0] || begin >= ends[1];
    if (isTooShort) document.getElementById("range-note").textContent = Moodline.text.say("range_too_short");
    else range.choose(begin, end);
  }

  function listen() {
    document.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) press(button);
    });
    document.getElementById("charts-region")?.addEventListener("keydown", pressKey);
    document.getElementById("range-form").addEventListener("submit", submitTimes);
    document.getElementById("smoothing").addEventListener("change", average);
    document.querySelectorAll("[data-emotion-toggle]").forEach(showEmotion);
    for (const fold of document.querySelectorAll("details.fold")) fold.addEventListener("toggle", classCharts.draw);
    Moodline.strips.listen();
  }

  return { listen };
})();
