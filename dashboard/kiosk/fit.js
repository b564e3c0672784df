// A wall is designed for 1920 × 1080 CSS pixels; another screen sees it larger or smaller, whole.
function fit() {
  const scale = Math.min(innerWidth / 1920, innerHeight / 1080);
  const style = document.documentElement.style;
  style.setProperty("--zoom", scale);
  style.setProperty("--wide", `${innerWidth / scale}px`);
  style.setProperty("--high", `${(innerHeight - S.banner.getBoundingClientRect().height) / scale}px`);
  countHidden();
}

// A list's rows that find no room wrap out of sight; its foot says how many they are.
function countHidden() {
  for (const list of document.querySelectorAll("[data-hidden]")) {
    const rows = [...list.children];
    const unseen = rows.filter((row) => row.offsetLeft > rows[0].offsetLeft + 5).length;
    const total = unseen + Number(list.dataset.hidden);
    const foot = list.parentElement.querySelector("[data-more]");
    setText(foot, total ? say("more", { n: count(total) }) : "");
  }
}
