import { columnsOfDescribed } from '../../core/data/batch/described-columns.ts';
import { type FileRow, type FileRows, fileRows } from '../../core/data/batch/file-rows.ts';
import {
  type Cell,
  type CellProblem,
  columnsOf,
  type MatchedColumns,
  matchColumns,
  type RowMedia,
  type WantedColumn,
} from '../../core/data/batch/match-columns.ts';
import { csvLine, predictionColumns } from '../../core/data/batch/predictions-csv.ts';
import { describedOf } from '../../core/data/import/own-dataset.ts';
import { type Decimal, decimalOf } from '../../core/data/import/read-number.ts';
import type { ReadingOptions, ReadingWorld, SourceFile } from '../../core/data/import/types.ts';
import { sizeOf } from '../../core/program/shapes.ts';
import type { FileReport } from '../../core/runs/file-report.ts';
import type { WorkerRequest, WorkerResponse } from '../../core/runs/protocol.ts';
import { DiagnosticError, diagnostic, ok, type Result, refused } from '../../core/util/diagnostics.ts';
import { inLanguage } from '../../core/util/localized.ts';
import { ownValue } from '../../core/util/own-value.ts';
import { carriedInputs, fedInputs } from './decoding.ts';
import { type Predicting, predict } from './predict-inputs.ts';
import type { Answering } from './requests.ts';

type PredictFile = Extract<WorkerRequest, { kind: 'predictFile' }>;

/** Rows that are predicted for at once. */
const rowsAtOnce = 512;
/** Cells that could not be read are counted, and so many of them named. */
const mostExamples = 20;

/** So many lines of which nothing could be read are named. */
const mostLost = 20;

/** Reads rows of a file into the inputs of a network, and keeps account of what could not be read. */
class RowReader {
  private readonly problems: FileReport['examples'][number][] = [];
  private readonly counts = { empty: 0, ragged: 0, unreadable: 0 };
  private readonly lost: number[] = [];
  private lostCount = 0;
  private matched: MatchedColumns = { columns: [], missing: [], unused: [] };
  private width = 0;
  private readonly decimals = new Map<WantedColumn, Decimal>();
  private facts: FileRows['facts'] = { format: '' };
  private media: RowMedia = new Map();

  constructor(
    private readonly run: Predicting['run'],
    private readonly wanted: readonly WantedColumn[],
  ) {}

  /** Hears of further rows: of the names above them, and of how they write numbers. Returns whether any column is known. */
  look({ header, rows, media, bad, facts }: FileRows): boolean {
    if (header.length !== this.width || media.size !== this.media.size) {
      this.width = header.length;
      const some = rows.slice(0, mostExamples);
      this.matched = matchColumns(header, this.wanted, (place, kind) =>
        some.some(({ cells }) => media.get(String(cells[place]))?.kind === kind),
      );
    }
    this.media = new Map(media);
    this.facts = facts;
    this.lostCount += bad.length;
    this.lost.push(...bad.slice(0, mostLost - this.lost.length).map(({ line }) => line));
    const suggested: Decimal = facts.delimiter === ';' ? ',' : '.';
    for (const { place, names } of this.matched.columns) {
      const column = this.wanted.find((one) => one.names === names);
      if (!column || place < 0 || this.decimals.has(column)) continue;
      const texts = rows.flatMap(({ cells }) => (typeof cells[place] === 'string' ? [cells[place]] : []));
      if (texts.length > 0) this.decimals.set(column, decimalOf(texts, suggested));
    }
    return this.matched.missing.length < this.wanted.length;
  }

