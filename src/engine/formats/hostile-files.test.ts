import { deflateSync, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it, test } from 'vitest';
import { ordered } from '../../core/project/serialize.ts';
import type { ModelFile, ModelFormat } from '../../core/runs/model-formats.ts';
import { at } from '../../core/util/assert-never.ts';
import type { Budget } from '../../core/util/budget.ts';
import { type Diagnostic, DiagnosticError, diagnosticText, type Result } from '../../core/util/diagnostics.ts';
import { randomStream } from '../../core/util/random.ts';
import { toyProject } from '../training/testing/projects.ts';
import { documentFormat } from './document/format.ts';
import { layersModel } from './layers-model/format.ts';
import { writeModelZip } from './layers-model/model-zip.ts';
import { safetensors } from './safetensors/format.ts';
import { writeSafetensors } from './safetensors/safetensors.ts';
import { budgetOf, trainedModel } from './testing.ts';

/** In bytes: what a file of less than a megabyte may take, whatever it claims. */
const most = 200_000_000;

const model = trainedModel(toyProject());
const zip = writeModelZip(model);
const files = unzipSync(zip);
const weights = at([files['weights.bin']], 0) ?? new Uint8Array(0);
const json: { weightsManifest: { paths: unknown[]; weights: { name: string; shape: number[]; dtype: string }[] }[] } & Record<
  string,
  unknown
> = JSON.parse(Buffer.from(files['model.json'] ?? []).toString('utf8'));
const specs = at(json.weightsManifest, 0).weights;

const withManifest = (weightsManifest: unknown, more: Record<string, Uint8Array> = {}): Uint8Array =>
  zipSync({ 'weights.bin': weights, ...more, 'model.json': strToU8(JSON.stringify({ ...json, weightsManifest })) });
const withDocument = (text: string): Uint8Array =>
  zipSync({
    'weights.bin': weights,
    'model.json': strToU8(`{"weightsManifest":[],"userDefinedMetadata":{"mtlPlayground":${text}}}`),
  });

/** Where the list of files of an archive without a comment begins, and the record behind it. */
function listOf(bytes: Uint8Array): { list: number; end: number } {
  const end = bytes.length - 22;
  return { list: new DataView(bytes.buffer, bytes.byteOffset).getUint32(end + 16, true), end };
}

/** The archive with something written over it. */
function patched(bytes: Uint8Array, patch: (view: DataView, places: { list: number; end: number }) => void): Uint8Array {
  const copy = bytes.slice();
  patch(new DataView(copy.buffer), listOf(copy));
  return copy;
}

/** A file, how it is read, and what it took; what a budget refuses is a refusal like any other. */
async function reading(format: ModelFormat, bytes: Uint8Array): Promise<{ result: Result<ModelFile>; budget: Budget }> {
  const budget = budgetOf(bytes);
  try {
    const result = await format.reader?.read(bytes, budget);
    if (!result) throw new Error('the format is read');
    return { result, budget };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return { result: { ok: false, diagnostics: [error.diagnostic] }, budget };
  }
}

