import { describe, expect, it } from 'vitest';
import { everyFormat, everyKind } from '../../core/presets/testing/every-kind.ts';
import { classWeightsName } from '../../core/project/data-names.ts';
import { historyCsv } from '../../core/runs/csv.ts';
import { appendSteps, nothingRecorded } from '../../core/runs/recorded.ts';
import { historyRows } from '../../core/runs/rows.ts';
import { taskKinds } from '../../core/tasks/registry.ts';
import { taskKindIds } from '../../core/tasks/task-kinds.ts';
import { at } from '../../core/util/assert-never.ts';
import { decodedSamples, evaluateRows } from './evaluate-rows.ts';
import { trained } from './testing/trained.ts';

const env = { now: () => 0, defer: () => Promise.resolve() };
const dataset = everyFormat(400);

/** Every loss of every kind, in one document. */
const tasks = taskKindIds.flatMap((kind) => taskKinds[kind].losses.map(({ id }) => ({ kind, loss: id })));

describe('every task kind, trained together on one shared layer', () => {
  it('learns: its headline metric ends well above what it was before the first step', async () => {
    const project = everyKind(tasks);
    const judged = async (steps: number) => {
      const { run, session } = await trained(project, dataset, steps);
      const evaluation = await evaluateRows({ run, session, rows: run.split.test, env, aborted: () => false });
      return { evaluation: evaluation ?? {}, run };
    };
    const [before, after] = [await judged(0), await judged(400)];
    for (const { task, kind, target } of after.run.tasks) {
      const headline = at(kind.metrics(target), 0);
      const [first, last] = [before.evaluation[task.id], after.evaluation[task.id]];
      const [from, to] = [first?.metrics[headline.id] ?? Number.NaN, last?.metrics[headline.id] ?? Number.NaN];
      const gain = headline.better === 'higher' ? to - from : from - to;
      expect(gain, `${task.id}: ${headline.id} ${from} → ${to}`).toBeGreaterThan(headline.id === 'recallAt1' ? 0.02 : 0.1);
      expect(last?.loss, `${task.id}: loss`).toBeLessThan(first?.loss ?? 0);
    }
  });

  it('says on how many samples freely written sequences were judged, and gives none where it is stopped', async () => {
    const { run, session } = await trained(everyKind([{ kind: 'generation' }]), dataset, 1);
    const judge = (rows: Int32Array, aborted: boolean) => evaluateRows({ run, session, rows, env, aborted: () => aborted });
    const rows = run.split.train;
    expect((await judge(rows, false))?.['generation-0']).toMatchObject({ decoded: decodedSamples, labelled: rows.length });
    expect((await judge(rows.slice(0, 5), false))?.['generation-0']).toMatchObject({ decoded: 5 });
    expect(await judge(rows, true)).toBeNull();
  });

  it('is judged slice by slice where every sample is compared with every other: a run goes on in between, and may give it up', async () => {
    const { run, session } = await trained(everyKind([{ kind: 'retrieval' }]), dataset, 1);
    const rows = run.split.train;
    let [ms, turns] = [0, 0];
    // A slice seems to take 5 ms, and a block of steps 25 ms.
    const busy = {
      now: () => {
        ms += 5;
        return ms;
      },
      defer: async () => {
        turns++;
      },
    };
    const judge = (aborted: () => boolean) => evaluateRows({ run, session, rows, env: busy, aborted });
    expect(await judge(() => false)).toEqual(await evaluateRows({ run, session, rows, env, aborted: () => false }));
    const slices = rows.length + Math.ceil(rows.length / run.program.batchSize);
    expect(turns).toBeGreaterThan(slices / 4);
    const enough = turns + 20;
    expect(await judge(() => turns === enough)).toBeNull();
    expect(turns).toBe(enough);
  });
});

