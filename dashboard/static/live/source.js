// Watch another source in the same class, then look at it for half a minute.
"use strict";
(() => {
  const { monitor, sources } = Moodline;
  const { say } = Moodline.text;
  const field = (id) => document.getElementById(id);
  const dialog = field("source-dialog");

  async function change() {
    const { source } = sources.chosen();
    const name = sources.list.querySelector("input:checked ~ .source-name").textContent;
    try {
      const now = await monitor.send("watch", { source });
      Moodline.share.chosen(source);
      field("control-said").textContent = now.trouble || say("source_changed", { name });
      if (field("look-again").getAttribute("aria-pressed") === "false") field("look-again").click();
    } catch (failure) {
      field("control-said").textContent = failure.told || say("marker_failed");
    }
  }

  field("change-source").addEventListener("click", () => {
    field("source-confirm").disabled = true;
    dialog.showModal();
    sources.look();
  });
  sources.list.addEventListener("change", () => { field("source-confirm").disabled = false; });
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "change" && sources.chosen()) change();
    dialog.returnValue = "";
  });
})();
