import { describe, expect, it, vi } from 'vitest';
import { head, input, layer, wires } from '../../core/presets/sketch.ts';
import { everyFormat, everyKind } from '../../core/presets/testing/every-kind.ts';
import type { Project } from '../../core/project/schema.ts';
import type { Picture } from '../../core/runs/protocol.ts';
import { at, invariant } from '../../core/util/assert-never.ts';
import type { Session } from '../executors/executor.ts';
import { createReferenceExecutor } from '../executors/reference/reference-executor.ts';
import { evaluateOutputs } from './evaluate.ts';
import { PictureLook } from './pictures.ts';
import { trained } from './testing/trained.ts';

const dataset = everyFormat(60);

/** Two experts with a gate over them, then a cross-stitch of both, for one task. */
function gated(): Project {
  const blank = everyKind([{ kind: 'binary' }]);
  const [task] = blank.tasks;
  invariant(task, 'the document has a task');
  return {
    ...blank,
    graph: {
      nodes: [
        input('x', 0, 0),
        layer('dense', 'a', 1, 0, { units: 3 }),
        layer('dense', 'b', 1, 1, { units: 3 }),
        layer('mixture', 'gate', 2, 0),
        layer('learnedSum', 'stitch', 3, 0),
        layer('dense', 'out', 4, 0, { units: 1 }),
        head(task.id, 5, 0),
      ],
      edges: wires(
        ['x', 'a', 'gate:experts'],
        ['x', 'b', 'gate:experts'],
        ['x', 'gate:gate'],
        ['gate', 'stitch'],
        ['b', 'stitch', 'out', `${task.id}-head`],
      ),
    },
  };
}

async function looking(project: Project, steps: number) {
  const { run, session } = await trained(project, dataset, steps);
  const executor = createReferenceExecutor();
  const load = vi.spyOn(executor, 'load');
  return { run, session, load, look: new PictureLook(run, executor) };
}

/** softmax of the gate's logits x·W, averaged over the first samples of the validation split. */
async function gatesByHand({ run, session }: Awaited<ReturnType<typeof looking>>): Promise<number[]> {
  const kernel = run.program.parameters.find(({ name }) => name === 'gate/gate');
  invariant(kernel, 'the gate has weights');
  const weights = (await session.read('parameters')).subarray(kernel.offset, kernel.offset + kernel.size);
  const rows = run.split.validation.slice(0, 16);
  const values = dataset.inputs.x ?? new Float32Array(0);
  const sums = [0, 0];
  for (const row of rows) {
    const logits = [0, 1].map((way) =>
      [0, 1, 2, 3, 4, 5].reduce((sum, i) => sum + at(values, row * 6 + i) * at(weights, i * 2 + way), 0),
    );
    const powers = logits.map(Math.exp);
    const total = at(powers, 0) + at(powers, 1);
    powers.forEach((power, way) => {
      sums[way] = at(sums, way) + power / total / rows.length;
    });
  }
  return sums;
}

const close = (picture: Picture | undefined, expected: readonly number[]): void => {
  expect(picture?.values.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(picture?.values[i]).toBeCloseTo(value, 5);
  });
};

describe('a look inside the nodes of a run', () => {
  it('shows gates and coefficients as the weights say, before the first step and after many', async () => {
    for (const steps of [0, 50]) {
      const bench = await looking(gated(), steps);
      const pictures = await bench.look.take(bench.session);
      expect(Object.keys(pictures)).toEqual(['gate', 'stitch']);
      close(pictures.gate, await gatesByHand(bench));
      const stitch = bench.run.program.parameters.find(({ name }) => name === 'stitch/coefficients');
      const all = await bench.session.read('parameters');
      close(pictures.stitch, [...all.subarray(stitch?.offset ?? 0, (stitch?.offset ?? 0) + 2)]);
      if (steps === 0) close(pictures.stitch, [0.9, 0.1]);
    }
  });

  it('follows the weights, and plans and loads once', async () => {
    const { look, session, load } = await looking(gated(), 0);
    const before = await look.take(session);
    const parameters = await session.read('parameters');
    await session.write('parameters', new Float32Array(parameters.length));
    const after = await look.take(session);
    expect(before.gate?.values).not.toEqual(after.gate?.values);
    close(after.gate, [0.5, 0.5]);
    close(after.stitch, [0, 0]);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('at a parameter needs no program, and at no picture not even the weights', async () => {
    const { look, session, load } = await looking(gated(), 0);
    expect(Object.keys(await look.take(session, 'stitch'))).toEqual(['stitch']);
    const read = vi.spyOn(session, 'read');
    expect(await look.take(session, 'out')).toEqual({});
    expect(read).not.toHaveBeenCalled();
    expect(load).not.toHaveBeenCalled();
  });

  it('gives way to the run after planning and after loading, which are done once', async () => {
    const { look, session } = await looking(gated(), 0);
    const pause = vi.fn(() => Promise.resolve());
    await look.take(session, undefined, pause);
    expect(pause).toHaveBeenCalledTimes(2);
    await look.take(session, undefined, pause);
    expect(pause).toHaveBeenCalledTimes(2);
  });

  it('leaves the run as it is', async () => {
    const { look, session, run } = await looking(gated(), 5);
    const outputs = (of: Session) =>
      evaluateOutputs({
        session: of,
        rows: run.split.test,
        batchSize: run.program.evaluateBatchSize,
        now: () => 0,
        defer: () => Promise.resolve(),
        aborted: () => false,
      });
    const before = await outputs(session);
    await look.take(session);
    look.dispose();
    expect(await outputs(session)).toEqual(before);
  });

  it('takes training samples where none are held out', async () => {
    const project = gated();
    const split = { ...project.data.split, train: 1, validation: 0 };
    const { look, session, run } = await looking({ ...project, data: { ...project.data, split } }, 0);
    expect(run.split.validation).toHaveLength(0);
    const { gate } = await look.take(session);
    expect([...(gate?.values ?? [])].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
  });
});
