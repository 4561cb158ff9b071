import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { layers } from '../../core/layers/registry.ts';
import { fileNameOf } from '../../core/runs/file-name.ts';
import { at } from '../../core/util/assert-never.ts';
import { diagnosticText } from '../../core/util/diagnostics.ts';
import { sourceOf } from './code/testing/cases.ts';
import { hostileTable } from './code/testing/own-table.ts';
import { createModelFiles } from './model-files.ts';
import { namedWeights } from './named-weights.ts';
import { layerDocuments, signature } from './onnx/testing/layer-documents.ts';
import { drawFeeds, openOnnx } from './onnx/testing/onnx-session.ts';
import { modelFormats } from './registry.ts';
import { given, trainedModel } from './testing.ts';

const files = createModelFiles(modelFormats);
const run = await hostileTable();
const source = sourceOf(run);

it.each(modelFormats.map(({ id, reader }) => [id, reader !== undefined] as const))(
  '%s holds a table whatever its columns, classes and tasks are called',
  async (id, isRead) => {
    const { fileName, bytes } = given(await files.write(id, source));
    expect(fileName).toBe(
      fileNameOf(
        source.project,
        id === 'project' ? null : source.checkpoint.step,
        fileName.replace(/^.*step-\d+\.|^.*seed-\d+\./, ''),
      ),
    );
    expect(fileName).toMatch(/^[\p{L}\p{N}-]+(?:\.[a-z]+)+$/u);
    if (bytes[0] === 0x50 && bytes[1] === 0x4b)
      for (const name of Object.keys(unzipSync(bytes))) expect(name).toMatch(/^[A-Za-z_]+(?:\.[a-z0-9]+)+$/);
    if (!isRead) return;
    const read = given(await files.read(fileName, bytes));
    expect(read.project).toEqual(source.project);
    if (read.weights) expect({ ...read.weights }).toEqual(namedWeights(source.program, source.checkpoint));
  },
);

it('ONNX calls nothing of it by a name that a runtime would refuse', async () => {
  const { bytes } = given(await files.write('onnx', source));
  const session = await openOnnx(bytes);
  const { inputs } = run.dataset.signature;
  const found = await session.predict(drawFeeds(inputs, 3), 3, inputs);
  expect(Object.keys(found)).toHaveLength(run.program.tasks.length);
  for (const name of [...session.inputs, ...session.outputs]) expect(name).toMatch(/^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u);
  await session.close();
});

it('what cannot leave in a format is refused with the reason and with the formats that hold it, which do', async () => {
  const refusedKinds: string[] = [];
  for (const kind of Object.keys(layers)) {
    const model = trainedModel(at(layerDocuments(kind), 0), signature);
    for (const format of modelFormats) {
      if (format.holds !== 'weights') continue;
      const written = await format.write(model);
      if (written.ok) continue;
      expect(format.id, kind).toBe('tfjs');
      refusedKinds.push(kind);
      for (const item of written.diagnostics) {
        expect(item.where, kind).toMatch(/^node:/);
        for (const language of ['en', 'zh-CN'] as const) {
          const { message, hint = '' } = diagnosticText(item, language);
          const named = Object.values(layers).some(({ text }) => message.includes(text.title[language]));
          expect([named, message.includes(item.where?.replace('node:', '') ?? '')], message).toEqual([true, true]);
          for (const name of ['JavaScript', 'ONNX', 'PyTorch', 'Keras']) expect(hint, kind).toContain(name);
        }
      }
    }
  }
  expect(refusedKinds.length).toBeGreaterThan(3);
  const unknown = await files.write('gguf', source);
  expect(unknown.ok ? [] : unknown.diagnostics.map(({ hint }) => hint)).toEqual([
    `There are: ${modelFormats.map(({ id }) => id).join(', ')}.`,
  ]);
});