  /** Inputs [rows, ...shape], by id. A value that is missing is 0 (of a number its mean, of a choice none), with its mark where there is one. */
  inputs(rows: readonly FileRow[]) {
    const { inputs } = this.run.dataset.signature;
    const all = fedInputs(this.run).map(({ id, shape, dtype }) => {
      const size = sizeOf(shape);
      const values = dtype === 'i32' ? new Int32Array(rows.length * size) : new Float32Array(rows.length * size);
      return [id, { size, values }] as const;
    });
    const byId = new Map(all);
    const carried = carriedInputs(this.run.dataset.signature);
    const columns = this.matched.columns.map((column, i) => ({ column, decimal: this.decimals.get(this.wanted[i] ?? column) }));
    rows.forEach(({ line, cells }, row) => {
      // A format that knows names has a column for each, and those that come late are missing before.
      if (this.facts.delimiter !== undefined && cells.length !== this.width) this.counts.ragged++;
      for (const { column, decimal } of columns) {
        const to = byId.get(column.input);
        if (!to) continue;
        const sample = to.values.subarray(row * to.size, (row + 1) * to.size);
        const cell = column.place < 0 ? null : (cells[column.place] ?? null);
        this.note(column, line, cell, column.write(cell, sample, decimal, this.media));
      }
    });
    return Object.fromEntries(
      inputs.flatMap(({ id }) => {
        const own = byId.get(id);
        return own && !carried.has(id) ? [[id, own.values]] : [];
      }),
    );
  }

  private note(column: MatchedColumns['columns'][number], line: number, cell: Cell, problem: CellProblem | null): void {
    if (problem === null || column.place < 0) return;
    if (problem === 'missing') {
      this.counts.empty++;
      return;
    }
    this.counts.unreadable++;
    if (this.problems.length < mostExamples) this.problems.push({ line, column: column.title, value: String(cell).slice(0, 40) });
  }

  report(rows: number): FileReport {
    const { missing, unused } = this.matched;
    const { format, encoding, delimiter } = this.facts;
    return {
      rows,
      reading: { format, ...(encoding ? { encoding } : {}), ...(delimiter ? { delimiter } : {}) },
      missing: missing.map(({ title }) => title),
      unused,
      ...this.counts,
      lost: { count: this.lostCount, lines: this.lost },
      examples: this.problems,
    };
  }
}

/** What the model reads of a file, and how the files that rows name become what it reads. */
interface Wanted {
  readonly columns: readonly WantedColumn[];
  readonly options: Pick<ReadingOptions, 'side' | 'grey'>;
}

/** Refused where an input of the model is nothing that rows of a file hold. */
function wantedBy({ run }: Pick<Predicting, 'run'>, language: string): Result<Wanted> {
  const { dataset, project } = run;
  const carried = carriedInputs(dataset.signature);
  const described = describedOf(project.data.dataset, project.data.options);
  const all: WantedColumn[] = [];
  let options: Wanted['options'] = {};
  for (const info of fedInputs(run).filter(({ id }) => !carried.has(id))) {
    const words = ownValue(dataset.words ?? {}, info.id) ?? info.words;
    const columns = described
      ? columnsOfDescribed(described, info.id, dataset.words ?? {})
      : columnsOf(words ? { ...info, words } : info);
    if (!columns) {
      const input = inLanguage(info.title ?? info.id, language);
      return refused(diagnostic('predictFile.noRows', { input }, 'file'));
    }
    all.push(...columns);
    const [side, , channels] = info.shape;
    if (columns.some(({ media }) => media === 'image') && side !== undefined) options = { side, grey: channels === 1 };
  }
  return ok({ columns: all, options });
}

/** A line of the answer: the file's own cells, and what was predicted. */
interface Written {
  readonly own: readonly Cell[];
  readonly added: readonly (string | number)[];
}

/** The file that is answered with; rows that end before the last name does are filled up. */
function csvOf(header: readonly string[], added: readonly string[], lines: readonly Written[]): Uint8Array<ArrayBuffer> {
  const text = lines.map(({ own, added }) => csvLine([...Array.from(header, (_, i) => own[i] ?? ''), ...added]));
  return new TextEncoder().encode([csvLine([...header, ...added]), ...text].join(''));
}

/** The text whose words a task tags, as far as it shows. */
function taggedInput({ dataset }: Predicting['run'], { target }: Predicting['run']['tasks'][number]): string | undefined {
  if (target.format !== 'tags') return undefined;
  return dataset.signature.inputs.find(({ dtype, shape }) => dtype === 'i32' && shape[0] === target.length)?.id;
}