/** A sentence in both languages, of a length that a page can show, with a value in every place. */
function expectWords(diagnostics: readonly Diagnostic[]): void {
  expect(diagnostics.length).toBeGreaterThan(0);
  for (const item of diagnostics) {
    for (const language of ['en', 'zh-CN']) {
      const { message, hint = '' } = diagnosticText(item, language);
      expect(message).not.toBe('');
      expect(message.length + hint.length).toBeLessThan(4000);
      expect(message + hint).not.toMatch(/\{\{|undefined/);
    }
  }
}

/** Reads within the limits; the codes of what is refused. */
async function refusals(format: ModelFormat, bytes: Uint8Array): Promise<string[]> {
  expect(bytes.length).toBeLessThan(1_000_000);
  const before = process.memoryUsage().arrayBuffers;
  const { result, budget } = await reading(format, bytes);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(most);
  expect(budget.spent.bytes).toBeLessThan(most);
  if (result.ok) return [];
  expectWords(result.diagnostics);
  return result.diagnostics.map(({ code }) => code);
}

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const [local, named] = [0, 30];

describe('an archive', () => {
  it('of ours is read, in a folder and with a comment too', async () => {
    expect(await refusals(layersModel, zip)).toEqual([]);
    expect(await refusals(layersModel, zipSync({ 'my model': files }))).toEqual([]);
    const comment = strToU8('from a friend');
    const commented = patched(Uint8Array.from([...zip, ...comment]), () => undefined);
    new DataView(commented.buffer).setUint16(zip.length - 2, comment.length, true);
    expect(await refusals(layersModel, commented)).toEqual([]);
  });

  const cases: Record<string, [file: () => Uint8Array, code: string]> = {
    'is cut off': [() => zip.slice(0, zip.length - 30), 'file.brokenZip'],
    'goes on behind its end': [() => Uint8Array.from([...zip, 0]), 'file.brokenZip'],
    'has something before it': [() => Uint8Array.from([0, ...zip]), 'file.brokenZip'],
    'has a wrong checksum': [
      () =>
        patched(zip, (view, { list }) => {
          view.setUint32(local + 14, 7, true);
          view.setUint32(list + 16, 7, true);
        }),
      'file.brokenZip',
    ],
    'says another length before a file than in its list': [
      () => patched(zip, (view) => view.setUint32(local + 22, 7, true)),
      'file.brokenZip',
    ],
    'calls a file otherwise before it than in its list': [
      () => patched(zip, (view) => view.setUint8(local + named, 0x4d)),
      'file.brokenZip',
    ],
    'claims to be of zip64': [() => patched(zip, (view, { end }) => view.setUint16(end + 10, 0xffff, true)), 'file.brokenZip'],
    'claims a file of 4 GB': [
      () => patched(zip, (view, { list }) => view.setUint32(list + 24, 0xffffffff, true)),
      'file.brokenZip',
    ],
    'claims 65,000 files': [
      () =>
        patched(zip, (view, { end }) => {
          view.setUint16(end + 8, 65_000, true);
          view.setUint16(end + 10, 65_000, true);
        }),
      'file.tooManyParts',
    ],
    'is one of several disks': [() => patched(zip, (view, { end }) => view.setUint16(end + 4, 1, true)), 'file.brokenZip'],
    'is encrypted': [
      () =>
        patched(zip, (view, { list }) => {
          view.setUint16(local + 6, 1, true);
          view.setUint16(list + 8, 1, true);
        }),
      'file.brokenZip',
    ],
    'is packed in another way': [
      () =>
        patched(zip, (view, { list }) => {
          view.setUint16(local + 8, 9, true);
          view.setUint16(list + 10, 9, true);
        }),
      'file.brokenZip',
    ],
    'has two files in one place': [
      () => {
        const two = zipSync({ 'a.bin': weights, 'b.bin': weights }, { level: 0 });
        return patched(two, (view, { list }) => view.setUint32(list + 46 + 5 + 42, 0, true));
      },
      'file.brokenZip',
    ],
    'has two files of one name': [
      () => {
        const two = zipSync({ 'a.bin': weights, 'b.bin': weights }, { level: 0 });
        return patched(two, (view, { list }) => {
          view.setUint8(list + 46 + 5 + 46, 0x61);
          view.setUint8(30 + 5 + weights.length + named, 0x61);
        });
      },
      'file.brokenZip',
    ],
    'has a path that begins at the root': [() => zipSync({ '/model.json': files['model.json'] ?? weights }), 'file.brokenZip'],
    'has a path that leads out of it': [() => zipSync({ '../model.json': files['model.json'] ?? weights }), 'file.brokenZip'],
    'has the path of a disk': [() => zipSync({ 'C:\\model.json': files['model.json'] ?? weights }), 'file.brokenZip'],
    'holds two models': [() => zipSync({ a: files, b: files }), 'file.notAModelZip'],
    'unfolds a thousandfold': [() => zipSync({ 'model.json': new Uint8Array(80_000_000) }, { level: 1 }), 'file.tooMuchMemory'],
    'claims to unfold to 2 GB': [
      () =>
        patched(zip, (view, { list }) => {
          view.setUint32(local + 22, 2e9, true);
          view.setUint32(list + 24, 2e9, true);
        }),
      'file.tooMuchMemory',
    ],
    'unfolds to more than it says': [
      () => {
        const bomb = zipSync({ 'model.json': new Uint8Array(10_000_000).fill(32) });
        return patched(bomb, (view, { list }) => {
          view.setUint32(local + 22, 10, true);
          view.setUint32(list + 24, 10, true);
        });
      },
      'file.brokenZip',
    ],
    'says a key twice': [
      () => zipSync({ 'model.json': strToU8('{"weightsManifest":[],"weightsManifest":[]}') }),
      'file.repeatedKey',
    ],
    'nests its document': [() => withDocument(nested(100_000)), 'file.tooDeep'],
    'holds a document of a million values': [() => withDocument(`[${'{},'.repeat(1_000_000)}{}]`), 'file.tooManyValues'],
    'has one shard in 4,000 groups': [
      () => {
        const spec = (i: number) => ({ name: `w${i}`, shape: [1 << 18], dtype: 'float32' });
        const groups = Array.from({ length: 4000 }, (_, i) => ({ paths: ['big.bin'], weights: [spec(i)] }));
        return withManifest(groups, { 'big.bin': new Uint8Array(1 << 20) });
      },
      'file.repeatedTensor',
    ],
    'has one shard in 4,000 groups of nothing': [
      () =>
        withManifest(
          Array.from({ length: 4000 }, () => ({ paths: ['none.bin'], weights: [] })),
          { 'none.bin': new Uint8Array(0) },
        ),
      'file.repeatedTensor',
    ],
    'names a shard 5,000 times': [
      () => withManifest([{ paths: Array.from({ length: 5000 }, () => 'weights.bin'), weights: specs }]),
      'file.repeatedTensor',
    ],
    'has 30,000 empty groups': [
      () => withManifest(Array.from({ length: 30_000 }, () => ({ paths: [], weights: [] }))),
      'file.tooManyParts',
    ],
    'has a path that is no text': [() => withManifest([{ paths: [{ toString: 1 }], weights: specs }]), 'file.badTensor'],
    'has a path called constructor': [() => withManifest([{ paths: ['constructor'], weights: specs }]), 'file.badTensor'],
    'has a path that leads out': [() => withManifest([{ paths: ['../weights.bin'], weights: specs }]), 'file.badTensor'],
    'has a tensor twice': [
      () => withManifest([{ paths: ['weights.bin'], weights: specs.map((spec) => ({ ...spec, name: at(specs, 0).name })) }]),
      'file.repeatedTensor',
    ],
    'has a shape beyond all numbers': [
      () => withManifest([{ paths: ['weights.bin'], weights: [{ ...at(specs, 0), shape: [9e15, 9e15, 9e15] }] }]),
      'file.badTensor',
    ],
    'has a shape of text': [
      () => withManifest([{ paths: ['weights.bin'], weights: [{ ...at(specs, 0), shape: ['1'] }] }]),
      'file.badTensor',
    ],
    'has bytes behind its weights': [
      () => withManifest([{ paths: ['weights.bin'], weights: specs.slice(1) }]),
      'file.unusedBytes',
    ],
    'calls a tensor by 100,000 letters': [
      () => withManifest([{ paths: ['weights.bin'], weights: [{ ...at(specs, 0), name: 'n'.repeat(100_000), shape: [1e6] }] }]),
      'file.badTensor',
    ],
  };
  it.each(Object.entries(cases))('that %s is refused in words', async (_, [file, code]) => {
    expect(await refusals(layersModel, file())).toEqual([code]);
  });

  it('unpacks no more than it reads: what no group names, and what helper layers hold, costs nothing', async () => {
    const { budget, result } = await reading(layersModel, zipSync({ ...files, 'other.bin': new Uint8Array(500_000) }));
    expect(result.ok).toBe(true);
    expect(budget.spent.bytes).toBe((files['model.json']?.length ?? 0) + 2 * weights.length);
    expect(budget.spent.parts).toBe(4 + 1 + 1 + specs.length);
  });
});

describe('a safetensors file', () => {
  const whole = writeSafetensors(model);
  const fileOf = (header: string, dataBytes = 0): Uint8Array => {
    const text = strToU8(header);
    const bytes = new Uint8Array(8 + text.length + dataBytes);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
    bytes.set(text, 8);
    return bytes;
  };
  const metadata = JSON.stringify({ document: JSON.stringify(ordered(model.project)) });

  it.each([
    ['nests its header', fileOf(`{"a":${nested(100_000)}}`), 'file.tooDeep'],
    ['has 300,000 tensors', fileOf(`{"a":[${'{},'.repeat(300_000)}{}]}`), 'file.tooManyValues'],
    [
      'has a key twice within a tensor',
      fileOf(`{"__metadata__":${metadata},"a":{"dtype":"F32","dtype":"F32"}}`),
      'file.repeatedKey',
    ],
    [
      'claims numbers beyond its end',
      fileOf(`{"__metadata__":${metadata},"a":{"dtype":"F32","shape":[1e15],"data_offsets":[0,4e15]}}`),
      'file.badTensor',
    ],
    [
      'claims numbers before its beginning',
      fileOf(`{"__metadata__":${metadata},"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}`),
      'file.badTensor',
    ],
    ['has a document that is no text', fileOf('{"__metadata__":{"document":{}}}'), 'file.noDocument'],
    ['has a document that is cut off', fileOf('{"__metadata__":{"document":"{"}}'), 'file.notJson'],
  ])('that %s is refused in words', async (_, bytes, code) => {
    expect(await refusals(safetensors, bytes)).toEqual([code]);
  });

  it('takes its own numbers once more, and nothing else', async () => {
    const { budget, result } = await reading(safetensors, whole);
    expect(result.ok).toBe(true);
    expect(budget.spent.bytes).toBe(weights.length);
  });
});

/** A file with something else in some of its places, or without some of them, or with more. */
function damaged(bytes: Uint8Array, random: ReturnType<typeof randomStream>): Uint8Array {
  const copy = bytes.slice();
  const edges = [0, 1, 0x7f, 0x80, 0xff];
  for (let left = 1 + random.int(4); left > 0; left--) copy[random.int(copy.length)] = edges[random.int(6)] ?? random.int(256);
  const kind = random.int(8);
  if (kind === 0) return copy.slice(0, random.int(copy.length));
  if (kind === 1) return Uint8Array.from([...copy, ...copy.slice(random.int(copy.length))]);
  if (kind === 2) {
    // A figure of a header becomes as large as it can be.
    new DataView(copy.buffer).setUint32(random.int(copy.length - 4), 0xffffffff, true);
  }
  return copy;
}

test.each([
  ['zips', layersModel, zip],
  ['safetensors', safetensors, writeSafetensors(model)],
  ['documents', documentFormat, strToU8(JSON.stringify(ordered(model.project)))],
] as const)('%s with damage anywhere are read within their budget, or refused in words', async (name, format, bytes) => {
  const random = randomStream(2026, 'damage', name);
  let refused = 0;
  for (let i = 0; i < 400; i++) {
    const file = damaged(bytes, random);
    const { result, budget } = await reading(format, file);
    expect(budget.spent.bytes).toBeLessThanOrEqual(budget.limits.bytes);
    if (result.ok) continue;
    refused++;
    expectWords(result.diagnostics);
  }
  expect(refused).toBeGreaterThan(100);
});

test('deflate data that end in the middle, go on, or are none, are no file', async () => {
  const good = deflateSync(files['model.json'] ?? weights);
  for (const data of [good.slice(0, -3), new Uint8Array(40).fill(0xff)]) {
    const archive = zipSync({ 'model.json': data }, { level: 0 });
    // Stored data that say that they are packed.
    const claimed = patched(archive, (view, { list }) => {
      view.setUint16(8, 8, true);
      view.setUint16(list + 10, 8, true);
    });
    expect(await refusals(layersModel, claimed)).toEqual(['file.brokenZip']);
  }
});
