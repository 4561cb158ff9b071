import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { presets } from '../../core/presets/registry.ts';
import { head, input, layer, sketch, task, wires } from '../../core/presets/sketch.ts';
import { serializeProject } from '../../core/project/serialize.ts';
import { fileNameOf } from '../../core/runs/file-name.ts';
import { at } from '../../core/util/assert-never.ts';
import { writeModelZip } from './layers-model/model-zip.ts';
import { createModelFiles } from './model-files.ts';
import { namedWeights } from './named-weights.ts';
import { modelFormats } from './registry.ts';
import { writeSafetensors } from './safetensors/safetensors.ts';
import { given, trainedModel } from './testing.ts';

const shared = trainedModel(at(presets, 0).project());

/** With running statistics, a frozen node, a slice, and names that tfjs does not like. */
const awkward = trainedModel(
  sketch({
    name: 'Awkward names',
    data: { dataset: 'mnist' },
    tasks: [task('digit', 'classification', 'Digit')],
    nodes: [
      input('image', 0, 0),
      layer('conv2d', '_conv', 1, 0, { filters: 2 }),
      layer('batchNorm', 'x_conv', 2, 0),
      layer('slice', 'cut', 3, 0, { axis: 1, begin: 2, size: 9 }),
      layer('flatten', 'flat', 4, 0),
      { ...layer('dense', 'logits', 5, 0, { units: 10 }), frozen: true },
      head('digit', 6, 0),
    ],
    edges: wires(['image', '_conv', 'x_conv', 'cut', 'flat', 'logits', 'digit-head']),
  }),
);

const modelFiles = createModelFiles(modelFormats);
const read = (bytes: Uint8Array<ArrayBuffer>) => modelFiles.read('model', bytes);
const codes = async (bytes: Uint8Array<ArrayBuffer>): Promise<string[]> => {
  const result = await read(bytes);
  return result.ok ? [] : result.diagnostics.map(({ code }) => code);
};

/** A small reader of safetensors, written from the specification alone. */
function parseSafetensors(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = view.getUint32(0, true) + 2 ** 32 * view.getUint32(4, true);
  const header: Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] } & Record<string, string>> =
    JSON.parse(Buffer.from(bytes.subarray(8, 8 + headerLength)).toString('utf8'));
  const { __metadata__: metadata, ...tensors } = header;
  const numbers = Object.entries(tensors).map(
    ([
      name,
      {
        dtype,
        shape,
        data_offsets: [begin, end],
      },
    ]) => {
      const values = Array.from({ length: (end - begin) / 4 }, (_, i) => view.getFloat32(8 + headerLength + begin + 4 * i, true));
      return { name, dtype, shape, begin, end, values };
    },
  );
  return { headerLength, metadata, numbers, dataLength: bytes.length - 8 - headerLength };
}

describe('safetensors', () => {
  test('hold every weight under the names of node and parameter, as the specification says', () => {
    const { headerLength, metadata, numbers, dataLength } = parseSafetensors(writeSafetensors(shared));
    expect(headerLength % 8).toBe(0);
    expect(numbers.map(({ name }) => name).sort()).toEqual(shared.program.parameters.map(({ name }) => name).sort());
    expect(metadata?.document).toBe(serializeProject(shared.project));
    let reached = 0;
    for (const { dtype, shape, begin, end, values, name } of numbers) {
      const info = at(
        shared.program.parameters.filter((parameter) => parameter.name === name),
        0,
      );
      expect(dtype).toBe('F32');
      expect(shape).toEqual(info.shape);
      expect(begin).toBe(reached);
      expect(values).toEqual([...shared.checkpoint.parameters.subarray(info.offset, info.offset + info.size)]);
      reached = end;
    }
    expect(reached).toBe(dataLength);
  });

  test('are refused with a reason where they are broken', async () => {
    const good = writeSafetensors(shared);
    expect(await codes(good.slice(0, good.length - 1))).toEqual(['file.badTensor']);
    expect(await codes(good.slice(0, 100))).toEqual(['file.unknownKind']);
    const header = JSON.stringify({ w: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } });
    const foreign = new Uint8Array(8 + header.length + 4);
    foreign[0] = header.length;
    foreign.set(strToU8(header), 8);
    expect(await codes(foreign)).toEqual(['file.noDocument']);
  });
});

