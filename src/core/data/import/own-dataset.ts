import { z } from 'zod';
import type { DataSignature } from '../../project/signature.ts';
import { DiagnosticError, diagnostic } from '../../util/diagnostics.ts';
import { emptyRecord } from '../../util/own-value.ts';
import type { DatasetDescriptor, SampleView, Tensors } from '../types.ts';
import { type Described, describedSchema } from './described.ts';
import { signatureOfDescribed } from './signature.ts';

/** Bytes that are read when they are wanted: a `Blob`, which crosses to a worker without being copied. */
interface Packed {
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

type Group = 'inputs' | 'targets' | 'parts' | 'weights';

/** Where an array stands among the packed bytes. */
interface Place {
  readonly group: Group;
  readonly id: string;
  readonly type: 'f32' | 'i32' | 'u8';
  readonly offset: number;
  readonly length: number;
}

/** A visitor's data as it joins the page and its workers. */
export interface OwnDataset {
  readonly id: string;
  readonly described: Described;
  readonly packed: Packed;
  readonly layout: readonly Place[];
  readonly words: Readonly<Record<string, readonly string[]>>;
}

const aligned = (bytes: number): number => Math.ceil(bytes / 4) * 4;

/** The arrays one behind another, each at a multiple of 4 bytes, and where they stand. */
export function packTensors({ inputs, targets, parts, weights }: Tensors): {
  readonly pieces: readonly Uint8Array<ArrayBuffer>[];
  readonly layout: readonly Place[];
} {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const layout: Place[] = [];
  let offset = 0;
  const add = (group: Group, id: string, values: Float32Array | Int32Array | Uint8Array): void => {
    const type = values instanceof Float32Array ? 'f32' : values instanceof Int32Array ? 'i32' : 'u8';
    layout.push({ group, id, type, offset, length: values.length });
    const padded = new Uint8Array(aligned(values.byteLength));
    padded.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    pieces.push(padded);
    offset += padded.length;
  };
  for (const [id, values] of Object.entries(inputs)) add('inputs', id, values);
  for (const [id, values] of Object.entries(targets)) add('targets', id, values);
  if (parts) add('parts', '', parts);
  if (weights) add('weights', '', weights);
  return { pieces, layout };
}

async function unpack({ packed, layout, words }: OwnDataset): Promise<Tensors> {
  const bytes = await packed.arrayBuffer();
  const inputs = emptyRecord<Float32Array | Int32Array>();
  const targets = emptyRecord<Float32Array | Int32Array>();
  let parts: Uint8Array | undefined;
  let weights: Float32Array | undefined;
  for (const { group, id, type, offset, length } of layout) {
    if (type === 'u8') {
      parts = new Uint8Array(bytes, offset, length);
      continue;
    }
    const values = type === 'f32' ? new Float32Array(bytes, offset, length) : new Int32Array(bytes, offset, length);
    if (group === 'weights') weights = new Float32Array(bytes, offset, length);
    else (group === 'inputs' ? inputs : targets)[id] = values;
  }
  return { inputs: { ...inputs }, targets: { ...targets }, words, ...(parts ? { parts } : {}), ...(weights ? { weights } : {}) };
}

/** Whether two pieces of plain data say the same, in whatever order. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [ofA, ofB] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return ofA.size === ofB.size && [...ofA].every(([key, value]) => ofB.has(key) && same(value, ofB.get(key)));
}

/** How its samples are shown: by what is seen first in them. */
function viewOf({ inputs }: DataSignature): SampleView {
  if (inputs.some(({ shape }) => shape.length === 3)) return 'image';
  if (inputs.some(({ shape }) => shape.length === 2)) return 'audio';
  return inputs.every(({ dtype, shape: [length] }) => dtype === 'i32' && length !== 1) ? 'text' : 'table';
}

function describe(id: string, described: Described, load: () => Promise<Tensors>): DatasetDescriptor {
  const { name, file, rows, columns } = described;
  const signature = signatureOfDescribed(described);
  const schema = z
    .unknown()
    .refine((given) => same(given, {}) || same(given, described), 'another description of the data')
    .transform(() => described);
  return {
    id,
    view: viewOf(signature),
    synthetic: false,
    own: true,
    text: {
      title: { en: name, 'zh-CN': name },
      summary: {
        en: `${rows.toLocaleString('en')} rows, ${columns.length} columns of ${file.name}. It stays on this computer.`,
        'zh-CN': `${file.name}：${rows.toLocaleString('en')} 行，${columns.length} 列。数据只留在这台电脑上。`,
      },
      more: {
        en: `Read from ${file.name}. Scales and vocabularies come from the training rows alone; an empty field is missing, as a feature with a mark of its own, as a label left out.`,
        'zh-CN': `读取自 ${file.name}。缩放与词表只取自训练行；空单元格视为缺失：作为特征时另有标记，作为标签时不参与训练。`,
      },
    },
    licence: '–',
    schema,
    fields: [],
    options: described,
    signature: () => signature,
    load,
  };
}

/** Data whose bytes are here. */
export const ownDescriptor = (own: OwnDataset): DatasetDescriptor => describe(own.id, own.described, () => unpack(own));

/** Whether a document's data is a visitor's. */
export const isOwnId = (id: string): boolean => id.startsWith('own-');

const readBefore = new WeakMap<object, Described | null>();

/** What a document says of a visitor's data; null where its data is none, or it says nothing that can be read. */
export function describedOf(id: string, options: Readonly<Record<string, unknown>>): Described | null {
  if (!isOwnId(id)) return null;
  const known = readBefore.get(options);
  if (known !== undefined) return known;
  const read = describedSchema.safeParse(options).data ?? null;
  readBefore.set(options, read);
  return read;
}

const descriptors = new WeakMap<Described, DatasetDescriptor>();

/**
 * Data that a document describes and whose bytes are not here: it is judged, compiled and shown like any other, and cannot be loaded. undefined where the
 * document describes none.
 */
export function describedDataset(id: string, options: Readonly<Record<string, unknown>>): DatasetDescriptor | undefined {
  const described = describedOf(id, options);
  if (!described) return undefined;
  const known = descriptors.get(described);
  if (known) return known;
  const { name, file } = described;
  const missing = diagnostic('data.bytesMissing', { name, file: file.name }, 'data');
  const made = describe(id, described, () => Promise.reject(new DiagnosticError(missing)));
  descriptors.set(described, made);
  return made;
}
