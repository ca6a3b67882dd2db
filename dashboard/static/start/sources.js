// The windows, screens and cameras to choose from, on the start page and on the live page.
"use strict";
Moodline.sources = (() => {
  const { say } = Moodline.text;
  const list = document.getElementById("sources");
  const note = document.getElementById("sources-note");
  const kept = [...list.children]; // the browser, and the demo class where it can be chosen
  const PART_OF_SCREEN = "part";

  function pictureOf(source, kind) {
    if (source.picture) {
      const picture = document.createElement("img");
      picture.src = `data:image/jpeg;base64,${source.picture}`;
      picture.alt = "";
      return picture;
    }
    const none = document.createElement("span");
    none.textContent = say(`no_picture_${kind}`);
    return none;
  }

  function cardOf(source, kind) {
    const card = document.createElement("label");
    card.className = "source";
    const choice = document.createElement("input");
    Object.assign(choice, { type: "radio", name: "source", value: source.spec });
    if (kind === "screens") choice.dataset.rectangle = JSON.stringify(source.rectangle);
    const picture = pictureOf(source, kind);
    picture.classList.add("source-picture");
    const name = document.createElement("span");
    name.className = "source-name";
    name.textContent = kind === "screens" ? say(source.spec === PART_OF_SCREEN ? "part_of_screen" : "whole_screen") : source.name;
    const about = document.createElement("span");
    about.className = "small";
    const state = (source.state ?? "visible") === "visible" ? "" : say(`source_${source.state}`);
    about.textContent = [source.program, say(source.is_call ? "source_call" : `source_${kind}`), state].filter(Boolean).join(" · ");
    card.append(choice, picture, name, about);
    return card;
  }

  function cardsOf(found, kind) {
    const { sources } = found[kind];
    const part = kind === "screens" && document.getElementById("area-form") ? sources.slice(0, 1).map((screen) => ({ ...screen, spec: PART_OF_SCREEN })) : [];
    return [...sources, ...part].map((source) => cardOf(source, kind));
  }

  function show(found) {
    const chosen = list.querySelector("input:checked")?.value;
    // Where windows cannot be had, the browser can share them.
    const first = found.windows.sources.length ? [] : kept.filter((card) => card.id === "share-card");
    const last = kept.filter((card) => !first.includes(card));
    list.replaceChildren(...first, ...["windows", "screens", "cameras"].flatMap((kind) => cardsOf(found, kind)), ...last);
    const again = [...list.querySelectorAll("input")].find((each) => each.value === chosen);
    if (again) again.checked = true;
    note.textContent = ["windows", "screens", "cameras"].map((kind) => found[kind].note).filter(Boolean).map((words) => `${words}.`).join(" ");
  }

  async function look() {
    list.setAttribute("aria-busy", "true");
    note.textContent = say("sources_sought");
    try {
      show(await Moodline.monitor.sources());
    } catch (failure) {
      note.textContent = failure.told || say("sources_failed");
    }
    list.setAttribute("aria-busy", "false");
  }

  // Recordings that were copied: one choice, whose classes follow one another.
  function addRecordings(uploads) {
    const [first, ...others] = uploads;
    const name = others.length ? say("recordings_together", { name: first.name, count: others.length }) : first.name;
    const card = cardOf({ spec: first.source, name }, "recordings");
    const choice = card.querySelector("input");
    choice.dataset.then = JSON.stringify(others.map((upload) => upload.source));
    kept.push(card);
    list.append(card);
    choice.click();
  }

  // What was chosen: source, what follows it, and the rectangle of a screen.
  function chosen() {
    const choice = list.querySelector("input:checked");
    if (!choice) return null;
    const { then = "[]", rectangle = "null" } = choice.dataset;
    const screen = JSON.parse(rectangle);
    const isPart = choice.value === PART_OF_SCREEN;
    return { source: isPart ? "screen:1" : choice.value, then: JSON.parse(then), screen, isPart };
  }

  document.getElementById("list-again").addEventListener("click", look);
  return { look, chosen, addRecordings, list };
})();
