import { copyFileSync, readFileSync } from 'node:fs';
import { expect } from 'playwright/test';
import { sealed } from '../src/core/lessons/sheet/sealed.ts';
import type { EnginePage } from './engines/engine-page.ts';
import { test } from './engines/fixture.ts';

/** The main job, the same in every engine. One browser after another would start for one file: its tests stay together. */
test.describe.configure({ mode: 'default' });

const trained = (engine: EnginePage, steps: number) =>
  engine.run(async (count) => {
    const status = await window.playground?.train({ steps: count });
    return { error: status?.error?.message ?? null, losses: window.playground?.history().map(({ loss }) => loss) ?? [] };
  }, steps);

const documentOf = (engine: EnginePage) => engine.run(() => window.playground?.project(), null);

/** What the trained network says of made-up pictures. */
const answers = (engine: EnginePage) =>
  engine.run(async () => {
    const pixels = Array.from({ length: 4 * 784 }, (_, i) => ((i * 2654435761) % 256) / 255);
    const outputs = (await window.playground?.predict(pixels, 4)) ?? {};
    return Object.fromEntries(Object.entries(outputs).map(([task, values]) => [task, [...values]]));
  }, null);

const text = (engine: EnginePage, selector: string) =>
  engine.run((wanted) => document.querySelector(wanted)?.textContent ?? '', selector);

const attribute = (engine: EnginePage, selector: string, name: string) =>
  engine.run((wanted) => document.querySelector(wanted.selector)?.getAttribute(wanted.name) ?? '', { selector, name });

/** Whether the row of sample pictures ends within its column, beside a scroll bar that takes room. */
const samplesInside = (engine: EnginePage) =>
  engine.run(() => {
    const samples = [...document.querySelectorAll('.strip-sample')];
    const row = samples[0]?.parentElement?.getBoundingClientRect();
    // A box may end a fraction of a pixel beside another.
    return samples.length === 8 && row ? samples.every((sample) => sample.getBoundingClientRect().right < row.right + 0.5) : null;
  }, null);

test('a first visitor trains, sees curves and predictions move, pauses, and reads metrics', async ({ engine }) => {
  await engine.open('#preset=digits-shared');
  await expect.poll(() => samplesInside(engine), { timeout: 60_000 }).toBe(true);
  const guessed = await text(engine, '[data-testid="sample-grid"]');
  await engine.click({ role: 'button', name: 'Train' });
  await expect.poll(() => attribute(engine, '.curve-smoothed path', 'd')).not.toBe('');
  const early = await attribute(engine, '.curve-smoothed path', 'd');
  await expect.poll(() => attribute(engine, '.curve-smoothed path', 'd')).not.toBe(early);
  await expect.poll(() => text(engine, '[data-testid="sample-grid"]')).not.toBe(guessed);
  await expect.poll(async () => Number(await text(engine, '[data-testid="epoch"]')), { timeout: 90_000 }).toBeGreaterThan(0);
  await engine.click({ role: 'button', name: 'Pause' });
  await engine.state('paused');

  const measured = await engine.run(() => window.playground?.evaluate('test'), null);
  expect(measured?.digit?.accuracy).toBeGreaterThan(0.85);
  await engine.click({ role: 'tab', name: 'Metrics' });
  await expect.poll(() => text(engine, '[role="tabpanel"]:not([hidden])')).toMatch(/accuracy[\s\S]*%/);
  await engine.click({ role: 'tab', name: 'Confusion' });
  await expect.poll(() => engine.run(() => document.querySelectorAll('[role="tabpanel"] td').length, null)).toBeGreaterThan(50);
  await engine.click({ role: 'tab', name: 'Predictions' });

  // Formulas are the browser's own: the numerator stands over the denominator.
  await engine.run(() => window.playground?.setBalancing({ method: 'si' }), null);
  // What is said of a method is there before a pointer aims below it.
  await expect.poll(() => text(engine, 'body'), { timeout: 60_000 }).toMatch(/× a plain step/);
  await engine.click({ role: 'button', name: 'Learn more' });
  const overOneAnother = () =>
    engine.run(() => {
      const [above, below] = [...(document.querySelector('.method-formula mfrac')?.children ?? [])].map((part) =>
        part.getBoundingClientRect(),
      );
      return above && below ? above.height > 4 && above.bottom < below.bottom - 4 && above.top < below.top - 4 : null;
    }, null);
  await expect.poll(overOneAnother).toBe(true);
});