describe('labels that are not there', () => {
  it('leave out texts without a token: they count as unlabelled', async () => {
    const { run } = await trained(everyKind([{ kind: 'tagging' }]), dataset, 0);
    const { mask } = at(run.tasks, 0);
    expect([...mask]).toEqual(Array.from({ length: 400 }, (_, row) => (row % 5 === 0 ? 0 : 1)));
  });

  it('are gaps in what is recorded, of whatever kind a task is: nothing was measured is not 0', async () => {
    const rare = everyFormat(120);
    rare.targets.class?.fill(0);
    rare.targets.class?.set([1, 2], 0);
    rare.targets.tags?.fill(-1, 4 * 8);
    const sparse = tasks.map((task) => ({ ...task, labelsKept: 0.3 }));
    const document = everyKind(sparse, 2);
    const { run, losses, recorded } = await trained(document, rare, 40);
    const kept = at(recorded.columns, 0);
    expect(kept.keys).toEqual(run.tasks.map(({ task }) => task.id));
    const gaps = new Map(kept.keys.map((key) => [key, 0]));
    kept.values.forEach((value, i) => {
      const { task } = at(run.tasks, i % kept.keys.length);
      const raw = at(losses, i);
      if (Number.isNaN(value)) {
        gaps.set(task.id, (gaps.get(task.id) ?? 0) + 1);
        expect(raw).toBe(0);
      } else {
        // The bits of what was measured are those of the device; two alike have nobody to be told from.
        expect(value).toBe(raw);
        if (task.kind !== 'retrieval') expect(value).not.toBe(0);
      }
    });
    for (const [task, count] of gaps) expect([task, count > 0]).toEqual([task, true]);
    const history = appendSteps(nothingRecorded, recorded);
    const [first = ''] = kept.keys;
    const rows: readonly { loss: Record<string, number | null> }[] = JSON.parse(JSON.stringify(historyRows(history)));
    expect(rows.filter(({ loss }) => loss[first] === null)).toHaveLength(gaps.get(first) ?? 0);
    const [header = '', ...lines] = historyCsv([{ name: '', number: 1, document, recorded: history }])
      .trimEnd()
      .split('\r\n');
    const column = header.split(',').indexOf(`${at(run.tasks, 0).task.name} loss`);
    expect(lines.filter((line) => line.split(',')[column] === '')).toHaveLength(gaps.get(first) ?? 0);
  });

  it('leave every loss finite: batches without a positive pair, a present box or a token', async () => {
    const rare = everyFormat(60);
    rare.targets.class?.fill(0);
    rare.targets.class?.set([1, 2], 0);
    rare.targets.box?.fill(0);
    rare.targets.tags?.fill(-1, 4 * 8);
    rare.targets.yes?.fill(1);
    rare.targets.values?.fill(3);
    const { run, session, losses } = await trained(everyKind(tasks, 2), rare, 60);
    expect(losses.every(Number.isFinite)).toBe(true);
    for (const split of [run.split.train, run.split.validation, run.split.test, new Int32Array(0)]) {
      const evaluation = (await evaluateRows({ run, session, rows: split, env, aborted: () => false })) ?? {};
      const values = Object.values(evaluation).flatMap(({ loss, metrics }) => [loss, ...Object.values(metrics)]);
      expect(values.every((value) => value === null || Number.isFinite(value))).toBe(true);
    }
  });
});

describe('a task that reconstructs an input', () => {
  const labels = (labelNoise: number) => trained(everyKind([{ kind: 'reconstruction', labelNoise }]), dataset, 0);

  it('reads the input itself: nothing is stored twice', async () => {
    const { run } = await labels(0);
    expect(run.program.data.map(({ name }) => name)).toEqual(['input:x', 'mask:reconstruction-0']);
    expect(Object.keys(run.data).sort()).toEqual(['input:so-far', 'input:x', 'mask:reconstruction-0']);
    expect(at(run.tasks, 0).targets).toBe(dataset.inputs.x);
  });

  it('has labels of its own where label noise gives it other samples to copy', async () => {
    const { run } = await labels(0.5);
    const own = run.data['target:reconstruction-0'];
    expect(own).toHaveLength(400 * 6);
    const moved = [...run.split.train].filter((row) => own?.[row * 6] !== dataset.inputs.x?.[row * 6]);
    expect(moved.length).toBeGreaterThan(0.4 * run.split.train.length);
    expect([...run.split.test].every((row) => own?.[row * 6] === dataset.inputs.x?.[row * 6])).toBe(true);
  });
});

describe('balanced classes', () => {
  it('are taken from the training labels that are kept, and only where they are asked for', async () => {
    const skewed = everyFormat(400);
    skewed.targets.yes?.set(Array.from({ length: 400 }, (_, row) => (row % 8 === 0 ? 1 : 0)));
    const weights = async (classWeights: 'none' | 'balanced') => {
      const { run } = await trained(everyKind([{ kind: 'binary', classWeights, labelsKept: 0.5 }]), skewed, 0);
      const { task, mask, targets } = at(run.tasks, 0);
      const kept = [...run.split.train].filter((row) => mask[row] === 1);
      const positives = kept.filter((row) => targets[row] === 1).length;
      const expected = Float32Array.of(kept.length / (2 * (kept.length - positives)), kept.length / (2 * positives));
      return { values: run.data[classWeightsName(task.id)], expected };
    };
    const balanced = await weights('balanced');
    expect(balanced.values).toEqual(balanced.expected);
    expect((await weights('none')).values).toBeUndefined();
  });
});
