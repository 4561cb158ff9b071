import { expect, it } from 'vitest';
import type { Asked } from '../src/engine/training/testing/outcomes/ledger.ts';
import { inWords, merged } from './outcome-ledger.ts';

const outcome = (key: string) => ({ key, metrics: { y: { r2: 0.5 } } });
const asked = (name: string, key: string, trained: boolean): Asked => ({ name, trained, ...outcome(key) });

it('says how outcomes were obtained, and which the ledger does not know', () => {
  const known = { a: outcome('1'), b: outcome('1'), c: outcome('1') };
  expect(inWords([asked('a', '1', false), asked('b', '1', true)], known)).toBe(
    'outcomes of training: 1 from the ledger, 1 trained',
  );
  expect(inWords([asked('a', '1', false), asked('c', '2', true), asked('d', '1', true)], known)).toBe(
    'outcomes of training: 1 from the ledger, 2 trained, of which the ledger does not know 2 (npm run outcomes writes them down): c; d',
  );
});

it('puts what was asked for in the place of what was known, in order, and forgets the rest where everything was asked for', () => {
  const known = { b: outcome('1'), z: outcome('1') };
  const lines = [asked('b', '2', true), asked('a', '1', true)];
  expect(JSON.stringify(merged(known, lines, false))).toBe(JSON.stringify({ a: outcome('1'), b: outcome('2'), z: outcome('1') }));
  expect(Object.keys(merged(known, lines, true))).toEqual(['a', 'b']);
});
