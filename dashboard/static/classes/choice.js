// The classes ticked in the list: counted, kept from page to page of the list, and offered only where they are enough.
"use strict";
(() => {
  const { say } = Moodline.text;
  const KEPT = "moodline-chosen-classes";
  const form = document.getElementById("chosen");
  if (!form) return;
  const [told, none] = [document.getElementById("chosen-count"), document.getElementById("chosen-none")];
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const compare = form.querySelector("button[data-most]");
  const atFirst = told.textContent;

  const read = () => {
    try { return new Set(JSON.parse(sessionStorage.getItem(KEPT) || "[]")); } catch { return new Set(); }
  };
  const keep = (chosen) => {
    try { sessionStorage.setItem(KEPT, JSON.stringify([...chosen])); } catch { /* then they are kept on this page only */ }
  };
  const chosen = read();

  // Classes on other pages of the list go along in hidden fields.
  function showBoxes() {
    for (const box of boxes) box.checked = chosen.has(box.value);
    for (const hidden of form.querySelectorAll("input[type=hidden]")) hidden.remove();
    const here = new Set(boxes.map((box) => box.value));
    const elsewhere = [...chosen].filter((value) => !here.has(value));
    for (const value of elsewhere) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "class", value }));
    }
    return elsewhere.length;
  }

  function showButtons() {
    for (const button of form.querySelectorAll("button[data-least]")) {
      const most = Number(button.dataset.most || Infinity);
      button.disabled = chosen.size < Number(button.dataset.least) || chosen.size > most;
    }
    none.hidden = chosen.size === 0;
  }

  function countInWords(elsewhere) {
    const key = chosen.size === 1 ? "class_chosen" : "classes_chosen";
    const most = Number(compare.dataset.most);
    const said = [say(elsewhere ? `${key}_elsewhere` : key, { count: chosen.size, elsewhere })];
    if (chosen.size === 1) said.push(say("one_more_to_compare"));
    if (chosen.size > most) said.push(say("too_many_to_compare", { most }));
    return said.join(". ");
  }

  function show() {
    const elsewhere = showBoxes();
    showButtons();
    told.parentElement.classList.toggle("some", chosen.size > 0);
    told.textContent = chosen.size ? countInWords(elsewhere) : atFirst;
  }

  form.addEventListener("change", ({ target }) => {
    if (target.checked) chosen.add(target.value);
    else chosen.delete(target.value);
    keep(chosen);
    show();
  });
  none.addEventListener("click", () => {
    chosen.clear();
    keep(chosen);
    show();
    boxes[0]?.focus();
  });
  window.addEventListener("pageshow", show); // a browser may have ticked boxes of its own on the way back
  show();
})();
