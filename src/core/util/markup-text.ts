const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);
// What XML 1.0 has no place for: controls, halves of surrogate pairs.
const noCharacter = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** A text as it stands in HTML and XML, as content or as an attribute between double quotes. */
export const markupText = (text: string): string =>
  text.replace(noCharacter, '').replace(/[&<>"]/g, (sign) => entities.get(sign) ?? '');
