// Recording headcounts with and without a signal. The page that the server draws is sent as any form is; where nobody
// answers, and on the page that the browser keeps, a headcount waits on the device.
import { Pulse } from "../registers/pulse.js";
import { ask } from "../registers/server.js";
import { beginNow, fill, headcountOf, say, wrongIn } from "./form.js";
import { listen, peopleIn } from "./numbers.js";
import { Outbox } from "./outbox.js";
import { shrunk } from "./photo.js";
import { offer } from "./places.js";
import * as store from "./store.js";

const form = document.querySelector("[data-headcount]");
const box = document.querySelector("[data-waiting]");
const done = document.querySelector("[data-done]");
const mendingBox = document.querySelector("[data-mending]");
const numbers = form && listen(form);
const isKept = form?.hasAttribute("data-kept");
const PATIENCE = 5000; // milliseconds in which the server must answer before a headcount waits on the device
const isAble = () => Boolean(window.isSecureContext && navigator.serviceWorker && window.indexedDB && crypto.subtle && crypto.randomUUID);

async function begin() {
  const canKeep = form && (isKept || form.dataset.person);
  const sent = (taken) => (form ? said(`Sent: ${taken === 1 ? "one headcount" : `${taken} headcounts`}.`) : location.reload());
  const outbox = new Outbox(box, sent, canKeep ? mend : null);
  if (form?.dataset.person) await makeReady();
  if (isKept) await fillIn();
  if (canKeep) {
    listenToSaving(outbox);
    mendingBox.querySelector("[data-mend-not]").addEventListener("click", mendNot);
    const [, uid] = location.hash.match(/^#mend-(.+)$/) ?? [];
    if (uid) await mend(uid);
  }
  await new Pulse(() => outbox.send()).now();
}

/** Opened with a connection: from now on the page opens without one, and knows these places. */
async function makeReady() {
  navigator.serviceWorker.register(form.dataset.worker, { scope: form.dataset.scope }).catch(() => {});
  await store.makeReady(Number(form.dataset.person), JSON.parse(form.dataset.places));
}

/** The page that the browser keeps knows nothing: what this device knows is put into it. */
async function fillIn() {
  beginNow(form);
  offer(form, await store.places());
  form.hidden = !(await store.person());
  document.querySelector("[data-not-ready]").hidden = !form.hidden;
}

/** One that the server did not take is put back into the form. Kept again, it takes the place of what was there: that is
    said for as long as it is so, with a way out. */
let mending = null;
async function mend(uid) {
  const found = (await store.waiting()).find((each) => each.uid === uid && each.headcount.shown);
  if (!found) return;
  const { headcount } = found;
  fill(form, headcount);
  numbers.addUp();
  done.hidden = true;
  const { people, where } = headcount.shown;
  mendingBox.querySelector("[data-which]").textContent = `You are putting right: ${peopleIn(people)} at ${where}. Change what is needed, then keep it again.`;
  nowMending(found);
  mendingBox.focus();
}

function nowMending(entry) {
  mending = entry;
  mendingBox.hidden = !entry;
  if (!entry) history.replaceState(null, "", location.pathname + location.search); // opened again, the page mends nothing
}

function mendNot() {
  nowMending(null);
  form.reset();
  if (isKept) beginNow(form);
  startAgain();
  said("It stays as it was. What you record now is a headcount of its own.");
}

function listenToSaving(outbox) {
  let busy = false;
  form.addEventListener("submit", async (event) => {
    if (event.submitter?.name === "find") return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    try {
      if (!isKept && !mending && (await answers())) return form.submit();
      await keep(outbox);
    } finally {
      busy = false;
    }
  });
}

async function answers() {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, false));
  return navigator.onLine && Promise.race([late, ask(box.dataset.token).then(() => true, () => false)]);
}

async function keep(outbox) {
  const wrong = wrongIn(form);
  say(form, wrong);
  if (wrong.length) return;
  const uid = mending?.uid ?? (form.elements.uid?.value || crypto.randomUUID());
  const headcount = headcountOf(form, uid);
  const [photo] = form.elements.photo?.files ?? [];
  try {
    headcount.photo = photo ? await shrunk(photo) : mending?.headcount.photo;
  } catch {
    return say(form, [[form.elements.photo.id, "This device cannot read that photo. Choose another, or go on without one."]]);
  }
  try {
    await store.add(headcount, mending?.person ?? (await store.person()));
  } catch {
    return say(form, [["numbers", "This device could not keep that. Note it on paper, and free some space on the device."]]);
  }
  const { where, people } = headcount.shown;
  startAgain();
  said(`Kept on this device: ${peopleIn(people)} at ${where}${headcount.photo ? ", with its photo" : ""}.`);
  const isSentNow = isKept || mending;
  nowMending(null);
  await outbox.draw();
  if (isSentNow) await outbox.send();
}

/** Ready for the next one at the same place: an assembly often follows another. */
function startAgain() {
  for (const input of form.querySelectorAll("[data-sets] input")) input.value = "";
  form.elements.notes.value = "";
  if (form.elements.photo) form.elements.photo.value = "";
  if (form.elements.uid) form.elements.uid.value = crypto.randomUUID();
  numbers.addUp();
}

function said(words) {
  if (!done) return;
  done.hidden = false;
  done.textContent = words;
  done.focus();
}

if (box && isAble()) begin().catch(() => {});
