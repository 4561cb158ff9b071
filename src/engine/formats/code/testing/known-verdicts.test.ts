import { expect, it } from 'vitest';
import { type Asked, createLedger, type Outcomes } from '../../../training/testing/outcomes/ledger.ts';
import { type Judge, type Verdict, verdictsOf } from './known-verdicts.ts';

const cases = {
  net: { files: { 'model.py': 'a', 'data.safetensors': Uint8Array.of(1, 2) }, expected: { losses: [1, 2] } },
  deep: { files: { 'model.py': 'b' }, expected: { losses: [3] } },
};

/** Asks twice: first nothing is known, then what the first time gave. Returns what was judged the second time, and both answers. */
async function twice(
  verdict: (name: string) => Verdict,
  changed: typeof cases | Omit<typeof cases, 'deep'> = cases,
  judging = 'script',
): Promise<{ readonly again: readonly string[]; readonly answers: readonly unknown[] }> {
  const judgedNames: string[][] = [];
  const judge = (by: string): Judge<{ readonly losses: readonly number[] }> => ({
    framework: 'F',
    judging: [by],
    async judge(some) {
      judgedNames.push(Object.keys(some));
      return Object.fromEntries(Object.keys(some).map((name) => [name, verdict(name)]));
    },
  });
  const asked: Asked[] = [];
  const ledger = (known: Outcomes) => createLedger({ known, full: false, note: (line) => asked.push(line) });
  const first = await verdictsOf(judge('script'), cases, ledger({}));
  // As it lies in the file.
  const known: Outcomes = JSON.parse(JSON.stringify(Object.fromEntries(asked.map(({ name, ...outcome }) => [name, outcome]))));
  const second = await verdictsOf(judge(judging), changed, ledger(known));
  expect(judgedNames[0]).toEqual(['net', 'deep']);
  return { again: judgedNames[1] ?? [], answers: [first, second] };
}

const near = (): Verdict => ({ losses: 1.23456e-6 });

it('judges all together once, and nothing again that has not changed', async () => {
  const { again, answers } = await twice(near);
  expect(again).toEqual([]);
  expect(answers).toEqual(Array(2).fill({ net: { losses: 1.23e-6 }, deep: { losses: 1.23e-6 } }));
});

it('judges again what has another file, other numbers of the page’s, or another judge', async () => {
  const { net, deep } = cases;
  const files = { ...net.files, 'data.safetensors': Uint8Array.of(1, 3) };
  expect((await twice(near, { net: { ...net, files }, deep })).again).toEqual(['net']);
  const losses = [1 + Number.EPSILON, 2];
  expect((await twice(near, { net: { ...net, expected: { losses } }, deep })).again).toEqual(['net']);
  const renamed = { 'model2.py': 'a', 'data.safetensors': net.files['data.safetensors'] };
  expect((await twice(near, { net: { ...net, files: { 'model.py': 'a', ...renamed } }, deep })).again).toEqual(['net']);
  expect((await twice(near, cases, 'another script')).again).toEqual(['net', 'deep']);
});

it('never takes what is infinite for near, and holds no refusal in the ledger', async () => {
  const nowhere = { losses: Number.POSITIVE_INFINITY };
  expect((await twice(() => ({ losses: Number.NaN }))).answers).toEqual(Array(2).fill({ net: nowhere, deep: nowhere }));
  const { again, answers } = await twice((name) => (name === 'deep' ? 'SyntaxError' : { losses: 0 }));
  expect(again).toEqual(['deep']);
  expect(answers).toEqual(Array(2).fill({ net: { losses: 0 }, deep: 'SyntaxError' }));
});
