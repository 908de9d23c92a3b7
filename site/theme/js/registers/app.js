// The register that works without a signal: joins what is kept, what is drawn and what is sent.
import { count, IN_PART } from "./book.js";
import * as device from "./device.js";
import * as door from "./door.js";
import { isAble, Opening, sayReady, standBy } from "./opening.js";
import { chooseWith } from "./pins.js";
import { Pulse } from "./pulse.js";
import { Removed } from "./register.js";
import { Rows, words } from "./rows.js";
import { atOrOn, part, parts, plural, root, say, session, show } from "./screen.js";
import { Closed, NotYours, serverOf, SignedOut, SomebodyElse, TooEarly } from "./server.js";
import * as status from "./status.js";
import * as store from "./store.js";
import * as walkIns from "./walk_ins.js";

const STALE = 45_000; // milliseconds after which the register is asked for again, for what others marked
const server = serverOf(session, root.dataset);
const rows = new Rows(act);
const search = document.getElementById("search");
const opening = new Opening(server, work, removed);
let register, pulse, tabs, atDoor;
let state = "good";
let isClosed = false;

async function begin() {
  if (!isAble()) return show("unable");
  try {
    await store.removeExpired();
    await device.draw(removed);
  } catch {
    return show("unable");
  }
  standBy().catch(() => {}); // without a signal the worker that is there goes on
  for (const again of parts("again")) again.addEventListener("click", () => opening.begin());
  if (!session) return show("device");
  addEventListener("online", () => register || opening.begin());
  return opening.begin();
}

function work(opened, closed) {
  register = opened;
  isClosed = closed;
  state = register.seenAt ? "good" : "none";
  tabs = new BroadcastChannel(`register ${register.id}`);
  tabs.onmessage = () => register.read().then(draw, lost);
  if (!pulse) listen();
  pulse = new Pulse(sync);
  part("change-form").hidden = false;
  draw();
  show("work");
  device.draw(removed);
  sayReady(register);
  pulse.now(false);
}

function listen() {
  search.addEventListener("input", filter);
  addEventListener("offline", () => {
    state = "none";
    if (register) drawStatus();
  });
  for (const choice of parts("filter")) choice.addEventListener("click", () => choose(choice));
  part("show-all").addEventListener("click", () => {
    search.value = "";
    choose(part("filter"));
    search.focus();
  });
  part("everyone").addEventListener("click", markEveryone);
  part("send-now").addEventListener("click", () => pulse.now().then(() => say(part("detail").textContent)));
  part("begun").addEventListener("click", markAllTheSame);
  part("notes-seen").addEventListener("click", () => register.forgetNotes().then(draw, lost));
  for (const opener of parts("opens")) opener.addEventListener("click", () => toggle(opener));
  walkIns.listen((claim, said) => keep([claim], said));
  atDoor = door.listen({ rows: () => register.rows(), keep: (claim, said) => keep([claim], said), sent });
  const form = part("change-form");
  chooseWith(form, ...form.querySelectorAll("input"), choosePin);
}

function toggle(opener) {
  const panel = document.getElementById(opener.dataset.opens);
  panel.hidden = !panel.hidden;
  opener.setAttribute("aria-expanded", String(!panel.hidden));
  if (panel.hidden) atDoor.stop();
  else panel.querySelector("input").focus();
}

function act({ row, kind, status: mark, minutes }) {
  const isSame = kind === "mark" && row.status === mark && !row.notice && (!IN_PART.includes(mark) || row.minutes === minutes);
  if (isSame) return say(`${row.name} is marked so already`);
  const whom = row.booking ? { booking: row.booking } : { walk_in: row.walk_in };
  if (kind !== "mark") return keep([{ kind, ...whom }], `${row.name} ${kind === "came_back" ? "came back" : "stepped out"}`);
  return keep([marking(row, mark, minutes)], `${row.name}: ${words(mark)}`);
}

function marking(row, mark, minutes) {
  const whom = row.booking ? { booking: row.booking } : { walk_in: row.walk_in };
  return { kind: "mark", ...whom, status: mark, saw: row.saw ?? 0, ...(minutes ? { minutes } : {}) };
}

async function markEveryone() {
  const unmarked = register.rows().filter((row) => !row.status);
  if (unmarked.length) await keep(unmarked.map((row) => marking(row, "present")), `${plural(unmarked.length, "person", "people")} marked present`);
}

/** Keep claims on the device; only then the page shows them, and they are sent. Returns the first, as it was kept. Before
    the register opens nothing is kept: the server would not take it. Out of reach of the server, whoever stands in the room
    knows better than the device: its clock may be wrong, and the session have been moved. */
async function keep(said, aloud) {
  if (!register.isOpen()) return trouble(`This register opens ${atOrOn(register.session.opens_at)}. Nothing was noted yet.`, state !== "good");
  try {
    const [first] = await register.claim(said);
    part("trouble").hidden = true;
    draw();
    if (aloud) say(aloud);
    tabs.postMessage("claimed");
    pulse.soon();
    return first;
  } catch (error) {
    lost(error);
    return null;
  }
}

function markAllTheSame() {
  register.hasBegun = true;
  part("trouble").hidden = true;
  draw();
  part("everyone").focus();
  say("You can mark people now");
}

/** What the server answers to one claim, where it answers soon. */
const latest = new Map();
async function sent(uid) {
  await pulse.soon();
  return latest.get(uid);
}

