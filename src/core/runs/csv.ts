import { nodeLabel } from '../graph/catalogue.ts';
import type { Project } from '../project/schema.ts';
import { assertNever } from '../util/assert-never.ts';
import { inLanguage } from '../util/localized.ts';
import { ownValue } from '../util/own-value.ts';
import { runKey } from './columns/types.ts';
import type { Marker } from './marker.ts';
import { type Recorded, seriesOf } from './recorded.ts';
import { keptRows, validationValues } from './rows.ts';
import type { RunRecord } from './run-record.ts';

/** What of a run stands in the file. */
export type CsvRun = Pick<RunRecord, 'name' | 'number' | 'document' | 'recorded'>;

/** Tells whoever reads the file that it does not hold every step. */
const thinnedHeader = 'one step of';

const quote = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const cell = (value: number | undefined): string => (value === undefined || Number.isNaN(value) ? '' : String(value));

interface CsvColumn {
  readonly header: string;
  at(step: number, row: number | null): number | undefined;
}

/** What the columns of a key are headed by: the names of its tasks or its node, with the id where another one has the same name. */
function namesIn({ tasks, graph }: Project): (key: string) => string {
  const named = [
    ...tasks.map(({ id, name }) => [id, name] as const),
    ...graph.nodes.map((node) => [node.id, inLanguage(nodeLabel(node, { graph, tasks }), 'en')] as const),
  ];
  const names = new Map([...named].reverse());
  const nameOf = (id: string): string => {
    const name = names.get(id);
    if (name === undefined || name === id) return id;
    const first = named.find((one) => one[1] === name)?.[0];
    return first === id ? name : `${name} (${id})`;
  };
  return (key) => key.split('|').map(nameOf).join('|');
}

/** Columns of the same keys stand together, key by key: `A loss`, `A weight`, `B loss`, `B weight`. */
function recordedColumns(recorded: Recorded, nameOf: (key: string) => string): CsvColumn[] {
  const ids = Object.keys(recorded.columns);
  const keys = new Set(ids.flatMap((id) => Object.keys(ownValue(recorded.columns, id) ?? {})));
  return [...keys].flatMap((key) =>
    ids.flatMap((id) => {
      const series = seriesOf(recorded, id, key);
      const header = key === runKey ? id : `${nameOf(key)} ${id}`;
      return series ? [{ header, at: (_step: number, row: number | null) => series.at(row ?? -1) }] : [];
    }),
  );
}

const measuredAt = (values: ReturnType<typeof validationValues> | undefined, task: string, measure: string): number | undefined =>
  ownValue(ownValue(values ?? {}, task) ?? {}, measure);

function validationColumns({ validation }: Recorded, nameOf: (key: string) => string): CsvColumn[] {
  const points = new Map(validation.toArray().map((point) => [point.step, validationValues(point)]));
  const measures = new Map<string, Set<string>>();
  for (const [task, values] of [...points.values()].flatMap((byTask) => Object.entries(byTask))) {
    measures.set(task, new Set([...(measures.get(task) ?? []), ...Object.keys(values)]));
  }
  return [...measures].flatMap(([task, names]) =>
    [...names].map((name) => ({
      header: `${nameOf(task)} validation ${name}`,
      at: (step: number) => measuredAt(points.get(step), task, name),
    })),
  );
}

/** A number, and what it was before where that is known. */
const changeText = (to: number, from: number | undefined): string => (from === undefined ? `${to}` : `${from} → ${to}`);

function markerText(marker: Marker, nameOf: (key: string) => string): string {
  switch (marker.kind) {
    case 'taskWeight':
      return `weight of ${nameOf(marker.task)} ${changeText(marker.weight, marker.from)}`;
    case 'tieWeight':
      return `weight of soft sharing ${marker.tie} ${changeText(marker.weight, marker.from)}`;
    case 'learningRate':
      return `learning rate ${changeText(marker.learningRate, marker.from)}`;
    case 'balancing':
      return [`balancing ${marker.method}`, ...Object.entries(marker.changed ?? {}).map((pair) => pair.join(' '))].join(' ');
    case 'stage':
      return `stage ${marker.stage + 1}`;
    case 'alone':
      return `steps of single tasks: ${marker.tasks.map(nameOf).join(', ')}`;
    case 'best':
      return 'best validation';
    case 'applied':
      return 'network changed';
    default:
      return assertNever(marker);
  }
}

/** Takes what is known up to a step off a list in the order of steps. */
function takenUntil<T extends { readonly step: number }>(items: readonly T[]): (step: number) => readonly T[] {
  const inOrder = [...items].sort((a, b) => a.step - b.step);
  let next = 0;
  return (step) => {
    const from = next;
    while ((inOrder[next]?.step ?? Number.POSITIVE_INFINITY) <= step) next++;
    return inOrder.slice(from, next);
  };
}

/**
 * The curves of some runs as comma-separated values (RFC 4180), one run after the other: `run` (its name or number), `seed`, `step`, `epoch`
 * (how many are complete after the step), then per task (pair, node) by its name `TASK loss`, `TASK weight` (the λ that was given),
 * `TASK effective` (the one that acted, where a method has a say) and whatever else was recorded, what belongs to the run as a whole, then
 * `TASK validation MEASURE` (its loss and metrics), and under `markers` what was changed before the step or found at it. A cell is empty where
 * nothing was recorded, or what was is no number; steps of which nothing is known have no line. Of a run of more than a million steps some are
 * left out in between: the last column, `one step of`, then says for every line of how many steps it is one (1: nothing is left out there).
 */
export function historyCsv(runs: readonly CsvRun[]): string {
  const all = runs.map((run) => {
    const nameOf = namesIn(run.document);
    return { run, columns: [...recordedColumns(run.recorded, nameOf), ...validationColumns(run.recorded, nameOf)] };
  });
  const headers = [...new Set(all.flatMap(({ columns }) => columns.map(({ header }) => header)))];
  const isThinned = runs.some(({ recorded }) => recorded.kept.some(({ every }) => every > 1));
  const lines: string[] = [
    ['run', 'seed', 'step', 'epoch', ...headers, 'markers', ...(isThinned ? [thinnedHeader] : [])].map(quote).join(','),
  ];
  for (const { run, columns } of all) {
    const { recorded, document, name, number } = run;
    const named = [quote(name || String(number)), String(document.seed)].join(',');
    const byHeader = new Map(columns.map((column) => [column.header, column]));
    const inOrder = headers.map((header) => byHeader.get(header));
    const nameOf = namesIn(document);
    const measured = takenUntil(recorded.validation.toArray());
    const marked = takenUntil(recorded.markers.toArray());
    const textsUntil = (step: number): string[] => marked(step).map((marker) => markerText(marker, nameOf));
    let epoch = 0;
    let markers: string[] = [];
    let write: ((markers: readonly string[]) => void) | null = null;
    for (const { step, row, every } of keptRows(recorded)) {
      epoch = measured(step).at(-1)?.epoch ?? epoch;
      const cells = inOrder.map((column) => cell(column?.at(step, row)));
      if (cells.every((text) => text === '')) continue;
      write?.(markers);
      markers = textsUntil(step);
      const line = [named, step, epoch, ...cells].join(',');
      write = (all) => void lines.push([line, quote(all.join('; ')), ...(isThinned ? [every] : [])].join(','));
    }
    // What was changed since the last step stands beside that one.
    write?.([...markers, ...textsUntil(Number.MAX_VALUE)]);
  }
  return `${lines.join('\r\n')}\r\n`;
}
