// The door: each code that is scanned or typed is sent at once, and its answer stays until the next.
const root = document.querySelector("[data-scan]");
const { codeIn, startScanner } = await import(new URL(root.dataset.scanner, document.baseURI).href);
const part = (name) => root.querySelector(`[data-scan-${name}]`);
const [form, result, video] = [part("form"), part("result"), root.querySelector("video")];
const FELT = { welcome: [80], already: [60, 60, 60] }; // milliseconds; anything else is felt for longer
const TRIES = 3;
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function show({ answer, title, text, way = "", way_words: words = "", failed }) {
  result.className = `scan-result scan-result--${answer}`;
  part("title").textContent = title;
  part("text").textContent = text;
  part("way").textContent = words;
  if (way) part("way").href = way;
  else part("way").removeAttribute("href");
  if (failed !== undefined) part("failed").textContent = failed;
  navigator.vibrate?.(FELT[answer] ?? [300]);
}

// Sent again where the connection failed, with the same uid: so it counts once, and the answer is that of the first time.
const PATIENCE = 15000; // milliseconds: a request that hangs must not hold up those who come after

async function ask(scan) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fetch(form.action, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        body: JSON.stringify({ ...scan, sent_at: new Date().toISOString() }),
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch (error) {
      if (attempt === TRIES) throw error;
      await pause(1000 * attempt);
    }
  }
}

async function send(text) {
  const code = codeIn(text) || "?"; // what is none of ours may say much of somebody: it is counted, and stays here
  try {
    const response = await ask({ code, uid: crypto.randomUUID(), device_at: new Date().toISOString() });
    if (response.redirected || !response.headers.get("Content-Type")?.startsWith("application/json")) {
      show({ answer: "refused", title: "Not scanned", text: "Load this page again: you may have been signed out." });
    } else show(await response.json());
  } catch {
    show({ answer: "refused", title: "Not sent", text: "There is no connection. Scan this code again, or use the register." });
  }
}

let line = Promise.resolve(); // one after the other, so that no answer overtakes another
const scan = (text) => { line = line.then(() => send(text)); };

let scanner = null;
async function start() {
  part("trouble").textContent = "";
  part("start").hidden = true;
  video.hidden = false;
  try {
    scanner = await startScanner(video, scan);
    part("stop").hidden = false;
  } catch {
    stop();
    part("trouble").textContent = "The camera could not be opened. Allow it in your browser’s settings, or type the code.";
  }
}
function stop() {
  scanner?.stop();
  scanner = null;
  video.hidden = true;
  part("start").hidden = false;
  part("stop").hidden = true;
}

if (navigator.mediaDevices?.getUserMedia) {
  part("camera").hidden = false;
  part("start").addEventListener("click", start);
  part("stop").addEventListener("click", stop);
  window.addEventListener("pagehide", stop);
  const allowed = await navigator.permissions?.query({ name: "camera" }).catch(() => null);
  if (allowed?.state === "granted") start();
}

if (crypto.randomUUID) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { code } = form.elements;
    if (code.value.trim()) scan(code.value);
    code.value = "";
    code.focus();
  });
}
