import { useCallback } from 'react';
import { balancingMethod } from '../../core/balancing/registry.ts';
import { switchFields } from '../../core/project/switch-fields.ts';
import type { Marker } from '../../core/runs/marker.ts';
import { assertNever } from '../../core/util/assert-never.ts';
import { inLanguage } from '../../core/util/localized.ts';
import { formatNumber } from '../../core/util/number-text.ts';
import { useView } from '../../store/react.tsx';
import type { LoadedTask } from '../common/loaded-tasks.ts';
import { useTranslation } from '../common/use-translation.ts';

/** A number, and what it was before where that is known. */
const moved = (to: number, from: number | undefined): string =>
  from === undefined ? formatNumber(to) : `${formatNumber(from)} → ${formatNumber(to)}`;

/** What happened at a marked step, in words. */
export function useMarkerText(tasks: readonly LoadedTask[]): (marker: Marker) => string {
  const { t } = useTranslation();
  const language = useView((view) => view.language);
  return useCallback(
    (marker: Marker) => {
      switch (marker.kind) {
        case 'taskWeight': {
          const name = tasks.find(({ task }) => task.id === marker.task)?.task.name ?? marker.task;
          return t('charts.curves.markers.taskWeight', { task: name, weight: moved(marker.weight, marker.from) });
        }
        case 'tieWeight':
          return t('charts.curves.markers.tieWeight', { weight: moved(marker.weight, marker.from) });
        case 'learningRate':
          return t('charts.curves.markers.learningRate', { rate: moved(marker.learningRate, marker.from) });
        case 'balancing': {
          const method = balancingMethod(marker.method);
          const fields = [...(method?.fields ?? []), ...switchFields];
          const changed = Object.entries(marker.changed ?? {}).map(([name, value]) => {
            const field = fields.find((one) => one.name === name);
            const title = inLanguage(field?.title ?? name, language);
            if (typeof value === 'boolean') return t(`charts.curves.markers.${value ? 'switchedOn' : 'switchedOff'}`, { title });
            const option = field?.control === 'choice' ? field.options.find((one) => one.value === value)?.title : undefined;
            const text = typeof value === 'number' ? formatNumber(value) : inLanguage(option ?? value, language);
            return t('charts.curves.markers.setTo', { title, value: text });
          });
          const title = inLanguage(method?.text.title ?? marker.method, language);
          return [t('charts.curves.markers.balancing', { method: title }), ...changed].join(t('charts.curves.markers.between'));
        }
        case 'stage':
          return t('charts.curves.markers.stage', { number: marker.stage + 1 });
        case 'alone': {
          const names = marker.tasks.map((id) => tasks.find(({ task }) => task.id === id)?.task.name ?? id);
          return t('charts.curves.markers.alone', { tasks: names.join(t('charts.curves.markers.between')) });
        }
        case 'best':
          return t('charts.curves.markers.best');
        case 'applied':
          return t('charts.curves.markers.applied');
        default:
          return assertNever(marker);
      }
    },
    [t, language, tasks],
  );
}
