import { describe, expect, it } from 'vitest';
import type { Described } from '../../../core/data/import/described.ts';
import { signatureOfDescribed } from '../../../core/data/import/signature.ts';
import type { Dataset } from '../../../core/data/types.ts';
import { documentOf, signature } from '../../../core/graph/testing/documents.ts';
import { inputKind, type Project } from '../../../core/project/schema.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { permutation, randomStream } from '../../../core/util/random.ts';
import type { DataBuffers, Session } from '../../executors/executor.ts';
import { given } from '../../executors/tfjs/testing.ts';
import { judgedSplit } from '../judged-split.ts';
import type { Predicting } from '../predict-inputs.ts';
import type { PreparedRun } from '../prepare.ts';
import { preparedFor } from '../testing/prepared.ts';
import { importanceOf } from './importance.ts';
import { occlusionOf } from './occlusion.ts';

const { count } = signature;
const random = randomStream(5, 'rows');

/** The class of a row: whether its second number is above 0; the group follows from nothing. */
const dataset: Dataset = (() => {
  const row = Float32Array.from({ length: 3 * count }, () => random.normal());
  return {
    signature,
    inputs: { image: Float32Array.from({ length: 16 * count }, (_, i) => (i % 16 === 5 ? 1 : 0)), row },
    targets: {
      digit: Int32Array.from({ length: count }, (_, i) => ((row[3 * i + 1] ?? 0) > 0 ? 1 : 0)),
      group: new Int32Array(count),
      parity: new Float32Array(count),
      thickness: new Float32Array(count),
    },
  };
})();

/** A device on which the digit is what `yes` says of a sample, and the group always 0. */
function device(run: PreparedRun, input: string, yes: (sample: Float32Array) => number): Session {
  const outputs = (inputs: Float32Array, samples: number): Record<string, Float32Array> => {
    const digit = new Float32Array(10 * samples);
    const group = new Float32Array(5 * samples);
    const size = inputs.length / samples;
    for (let i = 0; i < samples; i++) {
      const probability = yes(inputs.subarray(i * size, (i + 1) * size));
      digit.set([1 - probability, probability], 10 * i);
      group[5 * i] = 1;
    }
    const [first, second] = run.program.tasks;
    invariant(first && second, 'there are two tasks');
    return { [first.output]: digit, [second.output]: group, 'loss:digit': new Float32Array(samples).fill(1) };
  };
  const absent = () => Promise.reject(new Error('not part of this test'));
  return {
    predict: async (feeds: DataBuffers, samples: number) => outputs(Float32Array.from(feeds[input] ?? []), samples),
    evaluate: async (rows: Int32Array) => outputs(new Float32Array(3 * rows.length), rows.length),
    run: absent,
    runBalanced: absent,
    read: absent,
    write: absent,
    dispose: () => undefined,
  };
}

function asking(project: Project, input: string, yes: (sample: Float32Array) => number, data = dataset): Predicting {
  const run = preparedFor(project, data);
  const slices = { pause: () => Promise.resolve(), apart: <T>(other: Promise<T>) => other };
  return { run, session: device(run, input, yes), env: { now: () => 0 }, slices };
}

/** Columns with empty cells, as a visitor's table describes them. */
const withGaps: Described = {
  name: 'Gaps',
  file: { name: 'gaps.csv', bytes: 1, hash: 'a'.repeat(64), format: 'csv', malformed: 'skip' },
  rows: count,
  parts: [count, 0, 0],
  division: { by: 'random', seed: 1, train: 0.7, validation: 0.15 },
  columns: [
    {
      name: 'x',
      id: 'x',
      kind: 'number',
      role: 'feature',
      fit: { as: 'number', mean: 0, deviation: 1, low: 0, high: 1, indicator: true },
    },
    {
      name: 'c',
      id: 'c',
      kind: 'category',
      role: 'feature',
      fit: { as: 'onehot', levels: ['a', 'b', 'c'], others: false, indicator: true },
    },
    { name: 'u', id: 'u', kind: 'yesno', role: 'feature', fit: { as: 'yesno', yes: 'on', indicator: true } },
  ],
};