/** One attempt to send what waits, and to learn what others marked. Returns whether the server answered. */
async function sync(isHurried) {
  const mine = register;
  const wasAway = state !== "good";
  if (register.waiting.length) {
    state = "sending";
    drawStatus();
  }
  try {
    const answers = await mine.send(server);
    for (const [uid, answer] of answers) latest.set(uid, answer);
    if (answers.size) tabs.postMessage("sent");
    if (isClosed) return await finish([]);
    if (isHurried || wasAway || Date.now() - mine.seenAt > STALE) await look(mine);
    state = "good";
  } catch (error) {
    if (register !== mine) return true; // removed while the server was asked
    if (error instanceof Closed) return isClosed || !register.waiting.length ? finish(register.waiting) : reallyClosed();
    if (error instanceof TooEarly && !mine.waiting.length) return tooEarly(error);
    if (error instanceof Removed) return lost(error);
    state = stateAfter(error);
  }
  if (register !== mine) return true;
  if (store.goneAt(register.record, register.waiting.length) <= Date.now()) return finish(register.waiting);
  draw();
  return state === "good";
}

async function look(mine) {
  const snapshot = await server.snapshot();
  if (snapshot.closed) throw new Closed();
  await mine.renew(snapshot);
  tabs.postMessage("renewed");
}

/** The snapshot is not given any more, and something was marked meanwhile: send it now. */
function reallyClosed() {
  isClosed = true;
  return sync(false);
}

function stateAfter(error) {
  if (error instanceof SignedOut) return "signed-out";
  if (error instanceof SomebodyElse) return "somebody-else";
  return error instanceof NotYours ? "not-yours" : "none";
}

/** The register is over: say what could not be kept, and remove all of it from this device. */
async function finish(unsent) {
  const late = unsent.map(({ claim }) => noteWords({ who: nameIn(claim), words: "It came after the register was closed." }));
  const notes = [...register.book.notes.map(noteWords), ...late];
  const nothing = notes.length ? "Nothing of it" : "Everything was sent, and nothing of it";
  part("closed-words").textContent = `${nothing} is kept on this device any more.`;
  return letGo("closed", notes);
}

/** The session was moved so far away that its names are not to lie here until then. */
function tooEarly(error) {
  opening.sayFromWhen(error);
  return letGo("too-early", register.book.notes.map(noteWords));
}

/** Remove the register from this device, and list what could not be kept where that is said. */
async function letGo(stage, notes) {
  pulse.stop();
  atDoor.stop();
  await register.remove();
  const list = part(`${stage}-notes`);
  list.hidden = !notes.length;
  listNotes(part("notes-list", list), notes);
  leave(stage);
  return true;
}

function removed(id) {
  if (register?.id === id) leave("removed");
}

function leave(stage) {
  pulse.stop();
  atDoor.stop();
  register = null;
  rows.draw([], null);
  latest.clear();
  show(stage);
  part("change-form").hidden = true;
  device.draw(removed);
}

/** What was to be kept could not be: because the register is gone from the device, or because the device fails. */
function lost(error) {
  if (error instanceof Removed) return leave("removed");
  return trouble("This device could not keep that. Note it on paper, and free some space on the device.");
}

function trouble(words, mayHaveBegun = false) {
  part("trouble-words").textContent = words;
  part("begun").hidden = !mayHaveBegun;
  part("trouble").hidden = false;
  return null;
}

async function choosePin(pin) {
  try {
    const { facilitator } = await server.token(); // whoever only holds the device cannot change it
    if (facilitator !== register.record.facilitator) throw new SomebodyElse();
    await register.choosePin(pin);
    part("change-form").querySelector("details").open = false;
    say("The PIN was changed");
  } catch {
    say("The PIN was not changed: that needs a connection, and that you are signed in");
  }
}

function choose(choice) {
  for (const each of parts("filter")) each.setAttribute("aria-pressed", String(each === choice));
  filter();
}

function filter() {
  const onlyUnmarked = part("filter").getAttribute("aria-pressed") === "false";
  const shown = rows.filter(search.value, onlyUnmarked);
  part("none").hidden = shown > 0;
  if (search.value || onlyUnmarked) say(`${plural(shown, "person", "people")} shown`);
}

function draw() {
  if (!register) return;
  const people = register.rows();
  rows.draw(people, register.session);
  walkIns.offerRoles(register.book.snapshot.roles);
  const opens = register.isOpen() ? "" : `opens ${atOrOn(register.session.opens_at)}`;
  part("when").textContent = [register.session.when, register.session.place, opens].filter(Boolean).join(" · ");
  const { unmarked, all } = count(people);
  part("everyone").disabled = !unmarked;
  part("everyone").textContent = unmarked === all ? "Mark everyone present" : "Mark everyone else present";
  const notes = register.book.notes.map(noteWords);
  part("notes").hidden = !notes.length;
  listNotes(part("notes-list", part("notes")), notes);
  drawStatus(people);
  drawDevice();
}

function drawStatus(people = register.rows()) {
  status.draw({ counts: count(people), state, waiting: register.waiting.length, sentAt: register.record.sent_at, isClosed });
}

let drawing = 0;
function drawDevice() {
  clearTimeout(drawing);
  drawing = setTimeout(() => device.draw(removed), 300);
}

const nameIn = (claim) => claim.name ?? claim.code ?? register.rows().find((row) => row.booking === claim.booking)?.name ?? "";
const noteWords = ({ who, words: said }) => (who ? `${who}: ${said}` : said);

function listNotes(list, notes) {
  list.replaceChildren(...notes.map((note) => Object.assign(document.createElement("li"), { textContent: note, dir: "auto" })));
}

begin();
