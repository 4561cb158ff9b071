import { Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { datasets } from '../../core/data/registry.ts';
import { useDerived, useRun } from '../../store/react.tsx';
import { useLoadedTasks } from '../common/loaded-tasks.ts';
import { usePrediction } from '../common/use-prediction.ts';
import { useTranslation } from '../common/use-translation.ts';
import { DrawPad } from './draw-pad.tsx';
import { PointPad } from './point-pad.tsx';
import { TaskOutput } from './task-output.tsx';

/** An input of the visitor's own, and what every task says of it. */
export function TryTab() {
  const { t } = useTranslation();
  const view = useRun(({ loaded }) => (loaded ? (datasets[loaded.data.dataset]?.view ?? null) : null));
  const tasks = useLoadedTasks();
  const [digit, setDigit] = useState<Float32Array | null>(null);
  const [point, setPoint] = useState<readonly [number, number]>([0.3, 0.3]);
  const input = useDerived().signature?.inputs[0]?.id;
  const inputs = useMemo(() => {
    const values = view === 'points' ? Float32Array.from(point) : digit;
    return values && input !== undefined ? { [input]: values } : null;
  }, [view, point, digit, input]);
  const outputs = usePrediction(inputs, 1);
  return (
    <div className="try-it">
      {view === 'points' ? <PointPad point={point} onChange={setPoint} /> : <DrawPad onChange={setDigit} />}
      <div>
        {inputs === null ? (
          <Text size="sm" c="dimmed">
            {t('panels.tryIt.empty')}
          </Text>
        ) : null}
        {tasks.map((entry) => (
          <TaskOutput key={entry.task.id} entry={entry} output={outputs?.[entry.task.id] ?? null} />
        ))}
      </div>
    </div>
  );
}
