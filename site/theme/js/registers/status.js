// The bar that stays: how many are there, whether the server is in reach, how much waits to be sent.
import { clock, part, say } from "./screen.js";

const STATES = {
  good: "Connected",
  sending: "Sending",
  none: "No signal",
  "signed-out": "Signed out",
  "somebody-else": "Someone else is signed in",
  "not-yours": "No longer your session",
};
const strong = (text) => Object.assign(document.createElement("strong"), { textContent: text });

/** Draw the numbers and the state of the connection. */
export function draw({ counts, state, waiting, sentAt, isClosed }) {
  const left = counts.unmarked ? `, ${counts.unmarked} left` : "";
  part("numbers").replaceChildren(strong(String(counts.here)), ` of ${counts.all} here${left}`);
  const bar = document.querySelector(".kept-bar");
  if (bar.dataset.link !== state && state !== "sending" && !(bar.dataset.link === "sending" && state === "good")) say(STATES[state]);
  bar.dataset.link = state;
  bar.dataset.waits = String(waiting > 0);
  part("state").textContent = isClosed ? `Closed. ${STATES[state]}` : STATES[state];
  part("detail").textContent = detail(waiting, sentAt);
  const mustSignIn = state === "signed-out" || state === "somebody-else";
  part("bar-sign-in").hidden = !mustSignIn;
  part("send-now").hidden = mustSignIn;
}

function detail(waiting, sentAt) {
  const last = sentAt ? `last sent ${clock(sentAt)}` : "nothing sent yet";
  if (waiting) return `${waiting} to send, ${last}`;
  return sentAt ? `all sent at ${clock(sentAt)}` : "nothing to send";
}
