import { ActionIcon, Checkbox, NativeSelect, Popover, SegmentedControl, Slider, Stack, Text, Tooltip } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { columnInfo } from '../../core/runs/columns/registry.ts';
import { usePlayground, useView } from '../../store/react.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import { useFurtherColumns } from './use-curve-subjects.ts';

/** Loss or metric, and behind one button everything about how curves are drawn. */
export function CurveOptionsBar() {
  const { t } = useTranslation();
  const { view } = usePlayground();
  const options = useView((state) => state.curves);
  const localized = useLocalized();
  const further = useFurtherColumns().flatMap((id) => columnInfo(id) ?? []);
  const column = further.find(({ id }) => id === options.column) ?? null;
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={t('charts.curves.quantity')}
        value={column?.id ?? options.quantity}
        data={[
          { value: 'loss', label: t('charts.curves.loss') },
          { value: 'metric', label: t('charts.curves.metric') },
          ...(column ? [{ value: column.id, label: localized(column.title) }] : []),
        ]}
        onChange={(value) => {
          if (value !== column?.id) view.setCurves({ quantity: value === 'metric' ? 'metric' : 'loss', column: null });
        }}
      />
      <Popover position="bottom-end" withinPortal trapFocus>
        <Popover.Target>
          <Tooltip label={t('charts.curves.options')}>
            <ActionIcon variant="default" size={30} aria-label={t('charts.curves.options')}>
              <IconAdjustments size={16} />
            </ActionIcon>
          </Tooltip>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="xs" w={220}>
            <Checkbox
              size="xs"
              label={t('charts.curves.log')}
              checked={options.logScale}
              onChange={(event) => view.setCurves({ logScale: event.currentTarget.checked })}
            />
            <Checkbox
              size="xs"
              label={t('charts.curves.normalised')}
              description={t('charts.curves.normalisedHelp')}
              checked={options.normalised}
              onChange={(event) => view.setCurves({ normalised: event.currentTarget.checked })}
            />
            <Checkbox
              size="xs"
              label={t('charts.curves.raw')}
              checked={options.showRaw}
              onChange={(event) => view.setCurves({ showRaw: event.currentTarget.checked })}
            />
            <Checkbox
              size="xs"
              label={t('charts.curves.validation')}
              checked={options.showValidation}
              onChange={(event) => view.setCurves({ showValidation: event.currentTarget.checked })}
            />
            <NativeSelect
              size="xs"
              label={t('charts.curves.further')}
              value={column?.id ?? ''}
              data={[
                { value: '', label: t('charts.curves.furtherNone') },
                ...further.map(({ id, title, unit }) => ({
                  value: id,
                  label: unit === null ? localized(title) : `${localized(title)} (${unit})`,
                })),
              ]}
              onChange={(event) => view.setCurves({ column: event.currentTarget.value || null })}
            />
            <Text size="xs">{t('charts.curves.smoothing')}</Text>
            <Slider
              size="sm"
              min={0}
              max={0.99}
              step={0.01}
              label={null}
              thumbLabel={t('charts.curves.smoothing')}
              value={options.smoothing}
              onChange={(smoothing) => view.setCurves({ smoothing })}
            />
            <Text size="xs" c="dimmed">
              {t('charts.curves.smoothingHelp')}
            </Text>
            <Text size="xs" c="dimmed">
              {t('charts.curves.marks')}
            </Text>
          </Stack>
        </Popover.Dropdown>
      </Popover>
    </>
  );
}
