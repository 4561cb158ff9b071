import { expect, test } from 'vitest';
import { serializeProject } from '../../core/project/serialize.ts';
import { diagnostic } from '../../core/util/diagnostics.ts';
import { modelFormats } from '../../engine/formats/registry.ts';
import { mark, textFormat } from '../../engine/formats/testing/numbers-as-text.ts';
import { toyProject } from '../../engine/training/testing/projects.ts';
import { directPlayground, untilState } from '../../store/testing/direct-playground.ts';
import { createScripting } from './scripting.ts';

/** The line of a format that stands in a file of its own. */
const formats = [...modelFormats, textFormat];

test('a further format is one file and one line: it is listed, written and read without anybody else knowing of it', async () => {
  const playground = directPlayground(toyProject(), formats);
  const script = createScripting(playground, '0');
  playground.actions.load({ from: 'initial' });
  await untilState(playground, 'idle');
  expect(script.formats()).toContainEqual({ id: 'text', title: 'Numbers as text', extension: 'txt' });
  await script.train({ steps: 2 });
  const file = await script.exportModel('text');
  expect(file.type).toBe('text/plain');
  const text = await file.text();
  const checkpoint = await playground.actions.request({ kind: 'checkpoint' });
  expect(text.split(mark)[2]).toBe(checkpoint.ok && checkpoint.value.checkpoint.parameters.join(' '));

  playground.project.edit((project) => ({ ...project, name: 'Another one' }));
  expect(await playground.actions.openFile('numbers', new Uint8Array(await file.arrayBuffer()))).toEqual([]);
  expect(playground.project.getState().project.name).toBe(toyProject().name);
  await expect(directPlayground(toyProject()).actions.exportModel('text', 'current')).resolves.toMatchObject({
    ok: false,
    diagnostics: [{ code: 'file.unknownFormat' }],
  });
});

test('what a file leaves out is told beside the page', async () => {
  const said = diagnostic('file.dataLeftOut', { megabytes: 300, most: 256 }, 'file');
  const playground = directPlayground(toyProject(), [{ ...textFormat, notes: () => [said] }]);
  playground.actions.load({ from: 'initial' });
  await untilState(playground, 'idle');
  expect(await playground.actions.exportModel('text', 'current')).toMatchObject({ ok: true });
  expect(playground.run.getState().notices).toContainEqual(expect.objectContaining({ code: 'file.dataLeftOut' }));
});

test('a document that cannot be trained is taken home all the same', async () => {
  const broken = { ...toyProject(), data: { ...toyProject().data, dataset: 'gone' } };
  const playground = directPlayground(broken);
  playground.actions.load({ from: 'initial' });
  await untilState(playground, 'failed');
  const file = await playground.actions.exportModel('project', 'current');
  expect(file.ok && new TextDecoder().decode(file.value.bytes)).toBe(serializeProject(broken));
});
