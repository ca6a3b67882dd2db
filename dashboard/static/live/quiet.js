// The quiet mode, and the small window beside the call.
"use strict";
(() => {
  const QUIET = "moodline-quiet"; // a cookie, so that the server already leaves out what is not to be seen
  const ONE_YEAR_S = 365 * 24 * 3600;

  document.getElementById("quiet-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const isQuiet = document.body.classList.toggle("quiet-mode");
    document.cookie = `${QUIET}=${isQuiet ? "on" : ""}; path=/; max-age=${isQuiet ? ONE_YEAR_S : 0}; samesite=strict`;
    const button = event.target.querySelector("button");
    button.setAttribute("aria-pressed", String(isQuiet));
    button.value = isQuiet ? "off" : "on";
    document.dispatchEvent(new Event("quietchange"));
  });

  const small = document.getElementById("small-window");
  small?.addEventListener("click", (event) => {
    // A window that the browser refuses to open becomes a tab, by the link's own doing.
    if (window.open(small.href, small.target, "popup,width=340,height=720")) event.preventDefault();
  });
})();
