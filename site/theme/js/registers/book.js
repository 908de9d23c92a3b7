// What a register comes to: the server's snapshot, and over it the claims that wait to be sent. Nothing here draws.

export const WAS_THERE = ["present", "late", "left_early"];
const byName = new Intl.Collator("en");
export const IN_PART = ["late", "left_early"];

/** A new book. `mine` is what was last said on this device of each booking, `arrived` the bookings of walk-ins that
    were sent, `notes` what the server did not take and nobody has looked at yet; `ahead` are the milliseconds by which
    the server's clock is ahead of the device's. */
export function newBook(snapshot) {
  return renew({ mine: {}, arrived: {}, notes: [] }, snapshot);
}

/** The same book with what the server says now. */
export function renew(book, snapshot) {
  return { ...book, snapshot: withoutKey(snapshot), ahead: Date.parse(snapshot.server_at) - Date.now() };
}

function withoutKey(snapshot) {
  const { key, ...rest } = snapshot;
  return rest;
}

/** A moment of the device's clock with that clock put right, in milliseconds. */
export const rightly = (book, moment) => moment + (book.ahead ?? 0);

/** How somebody attends who comes at that moment of the device and stays. The same rule as `arrival` of
    training/attendance/queries/arriving.py. */
export function arrival(book, moment) {
  const { late_after, ends_at, minutes } = book.snapshot.session;
  const came = rightly(book, Date.parse(moment));
  if (!(came > Date.parse(late_after))) return { status: "present", minutes: null };
  const left = Math.floor((Date.parse(ends_at) - came) / 60_000);
  return { status: "late", minutes: Math.min(Math.max(left, 1), minutes) };
}

/** Everyone in the register as this device knows them, by name. A walk-in of this device keeps the key of its claim. */
export function rowsOf(book, claims) {
  const keys = new Map(Object.entries(book.arrived).map(([uid, booking]) => [booking, uid]));
  const keyOf = ({ booking }) => keys.get(booking) ?? String(booking);
  const rows = book.snapshot.people.map((person) => ({ ...person, key: keyOf(person), notice: noticeOf(book, person) }));
  const byBooking = new Map(rows.map((row) => [row.booking, row]));
  for (const claim of claims) lay(claim, rows, byBooking, book);
  return rows.sort((one, other) => byName.compare(one.name, other.name));
}

function lay(claim, rows, byBooking, book) {
  if (claim.kind === "walk_in") {
    rows.push(waitingWalkIn(claim, book));
    return;
  }
  const row = rowOf(claim, rows, byBooking);
  if (!row) return;
  row.waiting = true;
  if (claim.kind === "stepped_out") row.stepped_out = true;
  else if (claim.kind === "came_back") row.stepped_out = false;
  else if (claim.kind === "mark") stand(row, claim.status, claim.minutes ?? null, claim.device_at);
  else if (!WAS_THERE.includes(row.status)) {
    const { status, minutes } = arrival(book, claim.device_at);
    stand(row, status, minutes, claim.device_at);
  }
}

function stand(row, status, minutes, since) {
  Object.assign(row, { status, minutes, since, notice: null });
}

function rowOf(claim, rows, byBooking) {
  if (claim.kind === "scan") return rows.find((row) => row.code && row.code === claim.code);
  if (claim.walk_in) return rows.find((row) => row.key === claim.walk_in);
  return byBooking.get(claim.booking);
}

function waitingWalkIn(claim, book) {
  const role = book.snapshot.roles.find((each) => each.id === claim.role);
  const about = [role?.name, claim.organisation].filter(Boolean).join(", ");
  const { uid, name, device_at } = claim;
  const { status, minutes } = claim.status ? claim : arrival(book, device_at);
  return { key: uid, walk_in: uid, name, about, status, minutes: minutes ?? null, since: device_at, saw: 0, walked_in: true, waiting: true, notice: null };
}

/** What stands is not what was said here: two people should look at it together. */
function noticeOf(book, person) {
  const mine = book.mine[person.booking];
  const differs = mine && (mine.status !== person.status || (IN_PART.includes(mine.status) && mine.minutes !== person.minutes));
  return differs || person.disputed ? { mine: mine ?? null } : null;
}

/** Take in what the server answered to one claim. */
export function take(book, claim, answer) {
  if (answer.answer === "refused") {
    if (book.notes.some(({ uid }) => uid === claim.uid)) return; // another tab was told so already
    book.notes.push({ uid: claim.uid, who: whoIn(book, claim), words: answer.words, at: claim.device_at });
    return;
  }
  const booking = answer.booking ?? claim.booking;
  const person = book.snapshot.people.find((each) => each.booking === booking) ?? arrive(book, claim, booking);
  if (!person) return;
  if (claim.kind === "stepped_out" || claim.kind === "came_back") person.stepped_out = claim.kind === "stepped_out";
  else {
    if (answer.status && person.status !== answer.status) person.since = claim.device_at;
    for (const fact of ["status", "minutes", "saw"]) person[fact] = answer[fact] ?? person[fact];
  }
  if (claim.kind === "mark") book.mine[booking] = { status: claim.status, minutes: claim.minutes ?? null };
}

function arrive(book, claim, booking) {
  if (claim.kind !== "walk_in" || !booking) return null;
  const person = { ...waitingWalkIn(claim, book), booking, code: "", stepped_out: false };
  for (const fact of ["key", "walk_in", "waiting", "notice"]) delete person[fact];
  book.arrived[claim.uid] = booking;
  book.snapshot.people.push(person);
  return person;
}

function whoIn(book, claim) {
  if (claim.kind === "scan") return claim.code;
  if (claim.kind === "walk_in") return [claim.name, claim.email, claim.organisation].filter(Boolean).join(", ");
  return book.snapshot.people.find((person) => person.booking === claim.booking)?.name ?? "";
}

/** How many are expected, were there, were not, and are not marked yet. */
export function count(rows) {
  const here = rows.filter((row) => WAS_THERE.includes(row.status)).length;
  const unmarked = rows.filter((row) => !row.status).length;
  return { all: rows.length, here, away: rows.length - here - unmarked, unmarked };
}
