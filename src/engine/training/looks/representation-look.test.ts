import { describe, expect, it } from 'vitest';
import { principalPlane } from '../../../core/balancing/diagnosis/principal-components.ts';
import { everyFormat, everyKind } from '../../../core/presets/testing/every-kind.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { createReferenceExecutor } from '../../executors/reference/reference-executor.ts';
import { trained } from '../testing/trained.ts';
import { RepresentationLook } from './representation-look.ts';

const dataset = everyFormat(200);
const slices = { pause: () => Promise.resolve() };

async function looking(steps: number) {
  const { run, session } = await trained(everyKind([{ kind: 'classification' }, { kind: 'regression' }]), dataset, steps);
  return { run, session, look: new RepresentationLook(run, createReferenceExecutor()) };
}

describe('the representation at a node', () => {
  it('is what the layer makes of the test samples, in its principal plane, with every task’s labels', async () => {
    const { run, session, look } = await looking(20);
    const found = await look.take(session, 'trunk', 25, slices);
    invariant(found.ok, 'the trunk is there');
    const { rows, points, size, truth, labelled, explained } = found.value;
    expect([...rows]).toEqual([...run.split.test.slice(0, 25)]);
    expect(size).toBe(32);
    // tanh(x·W + b) by hand.
    const parameters = await session.read('parameters');
    const view = (name: string) => {
      const info = run.program.parameters.find((it) => it.name === `trunk/${name}`);
      invariant(info, `the trunk has a ${name}`);
      return parameters.subarray(info.offset, info.offset + info.size);
    };
    const [kernel, bias] = [view('kernel'), view('bias')];
    const x = dataset.inputs.x ?? new Float32Array(0);
    const hidden = [...rows].flatMap((row) =>
      [...bias].map((own, unit) =>
        Math.tanh([0, 1, 2, 3, 4, 5].reduce((sum, i) => sum + at(x, row * 6 + i) * at(kernel, i * 32 + unit), own)),
      ),
    );
    const expected = principalPlane(hidden, 25, 32);
    const errors = points.map((value, i) => Math.abs(value - at(expected.points, i)));
    expect(Math.max(...errors)).toBeLessThan(1e-4);
    expect(explained[0] + explained[1]).toBeGreaterThan(0.3);
    const classes = dataset.targets.class ?? new Float32Array(0);
    expect([...(truth['classification-0'] ?? [])]).toEqual([...rows].map((row) => at(classes, row)));
    expect(truth['regression-1']).toHaveLength(50);
    expect(labelled['regression-1']).toEqual(new Float32Array(25).fill(1));
  });

  it('moves with the weights, and is that of another node when one is asked for', async () => {
    const { session, look } = await looking(0);
    const first = await look.take(session, 'trunk', 10, slices);
    await session.write(
      'parameters',
      (await session.read('parameters')).map((value) => 2 * value),
    );
    const second = await look.take(session, 'trunk', 10, slices);
    const input = await look.take(session, 'x', 10, slices);
    invariant(first.ok && second.ok && input.ok, 'all are there');
    expect([...second.value.points]).not.toEqual([...first.value.points]);
    expect(input.value.size).toBe(6);
    look.dispose();
  });

  it('is refused for a node that the run does not have', async () => {
    const { session, look } = await looking(0);
    const found = await look.take(session, 'gone', 10, slices);
    expect(found.ok ? [] : found.diagnostics.map(({ code }) => code)).toEqual(['graph.noSuchNode']);
  });
});
