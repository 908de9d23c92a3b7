// A photo of a sign-in sheet as a device keeps it: small enough to wait there, and to be sent on a weak signal. The server
// draws it anew in any case.
const LONGEST_SIDE = 2000; // as the server keeps it
const QUALITIES = [0.8, 0.65, 0.5, 0.35];
const MOST_BYTES = 1_500_000;

/** The picture as a JPEG in base64. Fails where it is no picture that this device can read. */
export async function shrunk(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext("2d");
  context.fillStyle = "white"; // where a picture is transparent, as the server does it
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  for (const quality of QUALITIES) {
    const [, told] = canvas.toDataURL("image/jpeg", quality).split(",");
    if (told && told.length * 0.75 <= MOST_BYTES) return told;
  }
  throw new Error("Too big");
}
