import { describe, expect, it } from 'vitest';
import { newId } from './ids.ts';
import { nodeSchema } from './schema.ts';

describe('newId', () => {
  it('takes the smallest free number', () => {
    expect(newId('dense', [])).toBe('dense-1');
    expect(newId('dense', ['dense-1', 'dense-3'])).toBe('dense-2');
  });

  it('counts on from the number of what is copied', () => {
    expect(newId('dense-1', new Set(['dense-1']))).toBe('dense-2');
  });

  it('gives ids that the document accepts, whatever the prefix', () => {
    for (const prefix of ['', '层', 'a b/c', 'x'.repeat(500), '-1']) {
      expect(nodeSchema.safeParse({ id: newId(prefix, []), kind: 'dense' }).success).toBe(true);
    }
  });
});
