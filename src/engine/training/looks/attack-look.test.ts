import { describe, expect, it } from 'vitest';
import { attackProgram, gradientOf } from '../../../core/compile/attack.ts';
import { head, input, layer, wires } from '../../../core/presets/sketch.ts';
import { everyFormat, everyKind } from '../../../core/presets/testing/every-kind.ts';
import { interpret } from '../../../core/program/reference/interpret.ts';
import type { Project } from '../../../core/project/schema.ts';
import { type AttackSettings, attackDefaults, attackedMetric } from '../../../core/runs/attack.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { createReferenceExecutor } from '../../executors/reference/reference-executor.ts';
import { given } from '../../formats/testing.ts';
import type { PreparedRun } from '../prepare.ts';
import { trained } from '../testing/trained.ts';
import { AttackLook } from './attack-look.ts';

/** Six numbers as one grey image of 3 × 2 pixels, or as they are, of which the last says yes or no. */
const numbers = everyFormat(120);
const asImage = {
  ...numbers,
  signature: {
    ...numbers.signature,
    inputs: numbers.signature.inputs.map((one) => (one.id === 'x' ? { ...one, shape: [3, 2, 1] } : one)),
  },
  inputs: { ...numbers.inputs, x: Float32Array.from(numbers.inputs.x ?? [], (value) => 1 / (1 + Math.exp(-2 * value))) },
};
const name = { en: 'x', 'zh-CN': 'x' };
const asTable = {
  ...numbers,
  signature: {
    ...numbers.signature,
    inputs: numbers.signature.inputs.map((one) =>
      one.id === 'x'
        ? {
            ...one,
            features: Array.from({ length: 6 }, (_, i) => (i === 5 ? { title: name, flag: true as const } : { title: name })),
          }
        : one,
    ),
  },
};

function document(first: 'flatten' | 'dense' = 'flatten'): Project {
  const blank = everyKind([{ kind: 'classification' }, { kind: 'binary' }, { kind: 'retrieval' }]);
  const [a = '', b = '', c = ''] = blank.tasks.map(({ id }) => id);
  const start = first === 'flatten' ? [layer('flatten', 'flat', 1, 0)] : [];
  const way = first === 'flatten' ? ['x', 'flat', 'low'] : ['x', 'low'];
  return {
    ...blank,
    graph: {
      nodes: [
        input('x', 0, 0),
        ...start,
        layer('dense', 'low', 2, 0, { units: 8, activation: 'tanh' }),
        layer('dropout', 'drop', 3, 0, { rate: 0.3 }),
        layer('dense', 'a-out', 4, 0, { units: 3 }),
        layer('dense', 'b-out', 4, 1, { units: 1 }),
        layer('dense', 'c-out', 4, 2, { units: 4 }),
        head(a, 5, 0),
        head(b, 5, 1),
        head(c, 5, 2),
      ],
      edges: wires([...way, 'drop', 'a-out', `${a}-head`], ['drop', 'b-out', `${b}-head`], ['drop', 'c-out', `${c}-head`]),
    },
  };
}

const atOnce = { pause: () => Promise.resolve() };
const image = await trained(document(), asImage, 120);
const table = await trained(document('dense'), asTable, 40);
const attacked = async (settings: Partial<AttackSettings> = {}, { run, session } = image) =>
  given(await new AttackLook(run, createReferenceExecutor()).take(session, { ...attackDefaults, ...settings }, atOnce));

/** Mean losses of all tasks in inference mode for some rows of data, in float64. */
function lossesOf({ program, data }: PreparedRun, parameters: Float32Array, x: Float32Array, rows: readonly number[]) {
  const values = interpret(program.evaluate, {
    parameters: program.parameters.map(({ offset, size }) => parameters.slice(offset, offset + size)),
    data: { ...data, 'input:x': x },
    rows: Array.from({ length: program.evaluateBatchSize }, (_, i) => at(rows, i % rows.length)),
  });
  return program.tasks.map(({ loss }) => {
    const each = loss === null ? [] : (values.get(program.evaluate.outputs[loss] ?? -1) ?? []);
    return Array.from(each).slice(0, rows.length);
  });
}

it('the gradient with respect to the input is that of finite differences', async () => {
  const { run, session } = image;
  const made = attackProgram(run.project, run.dataset.signature, run.program);
  invariant(made, 'an image can be attacked');
  expect(made.attacked).toEqual(run.project.tasks.slice(0, 2).map(({ id }) => id));
  const parameters = await session.read('parameters');
  const rows = [...run.split.test.slice(0, 3)];
  const size = made.program.predictBatchSize;
  const fed = (name: string, width: number) =>
    Float64Array.from({ length: size * width }, (_, i) => {
      const [sample, k] = [Math.floor(i / width), i % width];
      return sample < rows.length ? (run.data[name]?.[at(rows, sample) * width + k] ?? 0) : 0;
    });
  const feeds = Object.fromEntries(
    made.feeds.map(({ name, from }) => {
      if (from === 'weights') return [name, Float64Array.from({ length: 3 * size }, (_, i) => at([2, 0.5, 1], i % 3))];
      return [name, fed(name, name === 'input:x' ? 6 : 1)];
    }),
  );
  const found = interpret(made.program.predict, {
    parameters: run.program.parameters.map(({ offset, size: count }) => parameters.slice(offset, offset + count)),
    feeds,
  }).get(made.program.predict.outputs[gradientOf('x')] ?? -1);
  const x = run.data['input:x'];
  invariant(found && x instanceof Float32Array, 'there is a gradient');
  const all = Float64Array.from(x);
  for (const [sample, row] of rows.entries()) {
    for (let k = 0; k < 6; k++) {
      const moved = (by: number): number => {
        const changed = all.map((value, i) => (i === row * 6 + k ? value + by : value));
        // Numbers stay in float64 on their way into the reference.
        const [first = [], second = []] = lossesOf(run, parameters, changed as unknown as Float32Array, rows);
        return 2 * at(first, sample) + 0.5 * at(second, sample);
      };
      expect(at(found, sample * 6 + k)).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 6);
    }
  }
});

