// Checking in by code, typed or read by the camera. The device answers from what it keeps; the server has the last word.
import { codeIn, startScanner } from "../scanner.js";
import { WAS_THERE } from "./book.js";
import { clock, mend, onSubmit, part } from "./screen.js";

const SAME_CODE_WITHIN = 5000; // milliseconds in which a camera that still sees a code says nothing new
const input = document.getElementById("code");
const answer = part("answer");
const video = part("video");
const camera = part("camera");

/** `work` keeps claims, sends them and gives the rows: `{ rows(), keep(claim, words), sent(uid) }`. */
export function listen(work) {
  let last = { code: "", at: 0 };
  let scanner = null;

  /** `code` is "" where what was held up is none of ours: that is counted, and nothing of it kept. */
  async function read(code) {
    if (code === last.code && Date.now() - last.at < SAME_CODE_WITHIN) return;
    last = { code, at: Date.now() };
    const row = code && work.rows().find((each) => each.code === code);
    const said = answerFor(row, code);
    const claim = await work.keep({ kind: "scan", code }, "");
    if (!claim) return;
    tell(said);
    const theirs = await work.sent(claim.uid);
    if (theirs && (theirs.answer === "refused" || !row)) tell({ kind: theirs.answer === "refused" ? "no" : "yes", title: theirs.words, about: code });
  }

  onSubmit(input.form, async () => {
    const code = codeIn(input.value);
    if (!mend(input, code ? "" : "Enter the eight letters and digits of the code")) return input.focus();
    input.value = "";
    await read(code);
    return input.focus();
  });

  async function toggleCamera() {
    if (scanner) return stop();
    video.hidden = false;
    camera.textContent = "Stop the camera";
    try {
      scanner = await startScanner(video, (text) => read(codeIn(text)));
    } catch {
      stop();
      tell({ kind: "no", title: "The camera cannot be used", about: "Type the code instead." });
    }
    return null;
  }

  function stop() {
    scanner?.stop();
    scanner = null;
    video.hidden = true;
    camera.textContent = "Use the camera";
  }

  if (navigator.mediaDevices) {
    camera.hidden = false;
    camera.addEventListener("click", toggleCamera);
  }
  return { stop };
}

function answerFor(row, code) {
  if (!code) return { kind: "no", title: "This is not one of our codes", about: "" };
  if (!row) return { kind: "maybe", title: "Not on this list", about: `${code} is kept here, and looked up once there is a signal.` };
  const who = [row.name, row.about].filter(Boolean).join(", ");
  if (!WAS_THERE.includes(row.status)) return { kind: "yes", title: "Welcome", about: who };
  return { kind: "maybe", title: row.since ? `Already checked in at ${clock(row.since)}` : "Already checked in", about: who };
}

function tell({ kind, title, about }) {
  const [first, second] = [document.createElement("strong"), document.createElement("span")];
  first.textContent = title;
  second.textContent = about;
  second.dir = "auto";
  answer.dataset.kind = kind;
  answer.replaceChildren(first, second);
  navigator.vibrate?.(kind === "yes" ? 80 : [80, 60, 80]);
}
