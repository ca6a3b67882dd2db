// The windows, screens and cameras to choose from.
"use strict";
(() => {
  const { say } = Moodline.text;
  const list = document.getElementById("sources");
  const note = document.getElementById("sources-note");
  const demo = list.firstElementChild;

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
    const picture = pictureOf(source, kind);
    picture.classList.add("source-picture");
    const name = document.createElement("span");
    name.className = "source-name";
    name.textContent = kind === "screens" ? say("whole_screen") : source.name;
    const about = document.createElement("span");
    about.className = "small";
    const state = source.state === "visible" ? "" : say(`source_${source.state}`);
    about.textContent = [source.program, say(source.is_call ? "source_call" : `source_${kind}`), state].filter(Boolean).join(" · ");
    card.append(choice, picture, name, about);
    return card;
  }

  function show(found) {
    const chosen = list.querySelector("input:checked")?.value;
    const cards = ["windows", "screens", "cameras"].flatMap((kind) => found[kind].sources.map((source) => cardOf(source, kind)));
    list.replaceChildren(...cards, demo);
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

  document.getElementById("list-again").addEventListener("click", look);
  look();
})();
