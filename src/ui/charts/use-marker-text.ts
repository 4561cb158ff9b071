import { useCallback } from 'react';
import type { Marker } from '../../core/runs/marker.ts';
import { assertNever } from '../../core/util/assert-never.ts';
import { formatNumber } from '../../core/util/number-text.ts';
import type { LoadedTask } from '../common/loaded-tasks.ts';
import { useTranslation } from '../common/use-translation.ts';

/** What happened at a marked step, in words. */
export function useMarkerText(tasks: readonly LoadedTask[]): (marker: Marker) => string {
  const { t } = useTranslation();
  return useCallback(
    (marker: Marker) => {
      switch (marker.kind) {
        case 'taskWeight': {
          const name = tasks.find(({ task }) => task.id === marker.task)?.task.name ?? marker.task;
          return t('charts.curves.markers.taskWeight', { task: name, weight: formatNumber(marker.weight) });
        }
        case 'tieWeight':
          return t('charts.curves.markers.tieWeight', { weight: formatNumber(marker.weight) });
        case 'learningRate':
          return t('charts.curves.markers.learningRate', { rate: formatNumber(marker.learningRate) });
        case 'best':
          return t('charts.curves.markers.best');
        case 'applied':
          return t('charts.curves.markers.applied');
        default:
          return assertNever(marker);
      }
    },
    [t, tasks],
  );
}
