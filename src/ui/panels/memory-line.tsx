import { Text, Tooltip } from '@mantine/core';
import { announced, bytesInWords } from '../../core/runs/memory.ts';
import { useRun } from '../../store/react.tsx';
import { useTranslation } from '../common/use-translation.ts';

/** What training will take of the machine, before it starts. */
export function MemoryLine() {
  const { t } = useTranslation();
  // A status says its executor anew each time; what it comes to stays the same forecast.
  const forecast = useRun(({ history }) => announced(history.memory, history.status.executor));
  if (!forecast) return null;
  const values = { needed: bytesInWords(forecast.bytes), limit: bytesInWords(forecast.limitBytes) };
  return (
    <Tooltip label={t('panels.training.memoryHelp')} multiline maw={300} events={{ hover: true, focus: true, touch: true }}>
      <Text size="xs" c="dimmed" tabIndex={0} data-testid="memory" className="figure">
        {t('panels.training.memory', values)}
      </Text>
    </Tooltip>
  );
}
