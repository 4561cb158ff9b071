import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPin, IconPinFilled } from '@tabler/icons-react';
import { usePlayground, useRun, useRuns } from '../../store/react.tsx';
import { useTranslation } from '../common/use-translation.ts';

/** Keeps the shown run beside those that follow. */
export function PinButton() {
  const { t } = useTranslation();
  const { actions } = usePlayground();
  const pinned = useRuns((runs) => runs.pinned);
  const begun = useRun(({ history }) => history.recorded.count > 0);
  const Icon = pinned ? IconPinFilled : IconPin;
  return (
    <Tooltip label={t(pinned ? 'charts.runs.unpinHelp' : 'charts.runs.pinHelp')} multiline maw={240}>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={t('charts.runs.pin')}
        aria-pressed={pinned}
        disabled={!begun}
        onClick={actions.pinRun}
      >
        <Icon size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
