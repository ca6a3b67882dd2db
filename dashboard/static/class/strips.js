// Below the mood, or the people seen where no mood is read, on its time axis: markers as small signs, and the parts of the lesson as a strip.
"use strict";
Moodline.strips = (() => {
  const { timeline, local } = Moodline.moments;
  const { range } = Moodline;
  const SIGN_PX = 26; // the least distance of two signs: nearer ones are one sign
  const NAMED_PX = 40;
  const byId = (id) => document.getElementById(id);
  const element = (name, values, data = {}) => {
    const made = Object.assign(document.createElement(name), values);
    Object.assign(made.dataset, data);
    return made;
  };

  // Where a moment stands, in pixels from the left of the chart's box; null where the chart is not drawn.
  function scale() {
    const size = (byId("chart-net_positivity") ?? byId("chart-faces"))?._fullLayout?._size;
    if (!size) return null;
    const [begin, end] = range.shown();
    const at = (moment) => size.l + ((local(moment) - begin) / (end - begin)) * size.w;
    return { at, left: size.l, right: size.l + size.w };
  }

  const wordsOf = ({ time, label }) => `${time} ${label}`;

  function groupsOf(signs, { at, left, right }) {
    const groups = [];
    for (const sign of signs) {
      const x = at(sign.at);
      if (x < left - 1 || x > right + 1) continue;
      const last = groups[groups.length - 1];
      if (last && x - last.x < SIGN_PX) last.signs.push(sign);
      else groups.push({ x, signs: [sign] });
    }
    return groups;
  }

  function sign({ x, signs }) {
    const [first, last] = [signs[0], signs[signs.length - 1]];
    const words = signs.map(wordsOf).join("; ");
    const textContent = signs.length > 1 ? String(signs.length) : first.letter;
    const button = element("button", { type: "button", className: "sign", textContent }, {
      from: first.begin, to: last.end, words,
    });
    button.style.left = `${x}px`;
    button.setAttribute("aria-label", Moodline.text.say("sign_shows", { words }));
    button.setAttribute("aria-pressed", "false");
    return button;
  }

  function part({ title, from, to }, { at, left, right }) {
    const [begin, end] = [Math.max(at(from), left), Math.min(at(to), right)];
    if (end - begin < 2) return null;
    const textContent = end - begin < NAMED_PX ? "" : title; // a letter or two would tell nothing
    const button = element("button", { type: "button", className: "part", textContent }, { from, to, words: title });
    button.setAttribute("aria-label", title);
    Object.assign(button.style, { left: `${begin}px`, width: `${end - begin}px` });
    button.setAttribute("aria-pressed", "false");
    return button;
  }

  function draw() {
    const places = scale();
    if (!places) return;
    const focused = document.activeElement?.dataset?.words;
    byId("signs")?.replaceChildren(...groupsOf(timeline.signs, places).map(sign));
    byId("parts-strip")?.replaceChildren(...timeline.parts.map((one) => part(one, places)).filter(Boolean));
    const again = [...document.querySelectorAll("#signs button, #parts-strip button")];
    if (focused) again.find(({ dataset }) => dataset.words === focused)?.focus();
  }

  // Their words stand in one line below them, so that they hide nothing.
  function tell({ target }) {
    const words = target.closest?.("[data-words]")?.dataset.words;
    if (words) byId("sign-words").textContent = words;
  }

  function listen() {
    for (const name of ["pointerover", "focusin", "click"]) byId("strips")?.addEventListener(name, tell);
  }

  return { draw, listen };
})();
