import { sizeOf } from '../../../core/program/shapes.ts';
import { parseProjectText } from '../../../core/project/parse.ts';
import type { Project } from '../../../core/project/schema.ts';
import { serializeProject } from '../../../core/project/serialize.ts';
import type { FileBytes, ModelFile, ModelSource } from '../../../core/runs/model-formats.ts';
import type { NamedWeights } from '../../../core/runs/protocol.ts';
import type { Budget } from '../../../core/util/budget.ts';
import { DiagnosticError, diagnostic, ok, type Result, refused } from '../../../core/util/diagnostics.ts';
import { readJson } from '../../../core/util/read-json.ts';
import { namedWeights } from '../named-weights.ts';
import { tensorsFile } from './tensors.ts';

/** Of the length of the header; see `tensorsFile`. */
const lengthBytes = 8;
/** The specification's own limit. */
const longestHeader = 100_000_000;
const documentKey = 'document';

function readNumbers(bytes: Uint8Array, begin: number, end: number): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset + begin);
  return Float32Array.from({ length: (end - begin) / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

/** What a file says of itself: the document, and how long its weights were trained. */
export const documentMetadata = ({ project, checkpoint }: ModelSource): Record<string, string> => ({
  format: 'mtl-playground',
  step: String(checkpoint.step),
  [documentKey]: serializeProject(project),
});

/** The weights of a model as safetensors, with its document and step in the metadata. */
export const writeSafetensors = (source: ModelSource): FileBytes =>
  tensorsFile(Object.entries(namedWeights(source.program, source.checkpoint)), documentMetadata(source));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);

interface Header {
  readonly entries: Record<string, unknown>;
  /** Where the numbers start, in bytes. */
  readonly start: number;
}

/** Where the header ends; null where the bytes do not begin as safetensors do: with a length that is possible, and a JSON object. */
function headerEnd(bytes: Uint8Array): number | null {
  if (bytes.length < lengthBytes + 2 || bytes[lengthBytes] !== 0x7b) return null;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  return length > BigInt(Math.min(longestHeader, bytes.length - lengthBytes)) ? null : lengthBytes + Number(length);
}

/** True where bytes look like safetensors. */
export const looksLikeSafetensors = (bytes: Uint8Array): boolean => headerEnd(bytes) !== null;

/** Null where it cannot be read. Throws a `DiagnosticError`: `file.repeatedTensor`, `file.repeatedKey`, and what the budget refuses. */
function readHeader(bytes: Uint8Array, budget: Budget): Header | null {
  const start = headerEnd(bytes);
  if (start === null) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(lengthBytes, start));
    const entries = readJson(text, budget, ({ key, depth }) =>
      depth === 1 ? new DiagnosticError(diagnostic('file.repeatedTensor', { name: key }, 'file')) : null,
    );
    return isRecord(entries) ? { entries, start } : null;
  } catch (error) {
    if (error instanceof DiagnosticError) throw error;
    return null;
  }
}

function documentOf({ __metadata__: metadata }: Record<string, unknown>, budget: Budget): Result<Project> {
  const text = isRecord(metadata) ? metadata[documentKey] : undefined;
  return typeof text === 'string' ? parseProjectText(text, budget) : refused(diagnostic('file.noDocument', {}, 'file'));
}

/** After how many steps the weights were written, where that is said in digits. */
function stepOf({ __metadata__: metadata }: Record<string, unknown>): Pick<ModelFile, 'step'> {
  const said = isRecord(metadata) ? metadata.step : undefined;
  return typeof said === 'string' && /^\d{1,15}$/.test(said) ? { step: Number(said) } : {};
}

interface Placed {
  readonly name: string;
  readonly shape: readonly number[];
  /** In bytes, from the end of the header. */
  readonly begin: number;
  readonly end: number;
}

/** What the header says of one tensor; null where it is no tensor of f32 numbers. */
function placeOf(name: string, entry: unknown): Placed | null {
  if (!isRecord(entry) || entry.dtype !== 'F32' || !isCounts(entry.shape) || !isCounts(entry.data_offsets)) return null;
  const { shape, data_offsets: offsets } = entry;
  const [begin = 0, end = -1] = offsets;
  return offsets.length === 2 && end - begin === 4 * sizeOf(shape) ? { name, shape, begin, end } : null;
}

/** The tensors of a file, which lie one after the other and fill it: nothing overlaps, and nothing lies between or after them. */
function placesOf({ entries, start }: Header, bytes: Uint8Array): Result<readonly Placed[]> {
  const places: Placed[] = [];
  for (const [name, entry] of Object.entries(entries)) {
    if (name === '__metadata__') continue;
    const place = placeOf(name, entry);
    if (!place || start + place.end > bytes.length) return refused(diagnostic('file.badTensor', { name }, 'file'));
    places.push(place);
  }
  const ordered = [...places].sort((a, b) => a.begin - b.begin || a.end - b.end);
  let filled = 0;
  for (const { name, begin, end } of ordered) {
    if (begin !== filled) return refused(diagnostic('file.tensorPlaces', { name }, 'file'));
    filled = end;
  }
  if (start + filled === bytes.length) return ok(places);
  const last = ordered[ordered.length - 1];
  return refused(
    last ? diagnostic('file.tensorPlaces', { name: last.name }, 'file') : diagnostic('file.notSafetensors', {}, 'file'),
  );
}

/**
 * Reads a file that `writeSafetensors` wrote. Refuses `file.notSafetensors`, `file.noDocument`, `file.repeatedTensor`, `file.badTensor`,
 * `file.tensorPlaces`, and broken documents; no number is read before all of that is settled. Throws the `DiagnosticError` of the budget.
 */
export function readSafetensors(bytes: Uint8Array, budget: Budget): Result<ModelFile> {
  const header = readHeader(bytes, budget);
  if (!header) return refused(diagnostic('file.notSafetensors', {}, 'file'));
  const project = documentOf(header.entries, budget);
  if (!project.ok) return project;
  const places = placesOf(header, bytes);
  if (!places.ok) return places;
  budget.parts(places.value.length);
  budget.bytes(bytes.length - header.start);
  const tensors = places.value.map(({ name, shape, begin, end }): [string, NamedWeights[string]] => [
    name,
    { shape, data: readNumbers(bytes, header.start + begin, header.start + end) },
  ]);
  return ok({ project: project.value, weights: Object.fromEntries(tensors), ...stepOf(header.entries) });
}
