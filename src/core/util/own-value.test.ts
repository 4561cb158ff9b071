import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { emptyRecord, ownValue } from './own-value.ts';

const src = join(import.meta.dirname, '../..');

/** What is only tested with, runs in Node on packages whose names are known, or knows tasks and values by their numbers. */
const elsewhere =
  /\.test\.tsx?$|\/testing\/|\/testing\.ts$|^data-packs\/|^core\/(balancing|program|data\/synthetic|tasks\/metrics)\/|^engine\/(executors|stepping)\//;

/** `record[node.id]`, `record?.[task]`: a look-up under what a document, a file or a script calls something. */
const lookUp = /[\w.]+(?:\?\.)?\[(?:\w+\??\.)*(?:id|task|node|port|watch|subject|source|target|dataset)\](?!\s*=[^=])/g;

/** What only looks like one: what is counted, what is ours (metrics, examples and their tasks, ports as a layer declares them), or what is asked for with `hasOwn`. */
const ours = new Set([
  'core/compile/tasks.ts taskKinds[id]',
  'core/data/load.ts words[id]',
  'core/layers/support/inputs.ts inputs[port]',
  'core/runs/health-signs.ts values[node]',
  'core/runs/run-summary.ts columns[loss.id]',
  'core/presets/claims/summary.ts figures[task]',
  'core/presets/known-results.ts measured[preset.id]',
  'core/presets/known-results.ts preset.outcome.tasks[id]',
  'core/presets/known-results.ts result.tasks[id]',
  'core/layers/support/sequence.ts inputs[port]',
  'engine/formats/layers-model/activations.ts builtInActivation[id]',
  'ui/app/milestone-words.tsx .metrics[info.id]',
  'ui/charts/curve-table.tsx .metrics[info.id]',
  'ui/charts/metrics-tab.tsx .metrics[info.id]',
  'ui/charts/metrics-tab.tsx result.metrics[info.id]',
  'ui/editor/palette/palette.tsx categoryIcons[id]',
]);

it('finds what a record itself holds, and holds whatever it is given', () => {
  const record = emptyRecord<number>();
  ['__proto__', 'constructor'].forEach((name, i) => {
    record[name] = i + 1;
  });
  expect(Object.entries(record)).toEqual([
    ['__proto__', 1],
    ['constructor', 2],
  ]);
  expect(ownValue(record, '__proto__')).toBe(1);
  expect(ownValue({ ...record }, '__proto__')).toBe(1);
  expect(ownValue({}, '__proto__')).toBeUndefined();
  expect(ownValue({}, 'constructor')).toBeUndefined();
});

// What is found here without reason (an array by a number, a name of ours) goes into `ours`.
it('is how the page looks up whatever a document, a file or a script calls something', () => {
  const found = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !elsewhere.test(path))
    .flatMap((path) => (readFileSync(join(src, path), 'utf8').match(lookUp) ?? []).map((text) => [path, text] as const));
  expect(found.map((one) => one.join(' ')).filter((one) => !ours.has(one))).toEqual([]);
});
