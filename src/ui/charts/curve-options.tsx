import { ActionIcon, Popover, SegmentedControl, Tooltip } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { columnInfo } from '../../core/runs/columns/registry.ts';
import { weight } from '../../core/runs/columns/weight.ts';
import { usePlayground, useView } from '../../store/react.tsx';
import { lazyPane, withRareStrings } from '../common/pane-boundary.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import { weightIds } from './curve-lines.ts';
import { useFurtherColumns } from './use-curve-subjects.ts';

const load = () => withRareStrings(async () => (await import('./curve-options-list.tsx')).CurveOptionsList);
const CurveOptionsList = lazyPane(load);
/** The pointer's or the focus's arrival fetches the list ahead of the press. */
const fetchAhead = (): void => void load().catch(() => undefined);

/** Loss or metric, and behind one button everything about how curves are drawn. */
export function CurveOptionsBar() {
  const { t } = useTranslation();
  const { view } = usePlayground();
  const options = useView((state) => state.curves);
  const localized = useLocalized();
  const further = useFurtherColumns().flatMap((id) => (weightIds.has(id) ? [] : (columnInfo(id) ?? [])));
  const column = further.find(({ id }) => id === options.column) ?? null;
  const weights = options.column !== null && weightIds.has(options.column);
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={t('charts.curves.quantity')}
        value={weights ? weight.id : (column?.id ?? options.quantity)}
        data={[
          { value: 'loss', label: t('charts.curves.loss') },
          { value: 'metric', label: t('charts.curves.metric') },
          { value: weight.id, label: t('charts.curves.weights') },
          ...(column ? [{ value: column.id, label: localized(column.title) }] : []),
        ]}
        onChange={(value) => {
          if (value === weight.id) view.setCurves({ column: weight.id });
          else if (value !== column?.id) view.setCurves({ quantity: value === 'metric' ? 'metric' : 'loss', column: null });
        }}
      />
      <Popover position="bottom-end" withinPortal trapFocus>
        <Popover.Target>
          <Tooltip label={t('charts.curves.options')}>
            <ActionIcon
              variant="default"
              size={30}
              aria-label={t('charts.curves.options')}
              onPointerEnter={fetchAhead}
              onFocus={fetchAhead}
            >
              <IconAdjustments size={16} />
            </ActionIcon>
          </Tooltip>
        </Popover.Target>
        <Popover.Dropdown>
          <CurveOptionsList further={further} column={column?.id ?? ''} />
        </Popover.Dropdown>
      </Popover>
    </>
  );
}
