// The siren sounds once for each name it has not seen, also across reloads of the page. Browsers
// allow sound only after a touch, so a button asks for one and goes away when it was given.
const SEEN = "tocsin-sirens";

function siren() {
  const key = `${SEEN}:${S.data.site}`;
  const before = JSON.parse(sessionStorage.getItem(key) ?? "null");
  sessionStorage.setItem(key, JSON.stringify(S.data.sirens));
  S.audio ??= new AudioContext();
  offerSound();
  if (before && S.data.sirens.some((name) => !before.includes(name))) sound();
}

function sound() {
  const page = document.documentElement;
  page.dataset.sounded = Number(page.dataset.sounded ?? 0) + 1;
  const start = S.audio.currentTime;
  for (let i = 0; i < 6; i++) {
    const tone = S.audio.createOscillator(), volume = S.audio.createGain();
    tone.frequency.value = i % 2 ? 660 : 880;
    volume.gain.value = 0.2;
    tone.connect(volume).connect(S.audio.destination);
    tone.start(start + i * 0.35);
    tone.stop(start + i * 0.35 + 0.3);
  }
}

function offerSound() {
  for (const button of document.querySelectorAll("[data-sound]")) {
    button.hidden = S.audio.state === "running";
    button.onclick = () => S.audio.resume().then(() => { sound(); offerSound(); });
  }
}