const table = (): Project => {
  const project = documentOf({ d: ['dense', { units: 10 }], g: ['dense', { units: 5 }] }, 'in d digit-head', 'in g group-head');
  return { ...project, training: { ...project.training, batchSize: 8 } };
};

describe('the importance of a column', () => {
  it('is what the metric loses by the shuffle, and exactly 0 of a column that is not read', async () => {
    const a = asking(table(), 'row', (sample) => (at(sample, 1) > 0 ? 0.9 : 0.2));
    const found = given(await importanceOf(a, 'train'));
    expect(found.columns.map(({ en }) => en)).toEqual(['x1', 'x2', 'x3']);
    expect(found.tasks).toEqual(['digit', 'group']);
    const { train } = a.run.split;
    const classOf = (row: number): number => at(dataset.targets.digit ?? [], at(train, row));
    const wrong = [0, 1, 2].map((repeat) => {
      const order = permutation(train.length, randomStream(a.run.project.seed, 'importance row 1', repeat));
      return [...order].filter((from, to) => classOf(from) !== classOf(to)).length / train.length;
    });
    const expected = wrong.reduce((sum, share) => sum + share, 0) / 3;
    expect(expected).toBeGreaterThan(0.3);
    expect([...found.values].map((value) => Number(value.toFixed(6)))).toEqual([0, 0, Number(expected.toFixed(6)), 0, 0, 0]);
  });

  it('is that of a category with an input of its own too, which is dealt out as a whole', async () => {
    const words = Int32Array.from({ length: count }, (_, i) => 2 + ((i * 7) % 4));
    const word = { id: 'word', shape: [1], dtype: 'i32', vocabulary: 6, title: { en: 'Place', 'zh-CN': '地点' } } as const;
    const withWord: Dataset = {
      ...dataset,
      signature: { ...signature, inputs: [...signature.inputs, word] },
      inputs: { ...dataset.inputs, word: words },
      targets: { ...dataset.targets, digit: words.map((id) => (id > 3 ? 1 : 0)) },
    };
    const project = documentOf(
      {
        w: [inputKind, { input: 'word' }],
        e: ['embedding', { units: 4 }],
        f: ['flatten'],
        d: ['dense', { units: 10 }],
        g: ['dense', { units: 5 }],
      },
      'w e f d digit-head',
      'in g group-head',
    );
    const document = { ...project, training: { ...project.training, batchSize: 8 } };
    const a = asking(document, 'word', (sample) => (at(sample, 0) > 3 ? 0.9 : 0.2), withWord);
    const found = given(await importanceOf(a, 'train'));
    expect(found.columns.map(({ en }) => en).sort()).toEqual(['Place', 'x1', 'x2', 'x3']);
    const place = found.columns.findIndex(({ en }) => en === 'Place');
    const ofDigit = found.columns.map((_, c) => at(found.values, 2 * c));
    expect(ofDigit[place]).toBeGreaterThan(0.3);
    expect(ofDigit.filter((_, c) => c !== place)).toEqual([0, 0, 0]);
  });

  it('is that of a column together with the mark that it is missing, be it a number or a category of three levels', async () => {
    const features = signatureOfDescribed(withGaps).inputs[0]?.features ?? [];
    expect(features.map(({ title }) => title.en)).toEqual(['x', 'x: missing', 'a', 'b', 'c', 'missing', 'u: on', 'u: missing']);
    const width = features.length;
    const row = new Float32Array(width * count);
    for (let i = 0; i < count; i++) {
      const [gap, level] = [i % 3 === 0, (i * 7) % 4];
      row.set(gap ? [0, 1] : [random.normal(), 0], width * i);
      row[width * i + 2 + level] = 1;
      row[width * i + 6] = i % 2;
    }
    const input = { id: 'row', shape: [width], dtype: 'f32', features } as const;
    const others = signature.inputs.filter(({ id }) => id !== 'row');
    const isMissing = (sample: ArrayLike<number>, base = 0): boolean => at(sample, base + 1) + at(sample, base + 5) > 0;
    const gaps: Dataset = {
      ...dataset,
      signature: { ...signature, inputs: [...others, input] },
      inputs: { ...dataset.inputs, row },
      targets: { ...dataset.targets, digit: Int32Array.from({ length: count }, (_, i) => (isMissing(row, width * i) ? 1 : 0)) },
    };
    let torn = 0;
    const a = asking(
      table(),
      'row',
      (sample) => {
        const [value, gap] = [at(sample, 0), at(sample, 1)];
        // A shuffle that parts a number from its mark, or gives a row two levels, makes rows that no table has.
        if (gap === 1 && value !== 0) torn++;
        if ([2, 3, 4, 5].reduce((sum, place) => sum + at(sample, place), 0) !== 1) torn++;
        return isMissing(sample) ? 0.9 : 0.2;
      },
      gaps,
    );
    const found = given(await importanceOf(a, 'train'));
    expect(found.columns.map(({ en }) => en)).toEqual(['x', 'c', 'u']);
    expect(torn).toBe(0);
    expect(at(found.values, 0)).toBeGreaterThan(0.1);
    expect(at(found.values, 2)).toBeGreaterThan(0.1);
    expect(at(found.values, 4)).toBe(0);
  });

  it('is refused where there is no table', async () => {
    const image = asking(picture(), 'image', () => 0.5);
    const answer = await importanceOf(image, 'train');
    expect(answer.ok ? [] : answer.diagnostics.map(({ code }) => code)).toEqual(['answers.noTable']);
  });
});

