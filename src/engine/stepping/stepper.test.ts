import { describe, expect, it } from 'vitest';
import { rowsPerStep } from '../../core/program/step-inputs.ts';
import { defaults } from '../../core/project/defaults.ts';
import type { Balancing } from '../../core/project/schema.ts';
import type { BalancingState } from '../../core/runs/protocol.ts';
import { invariant } from '../../core/util/assert-never.ts';
import type { Session } from '../executors/executor.ts';
import { blockOf, freshSession, randomData, testSeed } from '../executors/tfjs/testing.ts';
import { kernelBytes } from '../executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../executors/wasm/wasm-executor.ts';
import { modelB } from '../executors/webgpu/testing/models.ts';
import type { NumberedBlock, Stepped } from './blocks.ts';
import { createStepper, type Stepper } from './stepper.ts';

const executor = await createWasmExecutor(kernelBytes());
const [plain, balanced] = [modelB(3), modelB(3, { gramian: true })];
const stepsPerEpoch = 8;
const steps = 40;
/** Methods that say themselves what their steps compute. */
const own = new Map(['famo', 'db-mtl', 'graddrop', 'sdmgrad', 'moml'].map((method) => [method, modelB(3, { method })]));
const methods = ['equal', 'dwa', 'rlw', 'pcgrad', 'gradvac', 'gradnorm', 'uw', ...own.keys()];
const programOf = (method: string) => own.get(method) ?? (['equal', 'dwa', 'rlw'].includes(method) ? plain : balanced);

interface Made {
  readonly session: Session;
  readonly stepper: Stepper;
}

/** A stepper at step 0, with the method of the document, or one that is asked before every block. */
async function make(program = plain, balancing: string | (() => Balancing) = 'equal', start?: BalancingState): Promise<Made> {
  const session = await freshSession(executor, program, randomData(program, 0.8));
  const fixed = typeof balancing === 'string' ? defaults.balancing(balancing) : null;
  const chosen = typeof balancing === 'string' ? () => fixed ?? defaults.balancing('equal') : balancing;
  const stepper = createStepper({ program, session, seed: testSeed, stepsPerEpoch, start: start ?? null, balancing: chosen });
  return { session, stepper };
}

/** Steps `from` + 1 … `to` of the run, its controls and rows always the same. */
function part(program: typeof plain, from: number, to: number): NumberedBlock {
  const { controls, rows } = blockOf(program, steps, 0.02);
  const { size } = program.controls;
  return {
    firstStep: from + 1,
    count: to - from,
    controls: controls.slice(from * size, to * size),
    rows: rows.slice(from * rowsPerStep(program), to * rowsPerStep(program)),
  };
}

const column = (stepped: readonly Stepped[], id: string): number[] =>
  stepped.flatMap(({ columns }) => [...(columns.find((one) => one.id === id)?.values ?? [])]);

/** The whole run in blocks that end at these steps, all handed over at once. */
async function run(method: string, ends: readonly number[]) {
  const program = programOf(method);
  const { stepper } = await make(program, method);
  const stepped = await Promise.all(ends.map((end, i) => stepper.step(part(program, ends[i - 1] ?? 0, end))));
  const { parameters, balancing } = await stepper.read();
  return {
    losses: stepped.flatMap(({ losses }) => [...losses]),
    weights: stepped.flatMap(({ weights }) => [...weights]),
    effective: column(stepped, 'effective'),
    parameters: [...parameters],
    state: [...balancing.numbers],
  };
}

describe('a plain step', () => {
  it("is the session's own, to the last bit, where tasks have the visitor's weights", async () => {
    const session = await freshSession(executor, plain, randomData(plain, 0.8));
    const losses = await session.run(blockOf(plain, steps, 0.02));
    const found = await run('equal', [3, 20, steps]);
    expect(found.losses).toEqual([...losses]);
    expect(found.parameters).toEqual([...(await session.read('parameters'))]);
    expect(found.weights.slice(0, 3)).toEqual([1, 1.5, 2]);
    expect(found.effective).toEqual([]);
  });

  it('has weights that change with epochs where the method says so, and records them beside the nominal ones', async () => {
    const { effective, weights } = await run('dwa', [steps]);
    const rows = Array.from({ length: steps }, (_, i) => effective.slice(3 * i, 3 * i + 3));
    expect(rows.slice(0, 16)).toEqual(Array.from({ length: 16 }, () => [1, 1.5, 2]));
    expect(rows[16]).not.toEqual(rows[15]);
    expect(rows.slice(16, 24)).toEqual(Array.from({ length: 8 }, () => rows[16]));
    expect(weights).toEqual(Array.from({ length: steps }, () => [1, 1.5, 2]).flat());
  });
});

