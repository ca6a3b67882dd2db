// What is read in the class to begin, and why a source is refused: by law, or for want of an answer.
"use strict";
Moodline.startMode = (() => {
  const choices = [...document.querySelectorAll("#mode input")];
  let onChosen = () => {};

  const chosen = () => choices.find((choice) => choice.checked).value;
  function choose(value) {
    if (value === chosen()) return;
    choices.forEach((choice) => { choice.checked = choice.value === value; });
    onChosen();
  }

  choices.forEach((choice) => choice.addEventListener("change", () => onChosen()));
  return { chosen, choose, whenChosen: (act) => { onChosen = act; } };
})();
Moodline.startRefusal = (() => {
  const refused = document.getElementById("refused");
  const instead = document.getElementById("count-instead");

  // Of other failures the words stand beside the picture.
  function show(failure) {
    const isRefused = ["region_not_said", "use_not_accepted", "mood_forbidden_in_eu", "small_group"].includes(failure?.code);
    refused.hidden = !isRefused;
    if (!isRefused) return;
    document.getElementById("refused-words").textContent = failure.told;
    instead.hidden = failure.code !== "mood_forbidden_in_eu";
    refused.scrollIntoView({ block: "nearest" });
  }

  instead.addEventListener("click", () => Moodline.startMode.choose("participation"));
  return { show };
})();