for (const { format, item, file } of [
  { format: 'LayersModel', item: /LayersModel/, file: /\.zip$/ },
  { format: 'safetensors', item: /safetensors/, file: /\.safetensors$/ },
]) {
  test(`the trained weights leave as ${format} and come back`, async ({ engine }, info) => {
    await engine.at('digits-hierarchical');
    await trained(engine, 20);
    const [document, before] = [await documentOf(engine), await answers(engine)];
    await engine.click({ role: 'button', name: 'Export' });
    await engine.click({ role: 'menuitem', name: item });
    const saved = await engine.downloaded(file);
    const copy = info.outputPath(`model${saved.slice(saved.lastIndexOf('.'))}`);
    copyFileSync(saved, copy);

    await engine.example('toy-related');
    await engine.driver.chooseFile('input[type="file"]', copy);
    await expect.poll(() => documentOf(engine)).toEqual(document);
    await engine.state('idle');
    expect(await answers(engine)).toEqual(before);
  });
}

test('the document leaves as JSON and comes back; the curves leave as CSV', async ({ engine }, info) => {
  await engine.at('toy-conflicting');
  // A card that was moved stays where it is, however large a bar of downloads leaves the window.
  await engine.run(async () => {
    const project = JSON.parse(JSON.stringify(window.playground?.project()));
    project.graph.nodes[0].position.x += 40;
    await window.playground?.load({ project });
  }, null);
  await engine.state('idle');
  await trained(engine, 25);
  const document = await documentOf(engine);
  await engine.click({ role: 'button', name: 'Export' });
  await engine.click({ role: 'menuitem', name: /Curves/ });
  expect(
    readFileSync(await engine.downloaded(/\.csv$/), 'utf8')
      .trim()
      .split(/\r?\n/),
  ).toHaveLength(26);
  await engine.click({ role: 'button', name: 'Export' });
  await engine.click({ role: 'menuitem', name: /Document/ });
  const copy = info.outputPath('document.json');
  copyFileSync(await engine.downloaded(/\.json$/), copy);
  await engine.example('toy-related');
  await engine.driver.chooseFile('input[type="file"]', copy);
  await expect.poll(() => documentOf(engine)).toEqual(document);
});

const ofEachKind = ['toy-conflicting', 'scenes-imbalanced', 'news-entities', 'words-gru', 'weather', 'speech-four'];

test('an example of each kind of data trains, shows predictions and measures', async ({ engine }) => {
  for (const preset of ofEachKind) {
    await engine.at(preset);
    const { error, losses } = await trained(engine, 6);
    expect(error).toBeNull();
    // A batch of scenes-imbalanced without a label is a gap: null, once it is JSON.
    const gaps: readonly unknown[] = preset === 'scenes-imbalanced' ? [null] : [];
    expect(losses.flatMap((row) => Object.values(row)).every((loss) => Number.isFinite(loss) || gaps.includes(loss))).toBe(true);
    for (const task of Object.keys(losses[0] ?? {})) expect(losses.some((row) => Number.isFinite(row[task]))).toBe(true);
    expect(losses).toHaveLength(6);
    const measured = await engine.run(() => window.playground?.evaluate('validation'), null);
    const values = Object.values(measured ?? {}).map(({ loss }) => loss);
    expect(values.length).toBeGreaterThan(1);
    expect(values.every((loss) => typeof loss === 'number' && Number.isFinite(loss))).toBe(true);
    const shown = () =>
      engine.run(
        () => document.querySelectorAll('[role="tabpanel"]:not([hidden]) :is(canvas, svg, td, [data-right])').length,
        null,
      );
    await expect.poll(shown).toBeGreaterThan(0);
  }
});

