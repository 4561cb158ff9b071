import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { projectFiles as javascriptFiles } from '../javascript/project-zip.ts';
import { installedFolder, tensorflowJs } from '../javascript/testing/judged.ts';
import { projectFiles as kerasFiles } from '../keras/project-zip.ts';
import { keras } from '../keras/testing/judged.ts';
import { type ExpectedCase, expectedOf, smallCase, sourceOf } from './testing/cases.ts';
import { type JudgedCase, type Verdict, verdictsOf } from './testing/known-verdicts.ts';
import { plainCases } from './testing/plain-cases.ts';

const root = installedFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Of these every layer is written as its primitives, too. */
const loweredToo = new Set(['digits-cnn', 'news-entities', 'words-gru', 'every layer']);

type Cases = Record<string, JudgedCase<ExpectedCase>>;
const cases: { readonly javascript: Cases; readonly keras: Cases } = { javascript: {}, keras: {} };

/** Once for all languages: what the page makes of the examples takes longer than most of them. */
beforeAll(async () => {
  for (const [name, project] of plainCases) {
    const run = await smallCase(project);
    const source = sourceOf(run);
    // Its random numbers are others.
    const expected = await expectedOf(run, source, name === 'experts' ? 0 : 8);
    cases.javascript[name] = { files: javascriptFiles(source), expected };
    cases.keras[name] = { files: kerasFiles(source), expected };
    if (!loweredToo.has(name)) continue;
    cases.javascript[`${name}, lowered`] = { files: javascriptFiles(source, new Map()), expected };
    cases.keras[`${name}, lowered`] = { files: kerasFiles(source, new Map()), expected };
  }
}, 400_000);

/** Those that are not what the page makes of them; `counted` is a quantity of which there must be any. */
function wrong(verdicts: Readonly<Record<string, Verdict>>, counted: string) {
  const right = (verdict: Verdict): boolean => {
    if (typeof verdict === 'string') return false;
    const { predictions = Number.NaN, losses = Number.NaN, [counted]: count = 0 } = verdict;
    return predictions <= 1e-5 && losses <= 1e-3 && count > 0;
  };
  return Object.entries(verdicts).filter(([, verdict]) => !right(verdict));
}

it('code of every kind of example predicts in stock TensorFlow.js as the page does, and loses in 8 steps what the page loses', async () => {
  const verdicts = await verdictsOf(tensorflowJs(root), cases.javascript);
  expect(wrong(verdicts, 'figures')).toEqual([]);
  expect(Object.keys(verdicts).length).toBeGreaterThan(45);
}, 400_000);

it('code of every kind of example predicts in Keras as the page does, and loses in 8 steps what the page loses', async () => {
  const verdicts = await verdictsOf(keras(root), cases.keras);
  expect(wrong(verdicts, 'weights')).toEqual([]);
  expect(Object.keys(verdicts).length).toBeGreaterThan(45);
}, 400_000);
