// Light or dark: the system's choice until the reader makes one of their own. Runs before the first paint.
"use strict";
(() => {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const stored = () => {
    try { return localStorage.getItem("moodline-theme"); } catch { return null; }
  };
  const apply = (theme) => { if (theme === "light" || theme === "dark") root.dataset.theme = theme; };
  const current = () => root.dataset.theme || (system.matches ? "dark" : "light");
  const announce = () => {
    const button = document.getElementById("theme");
    if (button) {
      button.hidden = false;
      const isDark = current() === "dark";
      button.textContent = Moodline.text.say(isDark ? "theme_light" : "theme_dark");
      button.setAttribute("aria-label", Moodline.text.say(isDark ? "to_light" : "to_dark"));
    }
    document.dispatchEvent(new Event("themechange"));
  };
  apply(stored());
  system.addEventListener("change", announce);
  // Paper is white: what is printed is light, the charts too, which take their colours and their size from the page.
  let before = null;
  window.addEventListener("beforeprint", () => {
    before = { theme: root.dataset.theme };
    apply("light");
    root.dataset.paper = "yes";
    announce();
  });
  window.addEventListener("afterprint", () => {
    if (!before) return;
    if (before.theme) root.dataset.theme = before.theme;
    else delete root.dataset.theme;
    before = null;
    delete root.dataset.paper;
    announce();
  });
  document.addEventListener("DOMContentLoaded", () => {
    announce();
    document.getElementById("theme")?.addEventListener("click", () => {
      apply(current() === "dark" ? "light" : "dark");
      try { localStorage.setItem("moodline-theme", root.dataset.theme); } catch { /* a file:// page may have no storage */ }
      announce();
    });
  });
})();
