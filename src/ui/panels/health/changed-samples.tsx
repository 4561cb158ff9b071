import { Group, SegmentedControl, Text } from '@mantine/core';
import { useId, useState } from 'react';
import type { AttackReport, ChangedSamples } from '../../../core/runs/attack.ts';
import type { SampleBatch } from '../../../core/runs/protocol.ts';
import { at } from '../../../core/util/assert-never.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import { type LoadedData, useLoadedTasks } from '../../common/loaded-tasks.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { SampleInput } from '../samples/sample-input.tsx';
import { saidOf, wordsFor } from '../samples/sample-readings.ts';
import { inputsOfRow } from '../samples/sample-values.ts';
import { TaskVerdict } from '../samples/task-verdict.tsx';

const size = 64;

/** A sample as the network got it, and what every task says of it. */
function Sample(props: {
  readonly data: LoadedData;
  readonly samples: SampleBatch;
  readonly row: number;
  readonly caption: string;
}) {
  const { data, samples, row, caption } = props;
  const { t } = useTranslation();
  const tasks = useLoadedTasks();
  const sample = inputsOfRow(samples.inputs, samples.count, row);
  return (
    <div className="attack-sample" data-view={data.view}>
      <SampleInput
        data={data}
        sample={sample}
        label={`${t('panels.predictions.sample', { row: at(samples.rows, row) })}, ${caption}`}
        size={size}
      />
      <div>
        <small>{caption}</small>
        {tasks.map((entry) => {
          const said = saidOf(entry, samples, row);
          return said ? (
            <TaskVerdict
              key={entry.task.id}
              entry={entry}
              data={data}
              predicted={said.predicted}
              truth={said.truth}
              words={wordsFor(entry, data, sample)}
              size={size}
            />
          ) : null;
        })}
      </div>
    </div>
  );
}

/** The first samples side by side: as they are, and changed by the greatest strength. */
export function ChangedSampleList(props: {
  readonly report: AttackReport;
  readonly data: LoadedData;
  readonly nameOf: (task: string) => string;
}) {
  const { report, data, nameOf } = props;
  const { t } = useTranslation();
  const labelId = useId();
  const [wanted, setWanted] = useState<string | null>(null);
  const against = report.attacked.find((id) => id === wanted) ?? report.attacked[0] ?? '';
  const changed = ownValue(report.changed, against);
  if (!changed) return null;
  const batch = ({ inputs, predictions }: ChangedSamples): SampleBatch => {
    const { rows, truth, labelled } = report;
    return { count: rows.length, rows, inputs, truth, labelled, predictions };
  };
  const [before, after] = [batch(report.clean), batch(changed)];
  return (
    <section aria-label={t('health.attack.examples')}>
      <Group gap={8} mb={6}>
        <Text size="xs" fw={600}>
          {t('health.attack.examples')}
        </Text>
        {report.attacked.length > 1 ? (
          <>
            <Text size="xs" c="dimmed" id={labelId}>
              {t('health.attack.against')}
            </Text>
            <SegmentedControl
              size="xs"
              aria-labelledby={labelId}
              value={against}
              data={report.attacked.map((id) => ({ value: id, label: nameOf(id) }))}
              onChange={setWanted}
            />
          </>
        ) : null}
      </Group>
      <ul className="attack-samples">
        {Array.from(report.rows, (number, row) => (
          <li key={number}>
            <Sample data={data} samples={before} row={row} caption={t('health.attack.before')} />
            <Sample data={data} samples={after} row={row} caption={t('health.attack.after')} />
          </li>
        ))}
      </ul>
    </section>
  );
}
