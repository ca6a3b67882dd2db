// Open the small window that shares, or bring it to the front: loading it anew would end what it shares.
"use strict";
Moodline.share = (() => {
  const SOURCE = "browser";
  const SMALL = "popup,width=480,height=680";
  const hint = document.getElementById("share-hint");

  function open() {
    const small = window.open("", "moodline-share", SMALL);
    if (!small) return; // blocked: the button in the hint opens it
    if (small.location.href === "about:blank") small.location.assign("/share");
    small.focus();
  }

  const show = (source) => { hint.hidden = source !== SOURCE; };

  // What to do when this source was chosen by hand.
  function chosen(source) {
    show(source);
    if (source === SOURCE) open();
  }

  document.getElementById("share-open").addEventListener("click", open);
  return { chosen, show };
})();