describe.each([
  ['digits-shared', shared],
  ['awkward names, running statistics, a frozen layer', awkward],
] as const)('a model that leaves and comes back: %s', (_, source) => {
  test.each(['tfjs', 'safetensors'] as const)('as %s brings back the document and every weight', async (id) => {
    const { bytes } = given(await modelFiles.write(id, source));
    const { project, weights, step } = given(await read(bytes));
    expect(project).toEqual(source.project);
    expect(step).toBe(source.checkpoint.step);
    const expected = namedWeights(source.program, source.checkpoint);
    expect(Object.keys(weights ?? {}).sort()).toEqual(Object.keys(expected).sort());
    expect(weights).toEqual(expected);
  });

  test('as a document brings back the document alone', async () => {
    const { bytes, fileName } = given(await modelFiles.write('project', source));
    expect(fileName).toMatch(/\.json$/);
    expect(given(await read(bytes))).toEqual({ project: source.project, weights: null });
  });
});

describe('zipped models', () => {
  const zip = writeModelZip(shared);
  const files = unzipSync(zip);
  const json: Record<string, unknown> = JSON.parse(Buffer.from(at([files['model.json']], 0) ?? []).toString('utf8'));
  const withModel = (model: unknown, more: Record<string, Uint8Array> = {}) =>
    zipSync({ ...files, ...more, 'model.json': strToU8(JSON.stringify(model)) });

  test('may stand in a folder of the archive', async () => {
    expect((await read(Uint8Array.from(zipSync({ model: files })))).ok).toBe(true);
  });

  test.each([
    ['cut off', zip.slice(0, zip.length / 2), 'file.brokenZip'],
    ['of something else', zipSync({ 'notes.txt': strToU8('hello') }), 'file.notAModelZip'],
    ['with a model.json that is no JSON', zipSync({ 'model.json': strToU8('{') }), 'file.notAModelZip'],
    ['made by another program', withModel({ ...json, userDefinedMetadata: undefined }), 'file.noDocument'],
    ['with weights cut off', withModel(json, { 'weights.bin': new Uint8Array(10) }), 'file.badTensor'],
    [
      'with a broken document',
      withModel({ ...json, userDefinedMetadata: { mtlPlayground: { version: 1 } } }),
      'file.missingField',
    ],
    [
      'of a future version',
      withModel({ ...json, userDefinedMetadata: { mtlPlayground: { version: 99 } } }),
      'file.futureVersion',
    ],
  ])('are refused with a reason: %s', async (_, bytes, code) => {
    expect(await codes(Uint8Array.from(bytes))).toContain(code);
  });

  test('without their weights file are refused', async () => {
    const { 'weights.bin': _, ...rest } = files;
    expect(await codes(Uint8Array.from(zipSync(rest)))).toEqual(['file.badTensor']);
  });
});

test.each([
  ['nothing', new Uint8Array(0), 'file.unknownKind'],
  ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13), 'file.unknownKind'],
  ['broken JSON', strToU8('{ "version": 1'), 'file.notJson'],
  ['JSON of something else', strToU8('{}'), 'file.notADocument'],
  ['a document of a future version', strToU8('{"format":"mtl-playground","version":99}'), 'file.futureVersion'],
])('a dropped file is refused with a reason: %s', async (_, bytes, code) => {
  expect(await codes(Uint8Array.from(bytes))).toEqual([code]);
});

test('an ONNX file, which leaves only, is refused as what it is', async () => {
  const written = await modelFiles.write('onnx', shared);
  if (!written.ok) throw new Error('it is written');
  expect(await modelFiles.read('Digits.ONNX', written.value.bytes)).toMatchObject({
    ok: false,
    diagnostics: [{ code: 'file.onnx' }],
  });
});

