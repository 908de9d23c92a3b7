// Whether something may be kept on this device: known at once, where the store itself takes a moment to ask.

const NAME = "kept-registers";

export const isSet = () => read(() => localStorage.getItem(NAME) !== null);
export const set = () => read(() => localStorage.setItem(NAME, ""));
export const clear = () => read(() => localStorage.removeItem(NAME));

function read(deed) {
  try {
    return deed();
  } catch {
    return false; // a browser that keeps nothing
  }
}
