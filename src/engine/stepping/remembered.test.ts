import { describe, expect, it } from 'vitest';
import { compileProject } from '../../core/compile/compile.ts';
import { rowsPerStep } from '../../core/program/step-inputs.ts';
import type { BalancingState } from '../../core/runs/protocol.ts';
import {
  controlsOf,
  dataFor,
  documentOf,
  lambda,
  rowsOf,
  type Switches,
  seed,
  signature,
  stepsPerEpoch,
} from '../executors/conformance/testing/three-tasks.ts';
import { given } from '../executors/tfjs/testing.ts';
import { kernelBytes } from '../executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../executors/wasm/wasm-executor.ts';
import { initialCheckpoint, writeCheckpoint } from '../training/checkpoints.ts';
import { packed, unpacked } from './memory.ts';
import { createStepper } from './stepper.ts';

const executor = await createWasmExecutor(kernelBytes());

async function make(method: string, switches: Switches, start: BalancingState | null = null) {
  const document = documentOf(method, {}, { switches, upper: true });
  const { program } = given(compileProject(document, signature));
  const session = await executor.load(program, dataFor(program));
  await writeCheckpoint(session, initialCheckpoint(program, seed));
  const { balancing } = document.training;
  const stepper = createStepper({ program, session, seed, stepsPerEpoch, start, balancing: () => balancing });
  const { size } = program.controls;
  const [controls, rows, width] = [controlsOf(program, lambda), rowsOf(program), rowsPerStep(program)];
  const take = (from: number, to: number) =>
    stepper.step({
      firstStep: from + 1,
      count: to - from,
      controls: controls.slice(from * size, to * size),
      rows: rows.slice(from * width, to * width),
    });
  return { stepper, take };
}

const cases: readonly (readonly [string, Switches])[] = [
  ['gradnorm', { perNode: true, heads: 'weights' }],
  ['gradnorm', { perSet: true }],
  ['cr-mogm', { perNode: true, perSet: true }],
  ['moco', { perNode: true }],
  ['gradvac', { every: 4 }],
  ['modo', { perSet: true, every: 3 }],
];

describe.each(cases)('%s with %o', (method, switches) => {
  it('goes on from a checkpoint as if there had been no break, and does not depend on how steps are grouped', async () => {
    const whole = await make(method, switches);
    const expected = await whole.take(0, 20);
    for (const at of [6]) {
      const first = await make(method, switches);
      const before = await first.take(0, at);
      const kept = await first.stepper.read();
      const second = await make(method, switches, kept.balancing);
      await second.take(0, 2);
      await second.stepper.write(kept);
      const after = await Promise.all([second.take(at, at + 1), second.take(at + 1, 20)]);
      expect([before, ...after].flatMap(({ losses }) => [...losses])).toEqual([...expected.losses]);
      expect(await second.stepper.read()).toEqual(await whole.stepper.read());
    }
  });
});

it('goes on with what a method knows where it is asked now and then instead of always, and the other way round', async () => {
  const always = await make('gradnorm', {});
  await always.take(0, 6);
  const { balancing } = await always.stepper.read();
  const rarely = await make('gradnorm', { every: 5 }, balancing);
  const known = (await rarely.stepper.read()).balancing;
  expect([...known.numbers]).toEqual([balancing.numbers.length, ...balancing.numbers, 0]);
  expect((await (await make('gradnorm', {}, known)).stepper.read()).balancing).toEqual(balancing);
  // Other groups know nothing of it.
  const fresh = await make('gradnorm', { perNode: true });
  const other = await make('gradnorm', { perNode: true }, balancing);
  expect((await other.stepper.read()).balancing).toEqual((await fresh.stepper.read()).balancing);
});

it('shows the mean of the weights with which a task acts on what it shares, and that of λ where it shares nothing', async () => {
  const { take, stepper } = await make('upgrad', { perSet: true, every: 2 });
  const { columns, weights } = await take(0, 4);
  const shown = [...(columns.find(({ id }) => id === 'effective')?.values ?? [])];
  const { numbers } = (await stepper.read()).balancing;
  const { last } = unpacked(numbers, 2) ?? { last: new Float64Array(0) };
  const [trunk, upper, mean] = [0, 3, 6].map((from) => [...last.subarray(from, from + 3)]);
  expect(upper?.[1]).toBe(0);
  expect(mean).toEqual([
    ((trunk?.[0] ?? Number.NaN) + (upper?.[0] ?? Number.NaN)) / 2,
    trunk?.[1],
    ((trunk?.[2] ?? Number.NaN) + (upper?.[2] ?? Number.NaN)) / 2,
  ]);
  const single = (mean ?? []).map((weight, task) => Math.fround(weight * (lambda[task] ?? Number.NaN)));
  expect(shown.slice(6)).toEqual([...single, ...single]);
  expect(shown.slice(0, 3)).not.toEqual(shown.slice(6, 9));
  expect([...weights.slice(0, 3)]).toEqual(lambda);
});

it('reads no memory out of a row of another kind', () => {
  const memory = { states: [Float64Array.of(1, 2), new Float64Array(0)], last: Float64Array.of(3) };
  expect(unpacked(packed(memory), 2)).toEqual(memory);
  expect(unpacked(packed(memory), 3)).toBeNull();
  for (const row of [[], [0.5, 1], [-1, 2], [Number.NaN], [4, 1, 2]]) expect(unpacked(Float64Array.from(row), 0)).toBeNull();
});
