/** True where bytes begin as a zip archive does. */
export const beginsAsZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;

/** True where the first letter is that of a JSON object (a byte order mark and white space aside). */
export const beginsAsJson = (bytes: Uint8Array): boolean =>
  new TextDecoder().decode(bytes.subarray(0, 64)).trimStart().startsWith('{');

/** So many bytes at the end of an archive hold the list of its files. */
const listBytes = 4096;

/** True where bytes are an archive whose list has all these files. */
export function listsFiles(bytes: Uint8Array, names: readonly string[]): boolean {
  if (!beginsAsZip(bytes)) return false;
  const end = new TextDecoder('latin1').decode(bytes.subarray(-listBytes));
  return names.every((name) => end.includes(name));
}
