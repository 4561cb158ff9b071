import {
  type Cell,
  columnsOf,
  type MatchedColumns,
  matchColumns,
  type WantedColumn,
} from '../../core/data/batch/match-columns.ts';
import { csvLine, predictionColumns } from '../../core/data/batch/predictions-csv.ts';
import { sizeOf } from '../../core/program/shapes.ts';
import type { FileReport, WorkerRequest, WorkerResponse } from '../../core/runs/protocol.ts';
import { type DelimitedRow, delimitedRows } from '../../core/util/csv-rows.ts';
import { diagnostic, ok, type Result, refused } from '../../core/util/diagnostics.ts';
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

/** Text as the file's first bytes say, else UTF-8; what is none is an older encoding of Chinese, or of western languages. */
function textOf(bytes: Uint8Array): string {
  const mark = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  for (const encoding of mark ? [mark] : ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // It is another one.
    }
  }
  return new TextDecoder('windows-1252').decode(bytes);
}

const delimiters = [',', ';', '\t'] as const;

/** The one that the first line has most of. */
function delimiterOf(text: string): (typeof delimiters)[number] {
  const line = text.slice(0, text.search(/[\r\n]|$/u));
  const counts = delimiters.map((delimiter) => line.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** Reads rows of a file into the inputs of a network, and keeps account of what could not be read. */
class RowReader {
  private readonly problems: FileReport['examples'][number][] = [];
  private readonly counts = { empty: 0, ragged: 0, unreadable: 0 };
  brokenAt: number | null = null;

  constructor(
    private readonly run: Predicting['run'],
    private readonly matched: MatchedColumns,
    private readonly width: number,
  ) {}

  /** Inputs [rows, ...shape], by id. What is missing is 0: of a number its mean, of a choice none. */
  inputs(rows: readonly DelimitedRow[]) {
    const { inputs } = this.run.dataset.signature;
    const all = fedInputs(this.run).map(({ id, shape, dtype }) => {
      const size = sizeOf(shape);
      const values = dtype === 'i32' ? new Int32Array(rows.length * size) : new Float32Array(rows.length * size);
      return [id, { size, values }] as const;
    });
    const byId = new Map(all);
    const carried = carriedInputs(this.run.dataset.signature);
    rows.forEach(({ line, cells }, row) => {
      if (cells.length !== this.width) this.counts.ragged++;
      for (const column of this.matched.columns) {
        const to = byId.get(column.input);
        if (!to || column.place < 0) continue;
        this.note(column, line, cells[column.place] ?? null, to.values.subarray(row * to.size, (row + 1) * to.size));
      }
    });
    return Object.fromEntries(
      inputs.flatMap(({ id }) => {
        const own = byId.get(id);
        return own && !carried.has(id) ? [[id, own.values]] : [];
      }),
    );
  }

  private note(column: WantedColumn, line: number, cell: Cell, sample: Float32Array | Int32Array): void {
    const problem = column.write(cell, sample);
    if (problem === null) return;
    if (problem === 'missing') {
      this.counts.empty++;
      return;
    }
    this.counts.unreadable++;
    if (this.problems.length < mostExamples) this.problems.push({ line, column: column.title, value: String(cell).slice(0, 40) });
  }

  report(rows: number): FileReport {
    const { missing, unused } = this.matched;
    return {
      rows,
      missing: missing.map(({ title }) => title),
      unused,
      ...this.counts,
      brokenAt: this.brokenAt,
      examples: this.problems,
    };
  }
}

/** The columns that the model reads; refused where an input of it is nothing that rows of a file hold. */
function wantedBy({ run }: Pick<Predicting, 'run'>, language: string): Result<readonly WantedColumn[]> {
  const carried = carriedInputs(run.dataset.signature);
  const all: WantedColumn[] = [];
  for (const info of fedInputs(run).filter(({ id }) => !carried.has(id))) {
    const words = ownValue(run.dataset.words ?? {}, info.id) ?? info.words;
    const columns = columnsOf(words ? { ...info, words } : info);
    if (!columns) {
      const input = inLanguage(info.title ?? info.id, language);
      return refused(diagnostic('predictFile.noRows', { input }, 'file'));
    }
    all.push(...columns);
  }
  return ok(all);
}

/** Every task's predictions for the rows of a file, as a CSV that repeats the file's own columns before them. */
export async function predictFile(a: Answering, { fileName, bytes, language }: PredictFile): Promise<Result<WorkerResponse>> {
  const { run, slices, env, load } = a;
  const wanted = wantedBy(a, language);
  if (!wanted.ok) return wanted;
  const text = textOf(bytes);
  const rows = delimitedRows(text, delimiterOf(text));
  const header = rows.next().value?.cells ?? [];
  const matched = matchColumns(header, wanted.value);
  if (matched.missing.length === wanted.value.length) {
    const known = wanted.value.map(({ names: [name = ''] }) => name).join(', ');
    return refused(
      diagnostic('predictFile.noColumns', { file: fileName, known, found: header.join(', ').slice(0, 200) }, 'file'),
    );
  }
  const reader = new RowReader(run, matched, header.length);
  const columns = run.tasks.map((entry) => ({ id: entry.task.id, ...predictionColumns(entry, language) }));
  const lines = [csvLine([...header, ...columns.flatMap(({ headers }) => headers)])];
  let [count, read] = [0, header.join().length];

  async function write(part: readonly DelimitedRow[]): Promise<Result<void>> {
    const predicted = await predict(a, { inputs: reader.inputs(part), count: part.length });
    if (!predicted.ok) return predicted;
    const { outputs, decoded = {} } = predicted.value;
    part.forEach(({ cells }, row) => {
      const rowOf = <N extends Float32Array | Int32Array>(values: N): N => {
        const size = values.length / part.length;
        return values.subarray(row * size, (row + 1) * size) as N;
      };
      const own = header.map((_, i) => cells[i] ?? '');
      const added = columns.flatMap(({ id, cells: say }) => {
        const [output, written] = [ownValue(outputs, id), ownValue(decoded, id)];
        return output ? say(rowOf(output), written && rowOf(written)) : [];
      });
      lines.push(csvLine([...own, ...added]));
    });
    count += part.length;
    env.emit({ type: 'answering', runId: load.runId, fraction: Math.min(1, read / text.length) });
    return ok(undefined);
  }

  let part: DelimitedRow[] = [];
  for (const row of rows) {
    read += row.cells.reduce((sum, { length }) => sum + length + 1, 0);
    if (row.broken) reader.brokenAt = row.line;
    else if (row.cells.length > 1 || row.cells[0] !== '') part.push(row);
    if (part.length < rowsAtOnce) continue;
    const written = await write(part);
    if (!written.ok) return written;
    part = [];
    await slices.pause();
  }
  const written = part.length > 0 ? await write(part) : ok(undefined);
  if (!written.ok) return written;
  if (count === 0) return refused(diagnostic('predictFile.empty', { file: fileName }, 'file'));
  return ok({
    kind: 'predictFile',
    step: a.step(),
    bytes: new TextEncoder().encode(lines.join('')),
    report: reader.report(count),
  });
}
