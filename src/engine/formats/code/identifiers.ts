const wordsOf = (label: string): string[] => label.normalize('NFKC').match(/[\p{L}\p{N}]+/gu) ?? [];

/** Names for a piece of code: words of what stands on the canvas, each name taken once, and none that the language or its library has. */
export class Identifiers {
  private readonly taken: Set<string>;

  constructor(reserved: Iterable<string>) {
    this.taken = new Set(reserved);
  }

  /** hidden_layer for «Hidden layer!»; `fallback` where there is neither letter nor digit in it. */
  snake(label: string, fallback: string): string {
    const words = wordsOf(label).map((word) => word.toLowerCase());
    return this.free(begun(words.length > 0 ? words.join('_') : fallback, `${fallback}_`), '_');
  }

  /** hiddenLayer for «Hidden layer!». */
  camel(label: string, fallback: string): string {
    const [first = fallback, ...more] = wordsOf(label);
    return this.free(begun([first.toLowerCase(), ...more.map(capital)].join(''), fallback), '');
  }

  /** HiddenLayer for «Hidden layer!». */
  pascal(label: string, fallback: string): string {
    const words = wordsOf(label);
    return this.free(begun(words.length > 0 ? words.map(capital).join('') : fallback, fallback), '');
  }

  private free(name: string, between: string): string {
    let free = name;
    for (let number = 2; this.taken.has(free); number++) free = `${name}${between}${number}`;
    this.taken.add(free);
    return free;
  }
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Names begin with a letter that stays one when a compiler normalises it. */
const begun = (name: string, before: string): string =>
  (/^\p{XID_Start}/u.test(name) ? name : `${before}${name}`).replace(/[^\p{XID_Continue}]/gu, '_');

/** A text in one line of a comment: nothing in it ends the line or turns its direction around. */
export const inComment = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ').trim();

/** A literal of a text, in Python as in JavaScript. */
export const textLiteral = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