test('an unknown format is refused', async () => {
  expect(await modelFiles.write('gguf', shared)).toMatchObject({ ok: false, diagnostics: [{ code: 'file.unknownFormat' }] });
});

test('a model that a format cannot hold is refused with the reason', async () => {
  const attentive = trainedModel(
    at(
      presets.filter(({ id }) => id === 'glosses-mtnet'),
      0,
    ).project(),
  );
  expect(await modelFiles.write('tfjs', attentive)).toMatchObject({
    ok: false,
    diagnostics: [{ code: 'file.stockBehindPadding' }],
  });
  expect(await modelFiles.write('safetensors', attentive)).toMatchObject({ ok: true });
});

test('files are called after their document', () => {
  expect(fileNameOf({ name: 'Digits, shared layer', seed: 7 }, 1050, 'zip')).toBe('digits-shared-layer-seed-7-step-1050.zip');
  expect(fileNameOf({ name: '数字：共享', seed: 1 }, null, 'json')).toBe('数字-共享-seed-1.json');
  expect(fileNameOf({ name: ' — ', seed: 1 }, 0, 'csv', 'curves')).toBe('model-curves-seed-1-step-0.csv');
  expect(fileNameOf({ name: '../../etc/passwd\u0000"', seed: 1 }, null, 'json')).toBe('etc-passwd-seed-1.json');
});

test('no document has a name too long for a file', () => {
  const longest = (name: string): string => fileNameOf({ name, seed: 0xffffffff }, 123_456_789, 'pytorch.zip', 'curves');
  for (const name of ['a'.repeat(5000), '数'.repeat(5000), 'é-'.repeat(5000), '𝔸'.repeat(5000)]) {
    const file = longest(name);
    expect(new TextEncoder().encode(file).length).toBeLessThan(200);
    expect(file).toMatch(/^[\p{L}\p{N}-]+[\p{L}\p{N}]-curves-seed-4294967295-step-123456789\.pytorch\.zip$/u);
  }
});

test.each(['pytorch', 'keras', 'javascript'])(
  'a %s project leaves without data that is too large, and says so and how to write it',
  async (id) => {
    const project = at(
      presets.filter((preset) => preset.id === 'weather'),
      0,
    ).project();
    const source = trainedModel(project);
    const split = { train: Int32Array.of(0), validation: Int32Array.of(1), test: Int32Array.of(2) };
    const few = Object.fromEntries(
      source.program.data.map(({ name, shape, dtype }) => {
        const size = shape.slice(1).reduce((product, extent) => product * extent, 3);
        return [name, dtype === 'i32' ? new Int32Array(size) : new Float32Array(size)] as const;
      }),
    );
    const written = async (more: Record<string, Float32Array>) => {
      const file = await modelFiles.write(id, { ...source, examples: { data: { ...few, ...more }, split } });
      if (!file.ok) throw new Error('it is written');
      return { ...file.value, files: unzipSync(file.value.bytes) };
    };
    const usual = await written({});
    expect(usual.notes).toEqual([]);
    expect(Object.keys(usual.files)).toContain('data.safetensors');
    const large = await written({ unused: new Float32Array(64_000_001) });
    expect(large.notes).toMatchObject([
      { code: 'file.dataLeftOut', values: { megabytes: 256, most: 256 }, hint: expect.any(String) },
    ]);
    expect(Object.keys(large.files)).not.toContain('data.safetensors');
    const readme = new TextDecoder().decode(large.files['README.md']);
    const laidOut = readTensors(usual.files['data.safetensors'] ?? new Uint8Array(0));
    for (const name of laidOut) expect(readme).toContain(`\`${name}\``);
    expect(new TextDecoder().decode(usual.files['README.md'])).not.toContain('which does not lie here');
  },
);

/** The names of a safetensors file. */
function readTensors(bytes: Uint8Array): readonly string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const header = new TextDecoder().decode(bytes.subarray(8, 8 + Number(view.getBigUint64(0, true))));
  return Object.keys(JSON.parse(header)).filter((name) => name !== '__metadata__');
}
