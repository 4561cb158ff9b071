import { afterEach, expect, test } from 'vitest';
import { builtInDatasets } from '../core/data/registry.ts';
import { ownTable } from '../core/data/testing/own-table.ts';
import { head, input, layer, sketch, task, wires } from '../core/presets/sketch.ts';
import { defaults } from '../core/project/defaults.ts';
import { diagnosticText } from '../core/util/diagnostics.ts';
import { introduceDatasets, pageDatasets } from './datasets.ts';
import { derive } from './derived.ts';
import { obstacles } from './play-button.ts';
import type { Playground } from './playground.ts';
import { directPlayground, directTrainer, untilState } from './testing/direct-playground.ts';

/** Sign and size of a visitor's table from one shared layer. */
const document = () =>
  sketch({
    name: 'My table',
    data: { dataset: 'own-table' },
    tasks: [task('sign', 'classification', 'Sign'), task('size', 'regression', 'Size')],
    nodes: [
      input('row', 0, 0),
      layer('dense', 'shared', 1, 0, { units: 8 }),
      layer('dense', 'sign-logits', 2, 0, { units: 2 }),
      layer('dense', 'size-logits', 2, 1, { units: 1 }),
      head('sign', 3, 0),
      head('size', 3, 1),
    ],
    edges: wires(['row', 'shared', 'sign-logits', 'sign-head'], ['shared', 'size-logits', 'size-head']),
  });

function joined({ actions }: Playground): () => void {
  const result = actions.joinDataset(ownTable());
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join(' '));
  return result.value;
}

afterEach(() => pageDatasets.forget('own-table'));

test('a document whose data set is not known stays as it is, and says so beside the choice of data in both languages', async () => {
  const playground = directPlayground(document());
  playground.actions.load({ from: 'initial' });
  await untilState(playground, 'failed');
  const { error } = playground.run.getState().history.status;
  expect(error).toMatchObject({ code: 'data.unknown', where: 'data' });
  const shown = derive(playground.project.getState().project).diagnostics;
  expect(shown).toMatchObject([{ code: 'data.unknown', where: 'data' }]);
  for (const language of ['en', 'zh-CN'] as const) {
    for (const item of shown) expect(diagnosticText(item, language).message).toContain('own-table');
  }
  expect(obstacles(document())).toMatchObject([{ code: 'data.unknown' }]);
  expect(playground.project.getState().project).toEqual(document());
});

test('a data set that joins is listed, trained on, described and shown, and forgotten again', async () => {
  const playground = directPlayground(document());
  const { actions, run } = playground;
  actions.load({ from: 'initial' });
  await untilState(playground, 'failed');
  const forget = joined(playground);
  // The document that waited for it is loaded by itself.
  await untilState(playground, 'idle');
  expect(pageDatasets.all().map(({ id }) => id)).toEqual([...builtInDatasets.all().map(({ id }) => id), 'own-table']);
  expect(derive(document())).toMatchObject({ trainable: true, diagnostics: [] });
  expect(run.getState().history.prepared).toMatchObject({ splitSizes: { train: 140, validation: 30, test: 30 } });
  actions.train(30);
  await untilState(playground, 'paused');
  const described = await actions.request({ kind: 'describe' });
  expect(described).toMatchObject({
    ok: true,
    value: { dataset: 'own-table', summary: { count: 200, targets: [{ labelled: 200 }, { labelled: 150 }] } },
  });
  const samples = await actions.request({ kind: 'samples', split: 'test', start: 0, count: 2 });
  const rows = samples.ok ? samples.value.samples.rows : [];
  const numbers = [...rows].flatMap((row) => [...(ownTable().tensors.inputs.row?.slice(3 * row, 3 * row + 3) ?? [])]);
  expect(samples.ok && [...(samples.value.samples.inputs.row ?? [])]).toEqual(numbers);

  forget();
  expect(pageDatasets.all()).toEqual(builtInDatasets.all());
  expect(derive(document()).diagnostics).toMatchObject([{ code: 'data.unknown' }]);
  actions.load({ from: 'initial' });
  await untilState(playground, 'failed');
  expect(run.getState().history.status.error?.code).toBe('data.unknown');
});

test('other numbers under the same id take the place of those before, and a new worker is given them too', async () => {
  const playground = directPlayground(document());
  const { actions } = playground;
  const forgetFirst = joined(playground);
  actions.load({ from: 'initial' });
  await untilState(playground, 'idle');
  const { tensors, ...rest } = ownTable();
  const twos = new Float32Array(tensors.inputs.row?.length ?? 0).fill(2);
  actions.joinDataset({ ...rest, tensors: { ...tensors, inputs: { row: twos } } });
  forgetFirst();
  const first = async (): Promise<unknown> => {
    actions.load({ from: 'initial' });
    await untilState(playground, 'preparing');
    await untilState(playground, 'idle');
    const samples = await actions.request({ kind: 'samples', split: 'train', start: 0, count: 1 });
    return samples.ok && [...(samples.value.samples.inputs.row ?? [])];
  };
  expect(await first()).toEqual([2, 2, 2]);
  playground.trainer.terminate();
  expect(await first()).toEqual([2, 2, 2]);
});

test('a worker beside the page is told of it too', async () => {
  const playground = directPlayground(document());
  const forget = joined(playground);
  const beside = directTrainer();
  introduceDatasets((command) => beside.send(command));
  const project = { ...document(), training: { ...document().training, epochs: 1 } };
  const trial = { project, choice: {}, dataUrl: '', tasks: ['sign', 'size'], looks: 0 };
  const answer = await beside.request('beside', { kind: 'trial', trial });
  expect(answer).toMatchObject({ ok: true, value: { result: { failure: null } } });
  forget();
});

test('what cannot be used does not join', () => {
  const playground = directPlayground(defaults.project('toys'));
  expect(playground.actions.joinDataset(ownTable('mnist'))).toMatchObject({ ok: false, diagnostics: [{ code: 'data.idTaken' }] });
  expect(pageDatasets.all()).toEqual(builtInDatasets.all());
});