/** Every task's predictions for the rows of a table, in any format of tables, as a CSV that repeats the file's own columns before them. */
export async function predictFile(
  a: Answering,
  { fileName, bytes, format, language }: PredictFile,
): Promise<Result<WorkerResponse>> {
  const { run, slices, env, load } = a;
  const wanted = wantedBy(a, language);
  if (!wanted.ok) return wanted;
  const { columns: read, options } = wanted.value;
  const reader = new RowReader(run, read);
  const columns = run.tasks.map((entry) => ({
    id: entry.task.id,
    tagged: taggedInput(run, entry),
    ...predictionColumns(entry, language),
  }));
  const lines: Written[] = [];
  let header: readonly string[] = [];
  const noColumns = (): Result<WorkerResponse> => {
    const only = read.length === 1 ? read[0]?.media : undefined;
    if (only)
      return refused(diagnostic(only === 'image' ? 'predictFile.noImages' : 'predictFile.noSounds', { file: fileName }, 'file'));
    const known = read.map(({ names: [name = ''] }) => name).join(', ');
    return refused(
      diagnostic('predictFile.noColumns', { file: fileName, known, found: header.join(', ').slice(0, 200) }, 'file'),
    );
  };

  async function write(part: readonly FileRow[]): Promise<Result<void>> {
    const inputs = reader.inputs(part);
    const predicted = await predict(a, { inputs, count: part.length });
    if (!predicted.ok) return predicted;
    const { outputs, decoded = {} } = predicted.value;
    part.forEach(({ cells }, row) => {
      const rowOf = <N extends Float32Array | Int32Array>(values: N): N => {
        const size = values.length / part.length;
        return values.subarray(row * size, (row + 1) * size) as N;
      };
      const added = columns.flatMap(({ id, tagged, cells: say }) => {
        const [output, written] = [ownValue(outputs, id), ownValue(decoded, id)];
        const text = tagged === undefined ? undefined : ownValue(inputs, tagged);
        // Behind the last token there is padding.
        const tokens = text && 1 + Array.from(rowOf(text)).findLastIndex((token) => token !== 0);
        return output ? say(rowOf(output), written && rowOf(written), tokens) : [];
      });
      lines.push({ own: cells, added });
    });
    return ok(undefined);
  }

  const file: SourceFile = {
    name: fileName,
    size: bytes.size,
    slice: async (start, end) => new Uint8Array(await bytes.slice(start, end).arrayBuffer()),
  };
  const world: ReadingWorld = {
    decoder(encoding) {
      const decoder = new TextDecoder(encoding);
      return { decode: (piece, more) => decoder.decode(piece, { stream: more }) };
    },
    // Between parts of a batch training has its turn; a file that is given up is left there.
    pause: () => Promise.resolve(),
    ...env.decoders,
  };
  try {
    let [before, known] = [0, false];
    for await (const batch of fileRows(file, { ...options, ...(format === undefined ? {} : { format }) }, world)) {
      header = batch.header;
      known = reader.look(batch);
      // A format that has its names in a first line has no others.
      if (!known && batch.facts.delimiter !== undefined && header.length > 0 && batch.rows.length > 0) return noColumns();
      const say = (fraction: number): void => env.emit({ type: 'answering', runId: load.runId, fraction });
      // What takes long to read is said too, and can be given up.
      if (batch.rows.length === 0) {
        say(batch.done);
        await slices.pause();
      }
      for (let start = 0; start < batch.rows.length; start += rowsAtOnce) {
        const part = batch.rows.slice(start, start + rowsAtOnce);
        const written = await write(part);
        if (!written.ok) return written;
        const share = Math.min(1, (start + part.length) / batch.rows.length);
        say(before + (batch.done - before) * share);
        await slices.pause();
      }
      before = batch.done;
    }
    if (!known) return noColumns();
  } catch (error) {
    if (error instanceof DiagnosticError) return refused(error.diagnostic);
    throw error;
  }
  if (lines.length === 0) return refused(diagnostic('predictFile.empty', { file: fileName }, 'file'));
  return ok({
    kind: 'predictFile',
    step: a.step(),
    bytes: csvOf(
      header,
      columns.flatMap(({ headers }) => headers),
      lines,
    ),
    report: reader.report(lines.length),
  });
}
