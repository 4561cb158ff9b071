import { zipSync } from 'fflate';
import { afterEach, expect, test } from 'vitest';
import { startImporter } from '../../client/importer.ts';
import { withChoice } from '../../core/data/import/choices.ts';
import { createImporter } from '../../core/data/import/importer.ts';
import { bands, logMelFrames } from '../../core/data/import/media/log-mel.ts';
import { decodePng, png } from '../../core/data/import/testing/png.ts';
import { wav } from '../../core/data/import/testing/wav.ts';
import { builtInDatasets } from '../../core/data/registry.ts';
import { defaults } from '../../core/project/defaults.ts';
import { delimitedRows } from '../../core/util/csv-rows.ts';
import { given } from '../../engine/executors/tfjs/testing.ts';
import { asOneFile, predictFile } from '../../ui/common/predict-file.ts';
import { importWorld } from '../../worker/import-world.ts';
import { pageDatasets } from '../datasets.ts';
import type { Playground } from '../playground.ts';
import { memoryTable } from '../runs/testing/memory-table.ts';
import { directPlayground, untilState } from '../testing/direct-playground.ts';
import { ownDataOf } from './own-data.ts';
import { createOwnDataLibrary } from './own-data-library.ts';

const world = { ...importWorld(), decodeImage: decodePng };
const direct = () => startImporter((onMessage) => ({ post: createImporter(world, onMessage), terminate: () => undefined }));
const words = { titleOf: ({ title }: { title: { en: string } }) => title.en, say: () => '' };

afterEach(() => {
  for (const { id } of pageDatasets.all()) if (!builtInDatasets.find(id)) pageDatasets.forget(id);
});

const archive = (files: Record<string, Uint8Array>): File => new File([Uint8Array.from(zipSync(files))], 'files.zip');

/** A page that is ready to train on an archive, whose column of this name is the target. */
async function learning(file: File, target: string): Promise<Playground> {
  const playground = directPlayground(defaults.project('toys'));
  const own = ownDataOf(playground, {
    library: createOwnDataLibrary(memoryTable().table),
    startImporter: direct,
    now: () => 1,
  });
  const importer = direct();
  const { choices } = given(await importer.read(file.name, file, { side: 8 }, () => undefined));
  const wanted = withChoice(
    choices,
    choices.findIndex(({ name }) => name === target),
    { role: 'target' },
  );
  const data = given(await importer.build(wanted, { by: 'random', seed: 1, train: 0.7, validation: 0.15 }, 'Mine'));
  importer.end();
  await own.use(data, file, words);
  await untilState(playground, 'idle');
  return playground;
}

const table = (bytes: Uint8Array): readonly (readonly string[])[] =>
  [...delimitedRows(new TextDecoder().decode(bytes))].map(({ cells }) => cells);

/** How likely the one task takes what it predicts to be, for inputs that are given as numbers, as the file writes it. */
async function predicted(
  { actions }: Playground,
  inputs: Record<string, Float32Array>,
  count: number,
): Promise<readonly string[]> {
  const { outputs } = given(await actions.request({ kind: 'predict', inputs, count }));
  const values = Object.values(outputs)[0] ?? new Float32Array(0);
  const size = values.length / count;
  return Array.from({ length: count }, (_, i) => {
    const [first = 0, ...others] = values.subarray(i * size, (i + 1) * size);
    return String(Number(Math.max(first, ...(size === 1 ? [1 - first] : others)).toPrecision(7)));
  });
}

const colour = (i: number) => (x: number, y: number) =>
  [(40 * i + 9 * x) % 256, (25 * y) % 256, (17 * i * (x + 1)) % 256] as const;
const picture = (i: number) => png(8, 8, colour(i));
const pixels = (i: number): readonly number[] =>
  Array.from({ length: 64 }, (_, at) => colour(i)(at % 8, Math.floor(at / 8)).map((value) => value / 255)).flat();

