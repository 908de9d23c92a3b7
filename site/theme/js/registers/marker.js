// Whether something may be kept on this device: known at once, where the store itself takes a moment to ask.

const markerOf = (name) => ({
  isSet: () => read(() => localStorage.getItem(name) !== null),
  set: () => read(() => localStorage.setItem(name, "")),
  clear: () => read(() => localStorage.removeItem(name)),
});

export const registers = markerOf("kept-registers");
export const headcounts = markerOf("kept-headcounts");

function read(deed) {
  try {
    return deed();
  } catch {
    return false; // a browser that keeps nothing
  }
}
