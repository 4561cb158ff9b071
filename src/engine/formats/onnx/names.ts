/**
 * A name that every tool takes: letters, digits and underscores, no digit at the beginning. What people write may be anything; letters of any
 * script stay. `otherwise`: where nothing is left.
 */
export function identifier(text: string, otherwise: string): string {
  const name = text
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
  if (name === '') return otherwise;
  return /^\p{N}/u.test(name) ? `_${name}` : name;
}

/** Hands out names, each once: a second one of the same name gets a number. */
export class Names {
  private readonly taken = new Map<string, number>();

  claim(wanted: string): string {
    let count = this.taken.get(wanted);
    if (count === undefined) {
      this.taken.set(wanted, 1);
      return wanted;
    }
    let name: string;
    do {
      count++;
      name = `${wanted}_${count}`;
    } while (this.taken.has(name));
    this.taken.set(wanted, count);
    this.taken.set(name, 1);
    return name;
  }
}
