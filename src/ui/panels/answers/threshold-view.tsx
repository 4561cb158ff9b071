import { Table } from '@mantine/core';
import { useState } from 'react';
import { atThreshold, type YesOrNo } from '../../../core/tasks/answers/threshold.ts';
import { LabelledSlider } from '../../common/labelled-slider.tsx';
import { useTranslation } from '../../common/use-translation.ts';

const percent = new Intl.NumberFormat('en', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const share = (value: number | null): string => (value === null ? '–' : percent.format(value));

/** From which probability on it is called yes, and what comes of it. */
export function ThresholdView({ samples, task }: { readonly samples: readonly YesOrNo[]; readonly task: string }) {
  const { t } = useTranslation();
  const [threshold, setThreshold] = useState(0.5);
  const found = atThreshold(samples, threshold);
  return (
    <div>
      <LabelledSlider
        label={t('answers.threshold.label')}
        name={t('answers.threshold.of', { task })}
        help={t('answers.threshold.help')}
        value={threshold}
        min={0}
        max={1}
        most={1}
        step={0.01}
        onChange={setThreshold}
        onEnd={() => undefined}
      />
      <Table className="figure" fz="xs" verticalSpacing={2} aria-live="polite">
        <Table.Tbody>
          <Table.Tr>
            <Table.Th scope="row">{t('answers.threshold.precision')}</Table.Th>
            <Table.Td>{share(found.precision)}</Table.Td>
            <Table.Th scope="row">{t('answers.threshold.recall')}</Table.Th>
            <Table.Td>{share(found.recall)}</Table.Td>
            <Table.Th scope="row">F1</Table.Th>
            <Table.Td>{share(found.f1)}</Table.Td>
          </Table.Tr>
          <Table.Tr>
            <Table.Td colSpan={6}>
              {t('answers.threshold.counts', {
                right: found.truePositives,
                wrong: found.falsePositives,
                missed: found.falseNegatives,
                left: found.trueNegatives,
              })}
            </Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </div>
  );
}
