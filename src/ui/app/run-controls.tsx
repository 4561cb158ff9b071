import { ActionIcon, Button, Group, Tooltip } from '@mantine/core';
import { IconDice5, IconPlayerPause, IconPlayerPlay, IconPlayerSkipForward, IconRefresh } from '@tabler/icons-react';
import { obstacles, playButton } from '../../store/play-button.ts';
import { usePending, usePlayground, useProject, useRun } from '../../store/react.tsx';
import { useDiagnosticText } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';

const seedOf = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;

/** Play and pause, one step, reset, new seed. What forbids training is said on the button itself. */
export function RunControls() {
  const { t } = useTranslation();
  const { actions } = usePlayground();
  const running = useRun((run) => playButton(run.history.status)) === 'pause';
  const seed = useProject((project) => project.seed);
  const obstacle = useProject((project) => obstacles(project)[0] ?? null);
  const text = useDiagnosticText();
  const blocked = obstacle !== null && !running;
  const edited = usePending() === 'structural';
  const playHelp = t(running ? 'app.run.pauseHelp' : edited ? 'app.run.playEditedHelp' : 'app.run.playHelp');
  return (
    <Group gap={4} wrap="nowrap" className="run-controls">
      <Tooltip label={obstacle && blocked ? t('app.run.blocked', { why: text(obstacle).message }) : playHelp} multiline maw={320}>
        <Button
          size="sm"
          px="sm"
          className="play-button"
          aria-disabled={blocked}
          data-blocked={blocked || undefined}
          leftSection={
            running ? <IconPlayerPause size={18} aria-hidden="true" /> : <IconPlayerPlay size={18} aria-hidden="true" />
          }
          onClick={actions.playOrPause}
        >
          {running ? t('app.run.pause') : t('app.run.play')}
        </Button>
      </Tooltip>
      <Tooltip label={t('app.run.stepHelp')}>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={t('app.run.step')}
          disabled={running || blocked}
          onClick={actions.step}
        >
          <IconPlayerSkipForward size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('app.run.resetHelp')}>
        <ActionIcon variant="default" size={36} aria-label={t('app.run.reset')} onClick={actions.reset}>
          <IconRefresh size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('app.run.newSeedHelp', { seed })} multiline maw={300}>
        <ActionIcon variant="default" size={36} aria-label={t('app.run.newSeed')} onClick={() => actions.newSeed(seedOf())}>
          <IconDice5 size={18} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
