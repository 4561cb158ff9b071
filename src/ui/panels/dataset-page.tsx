import { Badge, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { DatasetSummary, TargetSummary } from '../../core/data/describe.ts';
import type { DatasetDescriptor } from '../../core/data/types.ts';
import { describeShape } from '../../core/program/shapes.ts';
import type { DataSignature } from '../../core/project/signature.ts';
import type { TargetInfo } from '../../core/tasks/types.ts';
import { usePlayground, useRun } from '../../store/react.tsx';
import { LongText } from '../common/long-text.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import { TargetBalance } from './target-balance.tsx';
import './dataset-page.css';

const whole = new Intl.NumberFormat('en');

/** The summary of the data set of this id, once it is what the worker has loaded. */
function useSummary(id: string): DatasetSummary | null {
  const { actions } = usePlayground();
  const ready = useRun(({ shown }) => shown?.project.data.dataset === id);
  const generation = useRun(({ shown }) => shown?.generation);
  const [summary, setSummary] = useState<{ readonly of: number; readonly value: DatasetSummary } | null>(null);
  useEffect(() => {
    if (!ready) return;
    const gone = new AbortController();
    void actions.request({ kind: 'describe' }, gone.signal).then((answer) => {
      if (answer.ok && answer.value.dataset === id) setSummary({ of: answer.value.generation, value: answer.value.summary });
    });
    return () => gone.abort();
  }, [actions, ready, id]);
  return summary && summary.of === generation ? summary.value : null;
}

/** Where a data set comes from, how large it is, how its labels are spread, and what is known to be learnable. */
export function DatasetPage(props: {
  readonly dataset: DatasetDescriptor;
  readonly signature: DataSignature;
  readonly onClose: () => void;
}) {
  const { dataset, signature, onClose } = props;
  const { t } = useTranslation();
  const localized = useLocalized();
  const summary = useSummary(dataset.id);
  const summaryOf = (target: TargetInfo): TargetSummary | null => summary?.targets.find(({ id }) => id === target.id) ?? null;
  const megabytes = summary ? (summary.bytes / 1e6).toPrecision(3) : null;
  return (
    <Modal
      opened
      onClose={onClose}
      title={localized(dataset.text.title)}
      size="lg"
      lockScroll={false}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="sm" className="dataset-page">
        <Group gap="xs">
          <Badge variant="default" radius="sm" tt="none" fw={500}>
            {t(`panels.data.${dataset.own ? 'own' : dataset.synthetic ? 'synthetic' : 'real'}`)}
          </Badge>
          <Text size="sm">{t('panels.data.size', { samples: whole.format(signature.count) })}</Text>
          {megabytes === null ? null : <Text size="sm">{t('panels.data.memory', { megabytes })}</Text>}
        </Group>
        <Text size="sm">{localized(dataset.text.summary)}</Text>
        <section>
          <h3>{t('panels.data.origin')}</h3>
          <Text size="sm">
            <LongText text={dataset.text.more} />
          </Text>
          <Text size="xs" c="dimmed" mt={4}>
            {t('panels.data.licence', { licence: dataset.licence })}
          </Text>
        </section>
        <section>
          <h3>{t('panels.data.inputs')}</h3>
          <Table fz="sm" verticalSpacing={2}>
            <Table.Tbody>
              {signature.inputs.map(({ id, title, shape, vocabulary }) => (
                <Table.Tr key={id}>
                  <Table.Td>{title ? localized(title) : id}</Table.Td>
                  <Table.Td>{describeShape(shape)}</Table.Td>
                  <Table.Td>{vocabulary ? t('panels.data.vocabulary', { words: whole.format(vocabulary) }) : null}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
        <section>
          <h3>{t('panels.data.targets')}</h3>
          {summary ? null : (
            <Text size="xs" c="dimmed" role="status">
              {t('panels.data.balanceLater')}
            </Text>
          )}
          <Stack gap="md">
            {signature.targets.map((target) => (
              <TargetBalance key={target.id} target={target} summary={summaryOf(target)} count={signature.count} />
            ))}
          </Stack>
        </section>
      </Stack>
    </Modal>
  );
}
