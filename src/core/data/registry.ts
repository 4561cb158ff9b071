import type { Project } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { type Diagnostic, diagnostic, ok, type Result, refused } from '../util/diagnostics.ts';
import { birdstrikes } from './birdstrikes.ts';
import { clutteredDigits } from './cluttered-digits.ts';
import { cmuWords } from './cmu-words.ts';
import { type DatasetSource, datasetList } from './datasets.ts';
import { describedDataset } from './import/own-dataset.ts';
import { mnist } from './mnist.ts';
import { penguins } from './penguins.ts';
import { news } from './synthetic/news.ts';
import { relatedRegressions } from './synthetic/related-regressions.ts';
import { scaledRegressions } from './synthetic/scaled-regressions.ts';
import { scenes } from './synthetic/scenes.ts';
import { speech } from './synthetic/speech.ts';
import { toys } from './synthetic/toys.ts';
import { twoDigits } from './two-digits.ts';
import type { DatasetDescriptor } from './types.ts';
import { udhr } from './udhr.ts';
import { weather } from './weather.ts';
import { wordnet } from './wordnet.ts';

/** The built-in data sets, in the order of the gallery. A new one is one file and one line here. */
export const builtInDatasets: DatasetSource = datasetList([
  mnist,
  clutteredDigits,
  twoDigits,
  toys,
  relatedRegressions,
  scaledRegressions,
  scenes,
  news,
  speech,
  wordnet,
  udhr,
  cmuWords,
  penguins,
  weather,
  birdstrikes,
]);

/** A document's data set with its options judged and completed. */
export interface ResolvedData {
  readonly descriptor: DatasetDescriptor;
  readonly options: Record<string, unknown>;
  readonly signature: DataSignature;
}

/** What a document says of its data is immutable, and stays the same object for as long as nobody edits it. */
const resolvedBefore = new WeakMap<Project['data'], ResolvedData>();

/**
 * Refused with `data.unknown`, or one `data.option` per bad option (`where` is `data.options.NAME`). The signature is the same object for as long
 * as the document's data is.
 */
export function resolveData(project: Project, source: DatasetSource = builtInDatasets): Result<ResolvedData> {
  const { dataset: id } = project.data;
  const descriptor = source.find(id) ?? describedDataset(id, project.data.options);
  if (!descriptor) {
    const known = source.all().map((one) => one.id);
    return refused(diagnostic('data.unknown', { dataset: id, known: known.join(', ') }, 'data'));
  }
  const before = resolvedBefore.get(project.data);
  if (before?.descriptor === descriptor) return ok(before);
  const parsed = descriptor.schema.safeParse(project.data.options);
  if (parsed.success) {
    const resolved = { descriptor, options: parsed.data, signature: descriptor.signature(parsed.data) };
    resolvedBefore.set(project.data, resolved);
    return ok(resolved);
  }
  const problems = parsed.error.issues.map((issue): Diagnostic => {
    const option = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.path.join('.');
    return diagnostic('data.option', { option, problem: issue.message }, `data.options.${option}`);
  });
  return refused(...problems);
}

/** What the graph and the compiler must know of a document's data, without loading it. */
export function signatureOf(project: Project, source: DatasetSource = builtInDatasets): Result<DataSignature> {
  const resolved = resolveData(project, source);
  return resolved.ok ? ok(resolved.value.signature) : resolved;
}
