// Whom not to count: places of the picture that are left out, and one's own tile. On the start page and the live page.
"use strict";
Moodline.marks = (() => {
  const { monitor, drawnRectangle, percentFields } = Moodline;
  const { say } = Moodline.text;
  const field = (id) => document.getElementById(id);
  const tools = [
    { button: field("place-begin"), form: field("place-form"), fields: percentFields("place", ["left", "top", "width", "height"]) },
    { button: field("own-begin"), form: field("own-form"), fields: percentFields("own", ["x", "y"]) },
  ];
  const [placeTool, ownTool] = tools;
  const list = field("places");
  const said = field("marks-said");
  const LEAST_SHARE = 0.01;
  const SETTLED_MS = 700;
  const MOST_PLACES = Number(field("marks").dataset.most);
  let leftOut = []; // [left, top, width, height] in shares of the picture
  let own = null; // [x, y]
  let areLost = false;
  let drawing = null;
  let isSending = false;
  let sentAt = -Infinity;

  const rounded = (share) => Math.round(share * 10000) / 10000;

  function entryOf(words, remove, label) {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.textContent = words;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: label });
    button.setAttribute("aria-label", `${label}: ${words}`);
    button.addEventListener("click", () => {
      remove();
      placeTool.button.focus();
    });
    item.append(name, button);
    return item;
  }

  // While the places are lost, what is drawn is not black yet: it is sent when all of it is there.
  function showDrafts() {
    drawnRectangle.frame.querySelectorAll(".draft").forEach((each) => each.remove());
    if (!areLost) return;
    for (const [left, top, width, height] of leftOut) {
      const draft = document.createElement("span");
      draft.className = "rectangle-drawn draft";
      drawnRectangle.place(draft, { left, top, width, height });
      drawnRectangle.frame.append(draft);
    }
  }

  function show() {
    const places = leftOut.map((_place, i) => entryOf(say("place_number", { number: i + 1 }), () => change(leftOut.toSpliced(i, 1), own), say("remove")));
    list.replaceChildren(...places, ...(own ? [entryOf(say("own_tile"), () => change(leftOut, null), say("undo"))] : []));
    field("marks-lost").hidden = !areLost;
    field("marks-send").disabled = leftOut.length === 0;
    showDrafts();
  }

  async function send(places, ownTile) {
    isSending = true;
    said.textContent = "";
    try {
      const now = await monitor.send("mark", { left_out: places, own_tile: ownTile });
      isSending = false;
      areLost = false;
      take(now);
      sentAt = Date.now();
    } catch (failure) {
      isSending = false;
      said.textContent = failure.told || say("marker_failed");
    }
  }

  function change(places, ownTile) {
    if (places.length > MOST_PLACES) {
      said.textContent = say("too_many_places", { most: MOST_PLACES });
    } else if (areLost) {
      [leftOut, own] = [places, ownTile];
      show();
    } else send(places, ownTile);
  }

  // What the monitor says. Once places are lost, those of before are worth nothing: all are drawn anew.
  function take(now) {
    // What was asked before the marks were sent may be answered after them.
    if (isSending || Date.now() - sentAt < SETTLED_MS) return;
    const beginsToBeLost = now.places_are_lost && !areLost;
    if (areLost && now.places_are_lost) return;
    areLost = now.places_are_lost;
    const before = JSON.stringify([leftOut, own]);
    [leftOut, own] = [beginsToBeLost ? [] : now.left_out, now.own_tile];
    if (beginsToBeLost || JSON.stringify([leftOut, own]) !== before || field("marks-lost").hidden === areLost) show();
  }

  function addPlace({ left, top, width, height }) {
    drawnRectangle.hide();
    if (!(Math.min(width, height) >= LEAST_SHARE)) return;
    placeTool.fields.clear();
    // A rectangle that was written may end beside the picture.
    const [x, y] = [left, top].map(rounded);
    change([...leftOut, [x, y, rounded(Math.min(width, 1 - x)), rounded(Math.min(height, 1 - y))]], own);
  }

  const stop = () => drawnRectangle.stop(drawing);

  function chooseOwn({ x, y }) {
    stop();
    change(leftOut, [x, y].map(rounded));
  }

  function open({ button, form, fields }, acts) {
    if (!form.hidden) {
      stop();
      return;
    }
    const stopped = () => {
      form.hidden = true;
      button.setAttribute("aria-expanded", "false");
    };
    drawing = drawnRectangle.begin({ ...acts, stopped });
    fields.clear();
    form.hidden = false;
    button.setAttribute("aria-expanded", "true");
  }

  placeTool.button.addEventListener("click", () => open(placeTool, { released: addPlace }));
  ownTool.button.addEventListener("click", () => open(ownTool, { hasOutline: false, released: (_rectangle, point) => chooseOwn(point) }));
  placeTool.form.addEventListener("input", () => drawnRectangle.show(placeTool.fields.shares()));
  placeTool.form.addEventListener("submit", (event) => {
    event.preventDefault();
    addPlace(placeTool.fields.shares());
  });
  ownTool.form.addEventListener("submit", (event) => {
    event.preventDefault();
    chooseOwn(ownTool.fields.shares());
  });
  tools.forEach(({ form }) => form.querySelector("[data-done]").addEventListener("click", stop));
  field("marks-send").addEventListener("click", () => send(leftOut, own));
  document.querySelectorAll("[data-leave-nobody-out]").forEach((button) => button.addEventListener("click", () => send([], own)));

  return { take, stop, forgetOwn: () => change(leftOut, null) };
})();
