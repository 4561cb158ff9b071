import { Group, NativeSelect, NumberInput, Text } from '@mantine/core';
import { type Division, splitWays } from '../../core/data/import/choices.ts';
import type { JudgedChoices } from '../../core/data/import/session.ts';
import { useTranslation } from '../common/use-translation.ts';

const whole = new Intl.NumberFormat('en');
const percent = (share: number): number => Math.round(100 * share);

/** How rows are divided into three parts, and how large these are. */
export function DivisionChoice(props: {
  readonly division: Division;
  /** The names of columns of dates. */
  readonly dates: readonly string[];
  readonly parts: JudgedChoices['parts'];
  readonly onChange: (division: Partial<Division>) => void;
}) {
  const { division, dates, parts, onChange } = props;
  const { t } = useTranslation();
  const { by, train, validation } = division;
  return (
    <Group gap="sm" align="end">
      <NativeSelect
        size="xs"
        label={t('ownData.split.label')}
        value={by}
        data={splitWays.map((value) => ({ value, label: t(`ownData.split.ways.${value}`) }))}
        onChange={({ currentTarget: { value } }) => onChange({ by: splitWays.find((one) => one === value) ?? by })}
      />
      {by === 'time' && dates.length > 1 ? (
        <NativeSelect
          size="xs"
          label={t('ownData.split.time')}
          value={division.time ?? dates[0] ?? ''}
          data={[...dates]}
          onChange={({ currentTarget: { value } }) => onChange({ time: value })}
        />
      ) : null}
      {by === 'column' ? null : (
        <>
          <NumberInput
            w={90}
            label={t('ownData.split.train')}
            min={1}
            max={98 - percent(validation)}
            value={percent(train)}
            onChange={(value) => {
              if (typeof value === 'number' && value >= 1 && value + percent(validation) <= 99) onChange({ train: value / 100 });
            }}
          />
          <NumberInput
            w={90}
            label={t('ownData.split.validation')}
            min={1}
            max={98 - percent(train)}
            value={percent(validation)}
            onChange={(value) => {
              if (typeof value === 'number' && value >= 1 && value + percent(train) <= 99) onChange({ validation: value / 100 });
            }}
          />
        </>
      )}
      {by === 'column' || by === 'time' ? null : (
        <Text size="xs" c="dimmed" pb={6}>
          {t('ownData.split.once', { seed: division.seed })}
        </Text>
      )}
      {parts ? (
        <Text size="xs" c="dimmed" pb={6} className="figure">
          {t('ownData.split.sizes', {
            train: whole.format(parts[0]),
            validation: whole.format(parts[1]),
            test: whole.format(parts[2]),
          })}
        </Text>
      ) : null}
    </Group>
  );
}
