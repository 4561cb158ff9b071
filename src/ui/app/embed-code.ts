import { markupText } from '../../core/util/markup-text.ts';

/** What shows the document of a link inside another page: HTML, with a frame as wide as there is room. */
export const embedCode = (link: string, title: string): string =>
  `<iframe src="${markupText(link.replace('#', '#embed=1&'))}" title="${markupText(title)}" width="100%" height="640" allow="cross-origin-isolated; clipboard-write"></iframe>`;
