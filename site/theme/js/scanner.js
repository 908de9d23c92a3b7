// Reads QR codes off the camera's picture. Other modules import it; it knows nothing of the page it works in.

const ANOTHER_LOOK_AFTER = 120; // milliseconds between two looks
const GONE_AFTER = 2000; // so long out of sight, the same code counts as held up anew
const WIDEST = 800; // pixels that are enough to read a code by, and few enough for an old phone

/** The check-in code in what was scanned or typed, as it is printed (K7M2-9QXT): alone, or in an address of ours; ""
    where there is none: then it is told nobody and kept nowhere, since it may say much of somebody. The same rule as
    code_in of training/attendance/queries/arriving.py. */
export function codeIn(text) {
  const inAddress = /\/check-in\/([^/?#\s]+)/i.exec(text);
  const letters = (inAddress ? inAddress[1] : text).normalize("NFKC").toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(letters) ? `${letters.slice(0, 4)}-${letters.slice(4)}` : "";
}

/** Show the camera's picture in `video` and call `onText(text)` for each QR code that is held up: once, until it has been
    out of sight for two seconds. Rejects where there is no camera or it is not allowed. Where the browser reads no codes
    by itself, our decoder is loaded from the address in the video's data-decoder. */
export async function startScanner(video, onText) {
  const constraints = { audio: false, video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } } };
  const stream = await navigator.mediaDevices.getUserMedia(constraints);
  const seen = new Map(); // text: when it was last in sight
  let going = true;

  const stop = () => {
    going = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  const look = async (read) => {
    if (!going) return;
    const text = video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? await read(video).catch(() => "") : "";
    const now = performance.now();
    if (going && text) {
      const isNew = !(now - seen.get(text) < GONE_AFTER);
      seen.set(text, now);
      if (isNew) onText(text);
    }
    setTimeout(look, ANOTHER_LOOK_AFTER, read);
  };

  try {
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    const [read] = await Promise.all([reader(video), video.play()]);
    look(read);
  } catch (error) {
    stop();
    throw error;
  }
  return { stop };
}

async function reader(video) {
  return (await browsersOwn()) ?? ours(await import(new URL(video.dataset.decoder, document.baseURI).href));
}

async function browsersOwn() {
  try {
    const formats = await window.BarcodeDetector.getSupportedFormats();
    if (!formats.includes("qr_code")) return null;
    const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? "";
  } catch {
    return null; // it has none, or one that only says so
  }
}

function ours({ decodeQR }) {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, WIDEST / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height)); // throws where it finds none
  };
}
