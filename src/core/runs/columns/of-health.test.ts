import { expect, it } from 'vitest';
import { digitsShared } from '../../presets/digits.ts';
import { historyCsv } from '../csv.ts';
import type { HealthReport } from '../health.ts';
import { appendSteps, nothingRecorded } from '../recorded.ts';
import { historyRows } from '../rows.ts';
import type { RecordedSteps } from './blocks.ts';
import { healthColumns } from './of-health.ts';

const none = Number.NaN;
const report: HealthReport = {
  step: 1,
  nodes: ['low', 'flat'],
  values: Float32Array.of(0.5, 0.25, 1, 0.75, 0.125, none, 2, 4, none, none),
  shares: Float32Array.of(0.5, none),
};
const steps: RecordedSteps = { from: 1, count: 3, columns: [{ id: 'loss', keys: ['a'], values: Float32Array.of(3, 2, 1) }] };

it('stand at the step whose batch was looked at, and leave with history and CSV', () => {
  const recorded = appendSteps(nothingRecorded, { ...steps, columns: [...steps.columns, ...healthColumns(report, steps, 1)] });
  const rows = historyRows(recorded);
  expect(rows[1]).toEqual({
    step: 2,
    loss: { a: 2 },
    weight: {},
    layerGradient: { low: 0.5 },
    activationMean: { low: 0.25, flat: 2 },
    activationSpread: { low: 1, flat: 4 },
    deadUnits: { low: 0.75 },
    updateRatio: { low: 0.125 },
  });
  expect(Object.keys(rows[0] ?? {})).toEqual(['step', 'loss', 'weight']);
  const [header, first, second] = historyCsv([{ number: 1, name: '', document: { ...digitsShared(), seed: 1 }, recorded }]).split(
    '\r\n',
  );
  expect(header).toBe(
    'run,seed,step,epoch,a loss,low layerGradient,low activationMean,low activationSpread,low deadUnits,low updateRatio,flat activationMean,flat activationSpread,markers',
  );
  expect([first, second]).toEqual(['1,1,1,0,3,,,,,,,,', '1,1,2,0,2,0.5,0.25,1,0.75,0.125,2,4,']);
});
