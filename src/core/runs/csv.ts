import type { RunHistory } from './history.ts';
import { historyRows } from './rows.ts';

const quote = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const cell = (value: number | undefined): string => (value === undefined ? '' : String(value));

/**
 * The curves as comma-separated values (RFC 4180): `step`, then per task `TASK loss` and `TASK weight`, then per task
 * `TASK validation MEASURE` (its loss and metrics). A cell is empty where nothing was measured.
 */
export function historyCsv(history: RunHistory): string {
  const rows = historyRows(history);
  const tasks = Object.keys(history.tasks);
  const measures = new Map<string, Set<string>>(tasks.map((task) => [task, new Set()]));
  for (const row of rows) {
    for (const [task, values] of Object.entries(row.validation ?? {})) {
      for (const name of Object.keys(values)) measures.get(task)?.add(name);
    }
  }
  const validation = tasks.flatMap((task) => [...(measures.get(task) ?? [])].map((name) => ({ task, name })));
  const header = [
    'step',
    ...tasks.flatMap((task) => [`${task} loss`, `${task} weight`]),
    ...validation.map(({ task, name }) => `${task} validation ${name}`),
  ];
  const lines = rows.map((row) =>
    [
      String(row.step),
      ...tasks.flatMap((task) => [cell(row.loss[task]), cell(row.weight[task])]),
      ...validation.map(({ task, name }) => cell(row.validation?.[task]?.[name])),
    ].join(','),
  );
  return `${[header.map(quote).join(','), ...lines].join('\r\n')}\r\n`;
}
