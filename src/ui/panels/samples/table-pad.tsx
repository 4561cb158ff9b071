import { Select, Switch, Text } from '@mantine/core';
import { tableLines } from '../../../core/data/table-lines.ts';
import type { InputInfo } from '../../../core/project/signature.ts';
import { at } from '../../../core/util/assert-never.ts';
import { LabelledSlider } from '../../common/labelled-slider.tsx';
import { useLocalized } from '../../common/use-localized.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { featureValue } from './sample-values.ts';

/** Standard deviations that one would try where a feature does not say more. */
const usualRange = [-3, 3] as const;

/** A row of a table to set, in the units of the data. */
export function TablePad(props: {
  readonly info: InputInfo;
  readonly values: Float32Array;
  readonly onChange: (values: Float32Array) => void;
}) {
  const { info, values, onChange } = props;
  const { t } = useTranslation();
  const localized = useLocalized();
  const features = info.features ?? Array.from(values, (_, i) => ({ title: { en: `x${i + 1}`, 'zh-CN': `x${i + 1}` } }));
  const set = (changes: readonly (readonly [index: number, value: number])[]): void => {
    const next = values.slice();
    for (const [index, value] of changes) next[index] = value;
    onChange(next);
  };
  return (
    <div className="table-pad">
      <Text size="xs" c="dimmed">
        {t('tryIt.change')}
      </Text>
      {tableLines(features).map((line) => {
        if (line.kind === 'choice') {
          const chosen = line.options.findIndex((_, i) => at(values, line.index + i) >= 0.5);
          return (
            <Select
              key={line.index}
              size="xs"
              label={localized(line.title)}
              allowDeselect={false}
              value={String(chosen)}
              data={line.options.map((option, i) => ({ value: String(i), label: localized(option) }))}
              onChange={(next) => set(line.options.map((_, i) => [line.index + i, String(i) === next ? 1 : 0]))}
            />
          );
        }
        const title = localized(line.feature.title);
        if (line.kind === 'flag') {
          return (
            <Switch
              key={line.index}
              size="xs"
              label={title}
              checked={at(values, line.index) >= 0.5}
              onChange={(event) => set([[line.index, event.currentTarget.checked ? 1 : 0]])}
            />
          );
        }
        const { scale = 1, offset = 0, unit, range = usualRange } = line.feature;
        const [smallest, largest] = [featureValue(line.feature, range[0]), featureValue(line.feature, range[1])];
        return (
          <LabelledSlider
            key={line.index}
            label={title}
            name={title}
            help={unit ? `${title} (${unit})` : title}
            value={featureValue(line.feature, at(values, line.index))}
            min={Math.min(smallest, largest)}
            max={Math.max(smallest, largest)}
            step={Number(((Math.abs(largest - smallest) || 1) / 100).toPrecision(1))}
            onChange={(value) => set([[line.index, (value - offset) / scale]])}
            onEnd={() => undefined}
          />
        );
      })}
    </div>
  );
}
