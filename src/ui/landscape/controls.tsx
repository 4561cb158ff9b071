import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerSkipBack } from '@tabler/icons-react';
import { useView } from '../../store/react.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { useLandscape, useLandscapeState } from './use-landscape.ts';

const speeds = [100, 1000, 5000, 20_000] as const;
const limits = [5000, 20_000, 50_000, 100_000] as const;

/** Starting, pausing, going back; how fast, and how far. */
export function Controls() {
  const { t } = useTranslation();
  const language = useView((view) => view.language);
  const landscape = useLandscape();
  const running = useLandscapeState((state) => state.running);
  const done = useLandscapeState((state) => state.done);
  const speed = useLandscapeState((state) => state.stepsPerSecond);
  const limit = useLandscapeState((state) => state.limit);
  const died = useLandscapeState((state) => state.died);
  const step = useLandscapeState(({ walks }) => Math.max(0, ...[...walks.values()].map((walk) => walk.step)));
  const whole = new Intl.NumberFormat(language);
  const Icon = running ? IconPlayerPause : IconPlayerPlay;
  return (
    <>
      <Group gap="xs" align="end">
        <Button
          size="xs"
          leftSection={<Icon size={14} aria-hidden="true" />}
          disabled={(done && !running) || died !== null}
          onClick={running ? landscape.pause : landscape.go}
        >
          {t(running ? 'landscape.pause' : step === 0 ? 'landscape.start' : 'landscape.goOn')}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlayerSkipBack size={14} aria-hidden="true" />}
          disabled={died !== null}
          onClick={landscape.reset}
        >
          {t('landscape.reset')}
        </Button>
        <NativeSelect
          size="xs"
          label={t('landscape.speed')}
          value={String(speed)}
          data={[
            ...speeds.map((value) => ({ value: String(value), label: whole.format(value) })),
            { value: 'null', label: t('landscape.fastest') },
          ]}
          onChange={({ currentTarget: { value } }) => landscape.setSpeed(value === 'null' ? null : Number(value))}
        />
        <NativeSelect
          size="xs"
          label={t('landscape.limit')}
          value={String(limit)}
          data={limits.map((value) => ({ value: String(value), label: whole.format(value) }))}
          onChange={({ currentTarget: { value } }) => landscape.setLimit(Number(value))}
        />
        <Text size="xs" className="figure" data-testid="landscape-step">
          {t('landscape.step', { step: whole.format(step) })}
        </Text>
      </Group>
      {died === null ? null : (
        <Text size="sm" role="alert">
          {t('landscape.died', { reason: died })}
        </Text>
      )}
    </>
  );
}