const picture = (): Project => {
  const project = documentOf(
    { img: [inputKind, { input: 'image' }], flat: ['flatten'], d: ['dense', { units: 10 }], g: ['dense', { units: 5 }] },
    'img flat d digit-head',
    'flat g group-head',
  );
  return { ...project, training: { ...project.training, batchSize: 8 } };
};

describe('the occlusion of a picture', () => {
  it('counts where it covers what the task reads, by as much as the answer loses', async () => {
    // The pixel in row 1, column 1 is all that counts; a covered one is the mean of the picture, 1/16.
    const a = asking(picture(), 'image', (sample) => 0.1 + 0.8 * at(sample, 5));
    const { rows, columns, maps } = given(await occlusionOf(a, 0));
    expect([rows, columns]).toEqual([4, 4]);
    const loss = 0.8 * (1 - 1 / 16);
    const expected = Array.from({ length: 16 }, (_, place) => ([0, 1].includes(place % 4) && place < 8 ? loss : 0));
    [...(maps.digit ?? [])].forEach((value, place) => {
      expect(value).toBeCloseTo(at(expected, place), 5);
    });
    expect([...(maps.group ?? [])]).toEqual(new Array(16).fill(0));
  });

  it('is refused where there is no picture', async () => {
    const answer = await occlusionOf(
      asking(table(), 'row', () => 0.5),
      0,
    );
    expect(answer.ok ? [] : answer.diagnostics.map(({ code }) => code)).toEqual(['answers.noPicture']);
  });
});

it('a split is judged with outputs, truths, labels and losses of its rows', async () => {
  const a = asking(table(), 'row', () => 0.75);
  const { rows, tasks } = await judgedSplit(
    {
      ...a,
      env: {
        now: () => 0,
        files: { write: () => Promise.reject(new Error()), read: () => Promise.reject(new Error()) },
        emit: () => undefined,
      },
    },
    'test',
  );
  expect(rows).toEqual(a.run.split.test);
  const { digit } = tasks;
  expect(digit?.outputs.length).toBe(10 * rows.length);
  expect(digit?.losses?.length).toBe(rows.length);
  expect([...(digit?.truth ?? [])]).toEqual(Array.from(rows, (row) => at(dataset.targets.digit ?? [], row)));
  expect(digit?.labelled.every((one) => one === 1)).toBe(true);
});
