import { Button } from '@mantine/core';
import { IconPresentationOff } from '@tabler/icons-react';
import { usePlayground } from '../../store/react.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { setPresenting } from './present.ts';

/** The way out of large type. */
export function LeavePresenting() {
  const { t } = useTranslation();
  const playground = usePlayground();
  return (
    <Button
      variant="default"
      size="xs"
      aria-label={t('present.leave')}
      leftSection={<IconPresentationOff size={16} aria-hidden="true" />}
      onClick={() => setPresenting(playground, false)}
    >
      {t('present.leave')}
    </Button>
  );
}
