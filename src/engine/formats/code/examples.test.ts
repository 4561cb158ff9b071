import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { projectFiles as javascriptFiles } from '../javascript/project-zip.ts';
import { installedFolder, judged as judgedJavascript } from '../javascript/testing/judged.ts';
import { projectFiles as kerasFiles } from '../keras/project-zip.ts';
import { judged as judgedKeras } from '../keras/testing/judged.ts';
import { type ExpectedCase, expectedOf, layOut, smallCase, sourceOf } from './testing/cases.ts';
import { plainCases } from './testing/plain-cases.ts';

const root = installedFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));

const [javascript, keras] = [join(root, 'javascript'), join(root, 'keras')];

/** Of these every layer is written as its primitives, too. */
const loweredToo = new Set(['digits-cnn', 'news-entities', 'words-gru', 'every layer']);

const cases: Record<string, ExpectedCase> = {};

/** Once for all languages: what the page makes of the examples takes longer than most of them. */
beforeAll(async () => {
  for (const [name, project] of plainCases) {
    const run = await smallCase(project);
    const source = sourceOf(run);
    // Its random numbers are others.
    const expected = await expectedOf(run, source, name === 'experts' ? 0 : 8);
    cases[name] = expected;
    layOut(join(javascript, name), javascriptFiles(source));
    layOut(join(keras, name), kerasFiles(source));
    if (!loweredToo.has(name)) continue;
    cases[`${name}, lowered`] = expected;
    layOut(join(javascript, `${name}, lowered`), javascriptFiles(source, new Map()));
    layOut(join(keras, `${name}, lowered`), kerasFiles(source, new Map()));
  }
}, 400_000);

it('code of every kind of example predicts in stock TensorFlow.js as the page does, and loses in 8 steps what the page loses', () => {
  const all = judgedJavascript(javascript, cases);
  const bad = Object.entries(all).filter(
    ([, { error, predictions, losses, figures }]) => error || !(predictions <= 1e-5) || !(losses <= 1e-3) || figures.length === 0,
  );
  expect(bad).toEqual([]);
  expect(Object.keys(all).length).toBeGreaterThan(45);
}, 400_000);

it('code of every kind of example predicts in Keras as the page does, and loses in 8 steps what the page loses', async () => {
  const all = await judgedKeras(keras, cases);
  const bad = Object.entries(all).filter(
    ([, { error, predictions, losses, weights }]) => error || !(predictions <= 1e-5) || !(losses <= 1e-3) || weights === 0,
  );
  expect(bad).toEqual([]);
  expect(Object.keys(all).length).toBeGreaterThan(45);
}, 400_000);
