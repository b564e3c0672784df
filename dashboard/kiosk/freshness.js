// Frozen data must look frozen: a banner at the top that pushes the page down, and no colour.
const LINK_LOST = 7; // seconds without a heartbeat of the server
const SILENT = 20;   // seconds without a heartbeat of a worker

function trouble() {
  const silence = (Date.now() - S.heard) / 1000;
  if (silence > LINK_LOST) return say("link_lost", { time: duration(silence) });
  if (S.data.broken === "unreadable") return say("unreadable");
  if (S.data.broken === "redis" || (S.beat && !S.beat.redis)) return say("redis_gone");
  const silent = S.beat && Object.entries(S.beat.ages).filter(([, age]) => age === null || age > SILENT);
  if (silent?.length) return say("silent", { names: silent.map(([name]) => say(name)).join(say("comma")) });
  return "";
}

function showFreshness() {
  const message = trouble();
  if (!S.banner) {
    S.banner = document.createElement("div");
    S.banner.className = "tocsin-banner";
    S.banner.setAttribute("role", "alert");
    document.body.prepend(S.banner);
  }
  setText(S.banner, message && `⚠ ${message}`);
  document.documentElement.classList.toggle("tocsin-stale", message !== "");
  for (const each of document.querySelectorAll("[data-health]")) {
    setText(each, say(message ? "health_bad" : S.beat ? "health_good" : "health_unknown"));
    each.classList.toggle("good", Boolean(S.beat) && !message);
  }
}