test('pictures: every task predicts for each of an archive what it does for its pixels; one that is cut off has none, and is counted', async () => {
  const labelled = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${['a', 'b', 'c'][i % 3]}/${i}.png`, picture(i)]));
  const playground = await learning(archive(labelled), 'class');
  const asked = [31, 32, 33];
  const files = {
    ...Object.fromEntries(asked.map((i) => [`new/${i}.png`, picture(i)])),
    'new/cut.png': picture(34).subarray(0, 60),
    // Its column is called otherwise than the one of the folders that were learned from.
    'list.csv': new TextEncoder().encode('who,where\nAnn,31.png\nBob,32.png\nCy,cut.png\nDi,33.png\n'),
  };
  const heard: number[] = [];
  const { bytes, report } = given(
    await predictFile(playground, archive(files), { onProgress: (fraction) => heard.push(fraction) }),
  );
  const [header = [], ...lines] = table(bytes);
  expect(header.slice(0, 2)).toEqual(['who', 'where']);
  expect(lines.map(([who, where]) => [who, where])).toEqual([
    ['Ann', 'new/31.png'],
    ['Bob', 'new/32.png'],
    ['Di', 'new/33.png'],
  ]);
  expect(report).toMatchObject({ rows: 3, lost: { count: 1, lines: [4] }, unused: ['who'], missing: [], unreadable: 0 });
  expect(heard.at(-1)).toBe(1);
  const inputs = { file: Float32Array.from(asked.flatMap(pixels)) };
  const expected = await predicted(playground, inputs, 3);
  expect(lines.map((cells) => cells.at(-1))).toEqual(expected);
  expect(new Set(expected).size).toBe(3);
});

test('pictures that are chosen one by one are predicted for; tables and sounds are refused in words', async () => {
  const labelled = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${['a', 'b', 'c'][i % 3]}/${i}.png`, picture(i)]));
  const playground = await learning(archive(labelled), 'class');
  const alone = await asOneFile([new File([picture(41)], 'one.PNG')]);
  expect(alone.name).toBe('one.PNG.zip');
  const [, line = []] = table(given(await predictFile(playground, alone)).bytes);
  const expected = await predicted(playground, { file: Float32Array.from(pixels(41)) }, 1);
  expect(line.at(-1)).toBe(expected[0]);
  const two = await asOneFile([new File([picture(42)], 'b.png'), new File([picture(43)], 'a.png')]);
  expect(table(given(await predictFile(playground, two)).bytes).map(([name]) => name)).toEqual(['file', 'a.png', 'b.png']);
  const codes = async (file: File) => {
    const answer = await predictFile(playground, file);
    return answer.ok ? [] : answer.diagnostics.map(({ code }) => code);
  };
  expect(await codes(new File(['file\nnot-here.png\n'], 'rows.csv'))).toEqual(['predictFile.noImages']);
  const sound = wav([Float32Array.from({ length: 4000 }, (_, i) => Math.sin(i / 5))], 8000, 16);
  expect(await codes(archive({ 'one.wav': sound }))).toEqual(['predictFile.noImages']);
});

test('sounds: every task predicts for each what it does for its frames', async () => {
  const rate = 8000;
  const samples = (i: number): Float32Array =>
    Float32Array.from({ length: 2400 }, (_, at) => 0.5 * Math.sin((2 * Math.PI * (300 + 90 * i) * at) / rate));
  const labelled = Object.fromEntries(
    Array.from({ length: 24 }, (_, i) => [`${i % 2 ? 'high' : 'low'}/${i}.wav`, wav([samples(i)], rate, 'float')]),
  );
  const playground = await learning(archive(labelled), 'class');
  const files = { 'x.wav': wav([samples(30)], rate, 'float'), 'silent.wav': wav([new Float32Array(2400)], rate, 'float') };
  const { bytes, report } = given(await predictFile(playground, archive(files)));
  const [, ...lines] = table(bytes);
  expect(lines.map(([name]) => name)).toEqual(['silent.wav', 'x.wav']);
  expect(report).toMatchObject({ rows: 2, lost: { count: 0 } });
  const { inputs: [input] = [] } =
    pageDatasets
      .find(playground.project.getState().project.data.dataset)
      ?.signature({ ...playground.project.getState().project.data.options }) ?? {};
  const length = input?.shape[0] ?? 0;
  const frames = new Float32Array(length * bands);
  frames.set(logMelFrames(samples(30), rate, 500).subarray(0, frames.length));
  const expected = await predicted(playground, { [input?.id ?? '']: frames }, 1);
  expect(lines[1]?.at(-1)).toBe(expected[0]);
  expect(lines[0]?.at(-1)).not.toBe(expected[0]);
});
