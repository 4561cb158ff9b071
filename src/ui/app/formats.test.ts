import { expect, test } from 'vitest';
import { parseProjectText } from '../../core/project/parse.ts';
import { serializeProject } from '../../core/project/serialize.ts';
import type { WeightsFormat } from '../../core/runs/model-formats.ts';
import { ok } from '../../core/util/diagnostics.ts';
import { modelFormats } from '../../engine/formats/registry.ts';
import { toyProject } from '../../engine/training/testing/projects.ts';
import { directPlayground, untilState } from '../../store/testing/direct-playground.ts';
import { createScripting } from './scripting.ts';

const mark = '#text\n';

/** A format as its own file would hold it. */
const textFormat: WeightsFormat = {
  id: 'text',
  title: { en: 'Numbers as text', 'zh-CN': '文本数字' },
  extension: 'txt',
  mime: 'text/plain',
  holds: 'weights',
  async write({ project, checkpoint }) {
    const text = `${mark}${serializeProject(project)}\n${mark}${checkpoint.parameters.join(' ')}`;
    return ok(new TextEncoder().encode(text));
  },
  reader: {
    recognises: async (bytes) => new TextDecoder().decode(bytes.subarray(0, mark.length)) === mark,
    async read(bytes) {
      const [, document = ''] = new TextDecoder().decode(bytes).split(mark);
      const project = parseProjectText(document);
      return project.ok ? ok({ project: project.value, weights: null }) : project;
    },
  },
};

/** Its line in the registry. */
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

test('a document that cannot be trained is taken home all the same', async () => {
  const broken = { ...toyProject(), data: { ...toyProject().data, dataset: 'gone' } };
  const playground = directPlayground(broken);
  playground.actions.load({ from: 'initial' });
  await untilState(playground, 'failed');
  const file = await playground.actions.exportModel('project', 'current');
  expect(file.ok && new TextDecoder().decode(file.value.bytes)).toBe(serializeProject(broken));
});
