import { describe, expect, it } from 'vitest';
import { importsOfEntries } from './standalone-entries.ts';

const chunk = (fileName: string, isEntry: boolean, imports: readonly string[] = [], dynamicImports: readonly string[] = []) => ({
  fileName,
  isEntry,
  imports,
  dynamicImports,
});

describe('importsOfEntries', () => {
  it('finds nothing where entries only import', () => {
    const chunks = [
      chunk('entry.js', true, ['app.js']),
      chunk('app.js', false, [], ['later.js']),
      chunk('later.js', false, ['app.js']),
    ];
    expect(importsOfEntries(chunks)).toEqual([]);
  });

  it('names every chunk that imports an entry, statically or later', () => {
    const chunks = [
      chunk('entry.js', true, [], ['later.js']),
      chunk('later.js', false, ['entry.js']),
      chunk('other.js', false, [], ['entry.js']),
    ];
    expect(importsOfEntries(chunks)).toEqual(['later.js imports entry.js', 'other.js imports entry.js']);
  });
});
