// The class's lows and highs, as buttons that choose their ranges. They come after the charts.
"use strict";
Moodline.highlights = (() => {
  const { say } = Moodline.text;

  const element = (name, values) => Object.assign(document.createElement(name), values);

  function item(one) {
    const textContent = say("highlight_button", { label: one.label });
    const button = element("button", { type: "button", textContent });
    Object.assign(button.dataset, { from: one.from, to: one.to });
    button.setAttribute("aria-pressed", "false");
    const line = element("li", {});
    line.append(button, element("p", { className: "small", textContent: `${one.sentence}.` }));
    return line;
  }

  function list(found) {
    document.getElementById("stood-out").textContent = found.stood_out;
    if (!found.highlights.length) return;
    const items = element("ol", {});
    items.append(...found.highlights.map(item));
    document.getElementById("highlights").replaceChildren(items);
    Moodline.rangeShown.show();
    Moodline.classCharts.showHighlights(found.highlights.filter((one) => one.is_certain).map((one) => one.mark));
  }

  async function load() {
    try {
      list(await Moodline.classSeries.fetched("highlights"));
    } catch {
      document.getElementById("stood-out").textContent = say("highlights_failed");
    }
  }

  return { load };
})();
