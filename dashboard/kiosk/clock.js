// Site time: the wall clock of the server, or the site's virtual clock counted from it.
const serverNow = () => Date.now() / 1000 + S.skew;

function siteNow() {
  const clock = S.data.clock;
  if (!clock) return serverNow();
  const virtual = clock.base + (serverNow() - clock.wall_base) * clock.rate;
  return Math.max(clock.at, clock.until ? Math.min(virtual, clock.until) : virtual);
}

// [data-due] counts down to a deadline and then up, [data-until] to a moment in digits,
// [data-since] tells how long ago, [data-clock] is the site's clock.
function tick() {
  const now = siteNow();
  for (const each of document.querySelectorAll("[data-due]")) {
    const left = Number(each.dataset.due) - now;
    setText(each, say(left >= 0 ? "left" : "over", { time: duration(left) }));
    each.classList.toggle("over", left < 0);
  }
  for (const each of document.querySelectorAll("[data-until]")) {
    const left = Number(each.dataset.until) - now;
    setText(each, left >= 0 ? digits(left) : say(each.dataset.say ?? "now"));
    each.classList.toggle("over", left < 0);
  }
  for (const each of document.querySelectorAll("[data-since]"))
    setText(each, say(each.dataset.say, { time: duration(Math.max(0, now - Number(each.dataset.since))) }));
  for (const each of document.querySelectorAll("[data-clock]")) setText(each, hour(now));
}

function digits(left) {
  const two = (n) => String(Math.floor(n)).padStart(2, "0");
  const minutes = `${two((left / 60) % 60)}:${two(left % 60)}`;
  return left < 3600 ? minutes : `${Math.floor(left / 3600)}:${minutes}`;
}

function hour(now) {
  const english = S.data.lang === "en";
  const show = (options) =>
    new Intl.DateTimeFormat(english ? "en-GB" : S.data.lang, { timeZone: S.data.zone, ...options })
      .format(new Date(now * 1000));
  const year = S.data.clock ? { year: "numeric" } : {};
  const date = show({ ...year, month: english ? "short" : "long", day: "numeric" });
  const week = show({ weekday: "short" });
  const time = show({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  return (english ? [week, date, time] : [date, week, time]).join(" ");
}
