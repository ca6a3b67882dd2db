// The texts of the class to begin: what is too long is refused beside its field, and stays as it was typed.
"use strict";
Moodline.startFields = (() => {
  const { say } = Moodline.text;
  const fields = [...document.querySelectorAll("#class-details [data-most]")];

  function isTooLong(field) {
    const most = Number(field.dataset.most);
    const { length } = [...field.value];
    const refused = length > most;
    field.setAttribute("aria-invalid", String(refused));
    document.getElementById(`${field.id}-failed`).textContent = refused ? say("text_too_long", { length, most }) : "";
    return refused;
  }

  function areInOrder() {
    const wrong = fields.filter(isTooLong);
    wrong[0]?.focus();
    return wrong.length === 0;
  }

  fields.forEach((field) => field.addEventListener("input", () => isTooLong(field)));
  return { areInOrder };
})();
