import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { appendSteps, nothingRecorded } from '../../core/runs/recorded.ts';
import { runsCsv, runsJson } from '../../core/runs/runs-file.ts';
import { toyProject } from '../../engine/training/testing/projects.ts';

const document = toyProject();
const text = readFileSync(new URL('../../../docs/files.md', import.meta.url), 'utf8');

/** The first cells of the table under a heading. */
function described(heading: string): readonly string[] {
  const [, section = ''] = text.split(`## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  return [...own.matchAll(/^\| `([^`]+)` +\|/gm)].map(([, name = '']) => name);
}

it('describes every key and column of the files of runs, and no other', () => {
  const keys = document.tasks.map(({ id }) => id);
  const entry = {
    record: {
      id: 'a',
      number: 1,
      name: '',
      started: null,
      document,
      executor: null,
      recorded: {
        ...appendSteps(nothingRecorded, { from: 1, count: 2, columns: [{ id: 'loss', keys, values: new Float32Array(4) }] }),
        // As of a run that is so long that steps are left out.
        count: 3,
      },
    },
    seconds: 1,
    stepsPerEpoch: 21,
    splits: { test: { planeA: { accuracy: 0.5 } } },
    remarks: { name: '', note: '', starred: false, colour: null, pinned: false },
    told: { steps: 2, best: {} },
  };
  const [run] = runsJson([entry]).runs;
  expect(described('Runs as JSON')).toEqual(Object.keys(run ?? {}));
  const [head = ''] = runsCsv([entry], () => []).split('\r\n');
  expect(described('Runs as CSV')).toEqual(
    head.split(',').map((name) => (name === 'planeA test accuracy' ? 'TASK SPLIT METRIC' : name)),
  );
});
