import { Checkbox, NativeSelect, SegmentedControl, Slider, Stack, Text } from '@mantine/core';
import type { ColumnInfo } from '../../core/runs/columns/types.ts';
import { usePlayground, useView } from '../../store/react.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';

/** How curves are drawn. `further`: other columns that can be drawn; `column`: the id of the one that is, '' for none. */
export function CurveOptionsList({ further, column }: { readonly further: readonly ColumnInfo[]; readonly column: string }) {
  const { t } = useTranslation();
  const { view } = usePlayground();
  const options = useView((state) => state.curves);
  const localized = useLocalized();
  return (
    <Stack gap="xs" w={220}>
      <Checkbox
        size="xs"
        label={t('curveOptions.log')}
        checked={options.logScale}
        onChange={(event) => view.setCurves({ logScale: event.currentTarget.checked })}
      />
      <Checkbox
        size="xs"
        label={t('curveOptions.normalised')}
        description={t('curveOptions.normalisedHelp')}
        checked={options.normalised}
        onChange={(event) => view.setCurves({ normalised: event.currentTarget.checked })}
      />
      <Checkbox
        size="xs"
        label={t('curveOptions.raw')}
        checked={options.showRaw}
        onChange={(event) => view.setCurves({ showRaw: event.currentTarget.checked })}
      />
      <Checkbox
        size="xs"
        label={t('curveOptions.validation')}
        checked={options.showValidation}
        onChange={(event) => view.setCurves({ showValidation: event.currentTarget.checked })}
      />
      <SegmentedControl
        size="xs"
        aria-label={t('curveOptions.axis')}
        value={options.axis}
        data={(['step', 'epoch', 'seconds'] as const).map((axis) => ({ value: axis, label: t(`charts.curves.axes.${axis}`) }))}
        onChange={(axis) => view.setCurves({ axis: axis === 'epoch' || axis === 'seconds' ? axis : 'step' })}
      />
      <NativeSelect
        size="xs"
        label={t('curveOptions.further')}
        value={column}
        data={[
          { value: '', label: t('curveOptions.furtherNone') },
          ...further.map(({ id, title, unit }) => ({
            value: id,
            label: unit === null ? localized(title) : `${localized(title)} (${unit})`,
          })),
        ]}
        onChange={(event) => view.setCurves({ column: event.currentTarget.value || null })}
      />
      <Text size="xs">{t('curveOptions.smoothing')}</Text>
      <Slider
        size="sm"
        min={0}
        max={0.99}
        step={0.01}
        label={null}
        thumbLabel={t('curveOptions.smoothing')}
        value={options.smoothing}
        onChange={(smoothing) => view.setCurves({ smoothing })}
      />
      <Text size="xs" c="dimmed">
        {t('curveOptions.smoothingHelp')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('curveOptions.marks')}
      </Text>
    </Stack>
  );
}
