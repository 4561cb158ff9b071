import { Group, Progress, Text, UnstyledButton } from '@mantine/core';
import { IconGauge } from '@tabler/icons-react';
import { lazy, type ReactNode } from 'react';
import type { RunStatus } from '../../core/runs/protocol.ts';
import { useProject, useRun, useView } from '../../store/react.tsx';
import { MenuButton } from '../common/menu-button.tsx';
import { lazyPane } from '../common/pane-boundary.tsx';
import { useTranslation } from '../common/use-translation.ts';

const threeDigits = new Intl.NumberFormat('en', { maximumSignificantDigits: 3, useGrouping: false });

// Who asks why this one waits for it to be chosen anyway.
const BackendBadge = lazyPane(async () => (await import('./backend-badge.tsx')).BackendBadge);

/** A figure of the run that changes with every report: plain elements, which cost little. */
function Figure(props: {
  readonly label: string;
  readonly testId: string;
  readonly value: (status: RunStatus) => string;
  readonly children?: ReactNode;
}) {
  const value = useRun((run) => props.value(run.history.status));
  return (
    <span className="figure run-figure" data-figure={props.testId}>
      <small>{props.label}</small> <span data-testid={props.testId}>{value}</span>
      {props.children}
    </span>
  );
}

/** How many epochs there should be, which a run may pass. */
function Goal() {
  const epochs = useProject(({ training }) => training.epochs);
  return <small className="run-goal"> / {epochs}</small>;
}

/** How far the preparations are. */
function Preparing() {
  const { t } = useTranslation();
  const fraction = useRun((run) => run.history.progress?.fraction ?? 0);
  return <Progress w={80} value={fraction * 100} aria-label={t('app.run.state.preparing')} />;
}

const epochText = ({ epoch }: RunStatus): string => String(epoch);
const stepText = ({ step }: RunStatus): string => String(step);
const speedText = ({ stepsPerSecond }: RunStatus): string => (stepsPerSecond === null ? '–' : threeDigits.format(stepsPerSecond));

const loadSpeeds = async () => ({ default: (await import('./speed-items.tsx')).SpeedItems });
const SpeedItems = lazy(loadSpeeds);

/** Steps per second, as a button: a small network is too fast for eyes. */
function Speed() {
  const { t } = useTranslation();
  const limited = useView((view) => view.speed) !== null;
  return (
    <MenuButton
      tooltip={t('app.speed.help')}
      menu={{ position: 'bottom' }}
      toCanvas
      load={loadSpeeds}
      button={(props) => (
        <UnstyledButton className="speed-button" aria-label={t('app.speed.label')} data-limited={limited || undefined} {...props}>
          <IconGauge size={16} aria-hidden="true" />
          <Figure label={t('app.run.stepsPerSecond')} testId="speed" value={speedText} />
        </UnstyledButton>
      )}
    >
      <SpeedItems />
    </MenuButton>
  );
}

/** Epoch, step, speed and backend; while preparing, what is under way. */
export function RunStatusLine() {
  const { t } = useTranslation();
  const state = useRun((run) => run.history.status.state);
  const phase = useRun((run) => run.history.progress?.phase ?? null);
  return (
    <Group gap="sm" wrap="nowrap" className="run-status">
      <Text size="sm" role="status" data-testid="run-state" data-state={state}>
        {state === 'preparing' && phase ? t(`app.run.phase.${phase}`) : t(`app.run.state.${state}`)}
      </Text>
      {state === 'preparing' ? (
        <Preparing />
      ) : (
        <>
          <Figure label={t('app.run.epoch')} testId="epoch" value={epochText}>
            <Goal />
          </Figure>
          <Figure label={t('app.run.stepCount')} testId="step" value={stepText} />
          <Speed />
        </>
      )}
      <BackendBadge />
    </Group>
  );
}
