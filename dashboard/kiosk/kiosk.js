// Streamlit's own dialog knows only English; a wall needs none, its banner says it already.
function translateDialog() {
  for (const dialog of document.querySelectorAll("[role=dialog]")) {
    const walker = document.createTreeWalker(dialog, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (/^Connection error$/.test(node.nodeValue)) node.nodeValue = say("dialog_title");
      else if (/Streamlit/.test(node.nodeValue)) node.nodeValue = say("dialog_text");
      else if (/streamlit run/.test(node.nodeValue)) node.nodeValue = "";
    }
  }
}

function everySecond() {
  tick();
  showFreshness();
  if (S.data.wall) fit();
}

// What Streamlit has just drawn gets its words and its rows before it is painted.
function soon() {
  S.soon ??= requestAnimationFrame(() => { S.soon = null; translateDialog(); everySecond(); });
}

export default function kiosk(component) {
  S.data = component.data;
  S.trigger = component.setTriggerValue;
  document.documentElement.lang = S.data.lang;
  document.documentElement.classList.toggle("tocsin-wall", S.data.wall);
  if (!S.beat) S.skew = S.data.now - Date.now() / 1000;
  listen();
  everySecond();
  if (S.data.wall) siren();
  if (S.timer) return;
  S.timer = setInterval(everySecond, 1000);
  addEventListener("resize", everySecond);
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
}
