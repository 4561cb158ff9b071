const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);
const attribute = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities.get(sign) ?? '');

/** What shows the document of a link inside another page: HTML, with a frame as wide as there is room. */
export const embedCode = (link: string, title: string): string =>
  `<iframe src="${attribute(link.replace('#', '#embed=1&'))}" title="${attribute(title)}" width="100%" height="640" allow="cross-origin-isolated; clipboard-write"></iframe>`;