describe('attacks', () => {
  it('raise the loss of the task that is attacked, more than noise of the same strength, and by steps still more', async () => {
    const { run, session } = image;
    const parameters = await session.read('parameters');
    const meanLoss = async (settings: Partial<AttackSettings>, task: number): Promise<{ before: number; after: number }> => {
      const report = await attacked({ epsilon: 0.2, ...settings });
      const changed = report.changed[at(report.attacked, task)]?.inputs.x;
      const x = Float32Array.from(run.data['input:x'] ?? []);
      const sum = (): number =>
        (lossesOf(run, parameters, x, [...report.rows])[task] ?? []).reduce((total, value) => total + value, 0);
      const before = sum();
      report.rows.forEach((row, i) => {
        x.set(Float32Array.from(changed ?? []).subarray(i * 6, i * 6 + 6), row * 6);
      });
      return { before, after: sum() };
    };
    for (const task of [0, 1]) {
      const fgsm = await meanLoss({ method: 'fgsm' }, task);
      const pgd = await meanLoss({ method: 'pgd', steps: 20 }, task);
      expect(fgsm.after).toBeGreaterThan(1.2 * fgsm.before);
      expect(pgd.after).toBeGreaterThanOrEqual(0.99 * fgsm.after);
    }
    const { noise, metrics, judged, strengths, attacked: by } = await attacked({ epsilon: 0.3 });
    const last = strengths.length - 1;
    for (const task of [0, 1]) {
      const own = at(metrics, (last * by.length + task) * judged.length + task);
      expect(own).toBeLessThan(at(noise, last * judged.length + task) - 0.1);
    }
  });

  it('stay within their strength and the range of an image, and leave the weights alone', async () => {
    const { session } = image;
    const before = await session.read('parameters');
    const epsilon = 0.15;
    for (const method of ['fgsm', 'pgd'] as const) {
      const report = await attacked({ method, epsilon, steps: 7, stepSize: 0.5 });
      for (const { inputs } of Object.values(report.changed)) {
        const moves = Array.from(inputs.x ?? [], (value, i) => Math.abs(value - (report.clean.inputs.x?.[i] ?? 0)));
        expect(Math.max(...moves)).toBeLessThanOrEqual(epsilon + 1e-6);
        expect(Math.max(...moves)).toBeGreaterThan(0.9 * epsilon);
        expect(Math.min(...(inputs.x ?? []))).toBeGreaterThanOrEqual(0);
        expect(Math.max(...(inputs.x ?? []))).toBeLessThanOrEqual(1);
      }
    }
    expect(await session.read('parameters')).toEqual(before);
  });

  it('change numbers of a table, and none that says yes or no', async () => {
    const report = await attacked({ epsilon: 0.5 }, table);
    const [first] = Object.values(report.changed);
    const moves = Array.from(first?.inputs.x ?? [], (value, i) => Math.abs(value - (report.clean.inputs.x?.[i] ?? 0)));
    moves.forEach((move, i) => {
      expect(move).toBeCloseTo(i % 6 === 5 ? 0 : 0.5, 5);
    });
  });

  it('tell how each task fares under an attack on each other one, from no strength on', async () => {
    const report = await attacked({ epsilon: 0.2, samples: 10 });
    expect(report.strengths).toEqual([0, 0.05, 0.1, expect.closeTo(0.15, 12), 0.2]);
    expect(report.judged.map(({ task }) => task)).toEqual(image.run.project.tasks.map(({ id }) => id));
    expect(report.attacked).toEqual(image.run.project.tasks.slice(0, 2).map(({ id }) => id));
    expect(report.metrics.length).toBe(5 * 2 * 3);
    expect(report.noise.length).toBe(5 * 3);
    for (const [j] of report.judged.entries()) {
      expect(attackedMetric(report, 0, 0, j)).toBe(attackedMetric(report, 0, 1, j));
      expect(attackedMetric(report, 0, 0, j)).toBe(report.noise[j]);
    }
    expect(report.samples).toBe(10);
  });

  it('are refused where a network reads tokens alone', async () => {
    const blank = everyKind([{ kind: 'classification' }]);
    const [a = ''] = blank.tasks.map(({ id }) => id);
    const nodes = [
      input('so-far', 0, 0),
      layer('embedding', 'words', 1, 0),
      layer('globalPool', 'mean', 2, 0),
      layer('dense', 'out', 3, 0, { units: 3 }),
      head(a, 4, 0),
    ];
    const edges = wires(['so-far', 'words', 'mean', 'out', `${a}-head`]);
    const { run, session } = await trained({ ...blank, graph: { nodes, edges } }, numbers, 1);
    const refused = await new AttackLook(run, createReferenceExecutor()).take(session, attackDefaults, atOnce);
    expect(refused).toMatchObject({ ok: false, diagnostics: [{ code: 'training.nothingToAttack' }] });
  });
});
