// One kiosk per page, however often Streamlit mounts the component: S survives the mounts.
const S = (window.tocsinKiosk ??= { data: null, beat: null, heard: Date.now(), skew: 0 });

const say = (key, values = {}) =>
  (S.data.words["kiosk." + key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

// The same two largest units that Words.duration tells.
function duration(seconds) {
  const whole = Math.floor(Math.abs(seconds));
  const parts = [["day", Math.floor(whole / 86400)], ["hour", Math.floor(whole / 3600) % 24],
                 ["minute", Math.floor(whole / 60) % 60], ["second", whole % 60]];
  const first = parts.findIndex(([, n]) => n > 0);
  if (first < 0) return say("second", { n: 0 });
  return parts.slice(first, first < 2 ? first + 2 : first + 1).filter(([, n]) => n > 0)
    .map(([unit, n]) => say(unit, { n })).join(S.data.lang === "en" ? " " : "");
}

// Shortened as by Words.count.
function count(n) {
  const [unit, mark] = S.data.lang === "en" ? [1000, "K"] : [10000, "万"];
  return n < 10000 ? n.toLocaleString("en") : `${Math.floor((n * 10) / unit) / 10}${mark}`;
}

const setText = (element, text) => { if (element.textContent !== text) element.textContent = text; };
