import { parseProjectText } from '../../core/project/parse.ts';
import type { LocalizedText } from '../../core/util/localized.ts';
import { keptWords } from '../../core/util/messages/kept-words.ts';
import type { FoundDocument } from './found-documents.ts';
import type { KeptDocument } from './kept-document.ts';
import type { Candidate } from './left-out.ts';

const kept = (
  what: LocalizedText,
  text: string,
  { key, edited }: Pick<KeptDocument, 'key'> & Partial<KeptDocument>,
): Candidate => ({
  what,
  key,
  edited,
  text: () => text,
  open: () => parseProjectText(text),
});

/** With what the page may begin: the document of this tab, or the one that was edited last, what it was before, and the others. */
export function keptCandidates([first, ...others]: readonly FoundDocument[]): readonly Candidate[] {
  if (!first) return [];
  return [
    kept(keptWords.last, first.document.text, first.document),
    ...first.document.before.map((text) => kept(keptWords.before, text, { key: first.document.key })),
    ...others.map(({ document }) => kept(keptWords.other, document.text, document)),
  ];
}
