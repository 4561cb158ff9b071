/**
 * What a script gave, as a message shows it: cut, and whatever it is, without throwing. Scripts can give objects whose every reading throws.
 */
export function shownValue(value: unknown): string {
  try {
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    return String(text).slice(0, 40);
  } catch {
    return typeof value;
  }
}
