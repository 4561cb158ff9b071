import { Badge, Tooltip } from '@mantine/core';
import type { MeasuredSpeed } from '../../core/runs/executor-info.ts';
import { useRun } from '../../store/react.tsx';
import { useTranslation } from '../common/use-translation.ts';

const threeDigits = new Intl.NumberFormat('en', { maximumSignificantDigits: 3, useGrouping: false });

const nameOf = ({ id, backend, threads }: Pick<MeasuredSpeed, 'id' | 'threads'> & { readonly backend: string }): string => {
  if (id === 'tfjs') return `tfjs ${backend}`;
  return threads === undefined ? backend : `${backend} ×${threads}`;
};

/** What executes the program, and why this one. */
export function BackendBadge() {
  const { t } = useTranslation();
  const executor = useRun((run) => run.history.status.executor);
  if (executor === null) return null;
  const { reasonCode, reasonValues, measured = [], notes = [] } = executor;
  const figures = measured
    .map((speed) => t('app.backend.figure', { name: nameOf(speed), speed: threeDigits.format(speed.stepsPerSecond) }))
    .join(t('app.backend.comma'));
  const valuesOf = ({ error = '', executor: other = '', needed = '', limit = '' }: Readonly<Record<string, string>>) => ({
    error,
    executor: other,
    needed,
    limit,
    figures,
  });
  const values = valuesOf(reasonValues);
  // The worker names devices in English, for scripts; adapters have names of their own, processors only have threads.
  const deviceText = (device: string): string => {
    const threads = /^CPU, (\d+) threads?$/.exec(device)?.[1];
    return threads === undefined ? device : t('app.backend.processor', { threads });
  };
  const sentences = [
    t('app.backend.title', { backend: nameOf(executor), device: deviceText(executor.device) }),
    ...(executor.reduced === undefined ? [] : [t('app.backend.reduced', { reason: executor.reduced })]),
    t(`app.backend.${reasonCode === 'tooLarge' ? 'insteadOf' : reasonCode}`, values),
    ...notes.map((note) => t(`app.backend.${note.code}`, valuesOf(note.values))),
    ...(figures && reasonCode !== 'measured' ? [t('app.backend.figures', values)] : []),
  ];
  const label = sentences.join(t('app.backend.space'));
  return (
    <Tooltip label={label} multiline maw={340} events={{ hover: true, focus: true, touch: true }}>
      <Badge
        component="button"
        type="button"
        variant="default"
        radius="sm"
        tt="none"
        fw={500}
        style={{ cursor: 'help' }}
        data-testid="backend"
        aria-label={label}
      >
        {nameOf(executor)}
        {reasonCode === 'forced' ? ' ⚑' : ''}
      </Badge>
    </Tooltip>
  );
}