describe.each(methods)('balancing by %s', (method) => {
  it('does not depend on how steps are grouped, nor on how many blocks are under way', async () => {
    const whole = await run(method, [steps]);
    expect(await run(method, [1, 2, 3, 8, 9, 17, 30, steps])).toEqual(whole);
    expect(await run(method, [5, 21, 22, steps])).toEqual(whole);
  });

  it('goes on from a checkpoint as if there had been no break, wherever it was taken', async () => {
    const whole = await run(method, [steps]);
    const program = programOf(method);
    for (const at of [4, 16, 19]) {
      const first = await make(program, method);
      const before = await first.stepper.step(part(program, 0, at));
      const kept = await first.stepper.read();
      first.session.dispose();
      const second = await make(program, method);
      await second.stepper.step(part(program, 0, 3));
      await second.stepper.write(kept);
      const after = await second.stepper.step(part(program, at, steps));
      expect([...before.losses, ...after.losses]).toEqual(whole.losses);
      expect([...(await second.stepper.read()).balancing.numbers]).toEqual(whole.state);
    }
  });

  it('reads what is after the blocks that were handed over, and not of later ones', async () => {
    const program = programOf(method);
    const { stepper } = await make(program, method);
    void stepper.step(part(program, 0, 8));
    const early = stepper.read();
    void stepper.step(part(program, 8, 24));
    const other = await make(program, method);
    await other.stepper.step(part(program, 0, 8));
    expect(await early).toEqual(await other.stepper.read());
  });
});

describe('a measuring step', () => {
  it('is the plain step, and yields the Gramian of the task gradients', async () => {
    const [measuring, usual] = [await make(balanced), await make(plain)];
    const measured = await measuring.stepper.step({ ...part(balanced, 0, 20), measure: true });
    const { losses } = await usual.stepper.step(part(plain, 0, 20));
    // The same sums in another order.
    measured.losses.forEach((loss, i) => {
      expect(loss).toBeCloseTo(losses[i] ?? Number.NaN, 5);
    });
    const gramian = measured.columns.find(({ id }) => id === 'gramian');
    expect(gramian?.keys).toEqual(['t0|t0', 't0|t1', 't0|t2', 't1|t1', 't1|t2', 't2|t2']);
    const seen: number[][] = [];
    const session = await freshSession(executor, balanced, randomData(balanced, 0.8));
    await session.runBalanced(part(balanced, 0, 20), (_, found) => {
      seen.push([0, 1, 2, 4, 5, 8].map((i) => found[i] ?? Number.NaN));
      return [1, 1.5, 2];
    });
    expect([...(gramian?.values ?? [])]).toEqual(seen.flat());
  });

  it('has the weights of a method that needs no Gramian', async () => {
    const [measuring, usual] = [await make(balanced, 'dwa'), await make(plain, 'dwa')];
    const measured = await measuring.stepper.step({ ...part(balanced, 0, 30), measure: true });
    const expected = await usual.stepper.step(part(plain, 0, 30));
    column([measured], 'effective').forEach((weight, i) => {
      expect(weight).toBeCloseTo(column([expected], 'effective')[i] ?? Number.NaN, 5);
    });
    expect(column([measured], 'gramian')).toHaveLength(30 * 6);
  });
});

describe('another method', () => {
  it('acts from the next block on, and knows nothing of what was before', async () => {
    let method = defaults.balancing('equal');
    const { stepper } = await make(plain, () => method);
    await stepper.step(part(plain, 0, 16));
    method = defaults.balancing('dwa');
    const [third, fourth, fifth] = [
      await stepper.step(part(plain, 16, 24)),
      await stepper.step(part(plain, 24, 32)),
      await stepper.step(part(plain, 32, 40)),
    ];
    invariant(third && fourth && fifth, 'three blocks');
    expect(column([third, fourth], 'effective')).toEqual(Array.from({ length: 16 }, () => [1, 1.5, 2]).flat());
    expect(column([fifth], 'effective').slice(0, 3)).not.toEqual([1, 1.5, 2]);
  });

  it('with other parameters alone goes on with what it knows', async () => {
    let method = defaults.balancing('dwa');
    const { stepper } = await make(plain, () => method);
    await stepper.step(part(plain, 0, 16));
    method = { method: 'dwa', parameters: { temperature: 0.05 } };
    const sharp = column([await stepper.step(part(plain, 16, 24))], 'effective').slice(0, 3);
    const mild = (await run('dwa', [24])).effective.slice(48, 51);
    expect(sharp).not.toEqual([1, 1.5, 2]);
    expect(Math.abs((sharp[0] ?? 1) - 1)).toBeGreaterThan(Math.abs((mild[0] ?? 1) - 1));
  });

  it('that cannot be used changes nothing', async () => {
    let method = defaults.balancing('equal');
    const { stepper } = await make(plain, () => method);
    method = defaults.balancing('magic');
    const { losses } = await stepper.step(part(plain, 0, steps));
    expect([...losses]).toEqual((await run('equal', [steps])).losses);
  });

  it('does not take over the state of another', async () => {
    const first = await make(plain, 'dwa');
    await first.stepper.step(part(plain, 0, 16));
    const { balancing } = await first.stepper.read();
    expect(balancing.key).toBe('dwa|t0|t1|t2');
    const other = await make(plain, 'dwa', { ...balancing, key: 'dwa|t0|t1' });
    expect((await other.stepper.read()).balancing.numbers.every((number) => number === 0)).toBe(true);
  });
});

it('keeps what it knew where steps fail, and says so to whoever took them', async () => {
  const { session, stepper } = await make(plain, 'dwa');
  await stepper.step(part(plain, 0, 8));
  const { balancing } = await stepper.read();
  session.run = () => Promise.reject(new Error('the device is lost'));
  await expect(stepper.step(part(plain, 8, 16))).rejects.toThrow('the device is lost');
  expect((await stepper.read()).balancing).toEqual(balancing);
});
