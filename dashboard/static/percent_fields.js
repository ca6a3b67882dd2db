// Fields in per cent of a picture, for who draws nothing; their values are shares (0 to 1) elsewhere.
"use strict";
Moodline.percentFields = (prefix, names) => {
  const field = (name) => document.getElementById(`${prefix}-${name}`);
  return {
    shares: () => Object.fromEntries(names.map((name) => [name, field(name).valueAsNumber / 100])),
    write: (shares) => names.forEach((name) => { field(name).value = Math.round(shares[name] * 1000) / 10; }),
    clear: () => names.forEach((name) => { field(name).value = ""; }),
  };
};
