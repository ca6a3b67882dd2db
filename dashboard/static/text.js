// What the scripts say, and how they write numbers: in the language of the page, as dashboard/language/numbers.py does.
"use strict";
Moodline.text = (() => {
  const MINUS = "−";
  const NONE = "–";
  const texts = Moodline.readJson("texts");
  const point = (document.documentElement.lang || "en") === "en" ? "." : ",";

  const say = (key, values = {}) => (texts[key] ?? key).replace(/\{(\w+)\}/g, (_whole, name) => values[name] ?? "");

  // A number that lies just between two goes to the even one, as in Python; toFixed would always take the larger.
  function rounded(size, places) {
    const isBetween = (size * 2 ** (places + 1)) % 2 === 1;
    if (!isBetween) return size.toFixed(places);
    const below = Math.floor(size * 10 ** places);
    return ((below + (below % 2)) / 10 ** places).toFixed(places);
  }

  const written = (value, places, plus) => {
    const size = rounded(Math.abs(value), places);
    const sign = value < 0 && Number(size) !== 0 ? MINUS : plus;
    return sign + size.replace(".", point);
  };
  const decimal = (value, places = 1) => (value === null ? NONE : written(value, places, ""));
  const signed = (value, places = 2) => (value === null ? NONE : written(value, places, "+"));
  // 100 % is all: 99.6 % is written 99 %.
  const whole = (share) => (share > 0.99 && share < 1 ? Math.min(share * 100, 99) : share * 100);
  const percent = (share) => (share === null ? NONE : `${decimal(whole(share), 0)}\u00a0%`);

  return { say, decimal, signed, percent, NONE };
})();
