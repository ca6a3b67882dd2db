// The address, the links to exports, the fields and the buttons say what the charts show.
"use strict";
Moodline.rangeShown = (() => {
  const { timeline, address, inField } = Moodline.moments;
  const { range, classCharts } = Moodline;
  const byId = (id) => document.getElementById(id);

  function newAddress() {
    const now = new URLSearchParams(location.search);
    const set = (name, value) => (value ? now.set(name, value) : now.delete(name));
    const [from, to] = (range.chosen() || []).map(address);
    set("from", from);
    set("to", to);
    set("off", [...classCharts.hidden].join());
    set("smoothing", Moodline.smoothing.chosen());
    now.delete("done"); // told once
    return now;
  }

  function showInLinks(now) {
    for (const link of document.querySelectorAll("a[data-export]")) {
      const target = new URL(link.href);
      for (const name of ["from", "to", "profile", "smoothing"]) {
        if (now.get(name)) target.searchParams.set(name, now.get(name));
        else target.searchParams.delete(name);
      }
      link.href = target;
    }
  }

  function keepInForms(now) {
    for (const form of document.querySelectorAll("#profile-form")) {
      for (const name of ["from", "to", "off", "smoothing"]) {
        form.querySelector(`input[name="${name}"]`)?.remove();
        const value = now.get(name);
        if (value) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
      }
    }
  }

  function showInFields() {
    const fields = byId("range-form").elements;
    range.shown().forEach((moment, place) => {
      fields[place ? "to" : "from"].value = inField(moment, timeline.spans_days);
    });
    ["from", "to"].forEach((name, place) => {
      const moment = range.chosen()?.[place];
      byId(`leave-out-${name}`).value = range.chosen() ? address(moment) : "";
      const field = byId(`exclude-${name}`);
      if (field) field.value = range.chosen() ? inField(moment, field.type !== "time") : "";
    });
  }

  function showOnButtons() {
    const key = range.key();
    const press = (button, isPressed) => button.setAttribute("aria-pressed", String(isPressed));
    for (const button of document.querySelectorAll("[data-from][aria-pressed]")) {
      press(button, [button.dataset.from, button.dataset.to].join() === key);
    }
    press(document.querySelector("[data-whole]"), !range.chosen());
  }

  function showInWords() {
    const isWhole = !range.chosen();
    byId("range").hidden = isWhole;
    byId("range-bar").hidden = isWhole;
    byId("range-bar-words").textContent = (range.chosen() || []).map((moment) => inField(moment, false)).join("–");
    for (const words of document.querySelectorAll("[data-of-whole]")) words.hidden = isWhole;
  }

  function show(isEntry = false) {
    const now = newAddress();
    const query = now.size ? `?${now}` : "";
    history[isEntry ? "pushState" : "replaceState"](null, "", `${location.pathname}${query}${location.hash}`);
    showInLinks(now);
    keepInForms(now);
    showInFields();
    showOnButtons();
    showInWords();
    const [begin, end] = range.shown();
    Moodline.smoothing.show(end - begin);
    Moodline.rangeFigures.askSoon();
  }

  return { show };
})();