test('a link opens the same document, and so does a reload after an edit', async ({ engine }) => {
  await engine.at('toy-related');
  const measured = await engine.run(() => window.playground?.evaluate('validation'), null);
  const [first = ''] = Object.keys(measured ?? {});
  await engine.run((task) => window.playground?.setTaskWeight(task, 0.25), first);
  const document = await documentOf(engine);
  const link = await engine.run(() => window.playground?.link() ?? '', null);
  await engine.example('toy-conflicting');
  await engine.open(link.slice(link.indexOf('#')));
  expect(await documentOf(engine)).toEqual(document);

  await engine.run((task) => window.playground?.setTaskWeight(task, 0.75), first);
  const edited = await documentOf(engine);
  // At once: what was edited is written when the page is left.
  await engine.open();
  expect(await documentOf(engine)).toEqual(edited);
});

test('a larger network trains, on several threads where the engine is up to it', async ({ engine, engineName }) => {
  await engine.at('digits-cnn');
  const { error } = await trained(engine, 4);
  expect(error).toBeNull();
  const { measured, device, reduced } = (await engine.run(() => window.playground?.status().executor ?? null, null)) ?? {};
  // Tried where there are several processors, whichever was the faster; and none had to be given up.
  expect(measured?.some(({ threads }) => (threads ?? 1) > 1) ?? false).toBe(engineName !== 'firefox');
  expect({ device, reduced }).toEqual({ device, reduced: undefined });
});

test('a picture for a paper, projects, large type, a lesson, and a task for a class are there', async ({ engine }) => {
  const dialog = () => text(engine, '[role="dialog"]');
  await engine.at('toy-conflicting');
  await trained(engine, 20);
  await engine.click({ role: 'button', name: 'Export' });
  await engine.click({ role: 'menuitem', name: /Pictures for a paper/ });
  await expect.poll(() => attribute(engine, '[role="dialog"] img', 'src')).toContain('font-face');
  await engine.click({ role: 'button', name: /^PNG/ });
  const png = readFileSync(await engine.downloaded(/\.png$/));
  expect([png.toString('latin1', 1, 4), png.readUInt32BE(16)]).toEqual(['PNG', 944]);
  await engine.click({ role: 'button', name: 'Close', within: '[role="dialog"]' });

  await engine.click({ role: 'button', name: 'New or open' });
  await engine.click({ role: 'menuitem', name: /^Projects/ });
  await engine.click({ role: 'button', name: 'Keep the document on the screen' });
  await expect.poll(dialog).toMatch(/On the screen.*Runs: 1/);
  await engine.click({ role: 'button', name: 'Close', within: '[role="dialog"]' });

  expect(await engine.run(() => window.playground?.playLesson('weights'), null)).toEqual([]);
  await expect.poll(() => text(engine, '[data-testid="lesson"]')).not.toBe('');
  await engine.run(() => window.playground?.playLesson(null), null);

  const expected = sealed({ expected: 1, tolerance: 0, explanation: 'Their gradients part.' }, 'salt');
  const link = await engine.run(async (secret) => {
    const sheet = {
      version: 1,
      question: 'Who pays?',
      answer: { kind: 'choice', choices: ['Nobody', 'The other task'] },
      sealed: secret,
      steps: [{ text: 'Train.', goal: { is: 'trained', epochs: 1 } }],
      hidden: ['tab:code'],
    };
    const problems = await window.playground?.load({ project: { ...Object(window.playground?.project()), sheet } });
    return problems?.length === 0 ? window.playground?.link() : JSON.stringify(problems);
  }, expected);
  await engine.open(`${link?.slice(link.indexOf('#')) ?? ''}&present=1`);
  await expect.poll(() => text(engine, '[data-testid="sheet"]')).toContain('Who pays?');
  await engine.run(() => window.playground?.train({ epochs: 1 }), null);
  await expect.poll(() => attribute(engine, '[data-testid="sheet"] li', 'data-state')).toBe('done');
  await engine.click({ role: 'button', name: 'The other task' });
  await expect.poll(() => text(engine, '[data-testid="sheet"]')).toMatch(/That is right\..*Their gradients part\./);
  expect(await text(engine, '[role="tablist"]')).not.toContain('Code');
  await engine.click({ role: 'button', name: 'Hand in' });
  const handedIn = () =>
    engine.run(() => document.querySelector<HTMLInputElement>('[data-testid="sheet"] input[readonly]')?.value ?? '', null);
  await expect.poll(handedIn).toContain('#project=');

  await engine.click({ role: 'button', name: 'End presentation' });
  await expect.poll(() => engine.run(() => document.querySelectorAll('.presenting').length, null)).toBe(0);
});
