// Fills the form with what the next class most likely is, and never over what a person has typed.
"use strict";
(() => {
  const { groups, sources } = Moodline.readJson("known");
  const form = document.getElementById("class-details");
  const usual = document.getElementById("look-usual");
  const field = (id) => document.getElementById(id);
  const typed = new Set();

  function fill(found, names) {
    for (const name of names) if (!typed.has(name) && found[name] !== undefined) field(name).value = found[name] ?? "";
  }

  function offerToLook(source) {
    usual.dataset.source = source || "";
    field("usual-source").textContent = source || "";
    field("usual").hidden = !source;
  }

  field("mode").addEventListener("change", () => typed.add("mode"));
  form.addEventListener("input", (event) => {
    typed.add(event.target.id);
    const found = event.target.id === "group" ? groups[event.target.value.trim()] : undefined;
    if (!found) return;
    if (found.mode && !typed.has("mode")) Moodline.startMode.choose(found.mode);
    fill(found, found.title ? ["title", "expected"] : ["expected"]);
    offerToLook(found.source);
  });
  field("sources").addEventListener("change", (event) => {
    const found = sources[event.target.value];
    if (found && form.dataset.why !== "timetable" && !typed.size) fill(found, ["title", "group", "expected"]);
  });
  document.addEventListener("lesson-due", () => {
    if (!typed.size && document.getElementById("look-box").hidden) location.reload();
  });
})();
