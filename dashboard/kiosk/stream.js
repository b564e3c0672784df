// The doorbell's stream. A token lives two minutes; each drawing brings a fresh one, and a
// refused stream asks for a drawing before it tries again.
function listen() {
  if (S.stream && S.stream.readyState !== EventSource.CLOSED && S.site === S.data.site) return;
  S.stream?.close();
  S.site = S.data.site;
  S.stream = new EventSource(`events?token=${encodeURIComponent(S.data.token)}`);
  S.stream.addEventListener("beat", hearBeat);
  S.stream.addEventListener("ring", ring);
  S.stream.onerror = () => { if (S.stream.readyState === EventSource.CLOSED) ring(); };
}

function hearBeat(event) {
  const beat = JSON.parse(event.data);
  if (S.beat && S.beat.boot !== beat.boot) location.reload(); // another server: its pages are new
  if (S.beat && beat.redis && !S.beat.redis) ring();          // rings may have been missed
  S.beat = beat;
  S.heard = Date.now();
  const skew = beat.now - Date.now() / 1000; // whole seconds: small differences are only rounding
  if (Math.abs(skew - S.skew) > 2) S.skew = skew;
  showFreshness();
}

// Many rings in a moment are one drawing: the first at once, what follows after a pause.
const PAUSE = 150; // milliseconds
function ring() {
  if (S.pausing) { S.again = true; return; }
  S.trigger("ring", Date.now());
  S.pausing = setTimeout(() => { S.pausing = null; if (S.again) { S.again = false; ring(); } }, PAUSE);
}
