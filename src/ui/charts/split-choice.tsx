import { SegmentedControl } from '@mantine/core';
import type { SplitName } from '../../core/data/types.ts';
import { useTranslation } from '../common/use-translation.ts';

const splits = ['validation', 'test', 'train'] as const satisfies readonly SplitName[];

export function SplitChoice({ value, onChange }: { readonly value: SplitName; readonly onChange: (split: SplitName) => void }) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('charts.confusion.split')}
      value={value}
      data={splits.map((name) => ({ value: name, label: t(`panels.data.${name}`) }))}
      onChange={(next) => onChange(splits.find((name) => name === next) ?? 'validation')}
    />
  );
}
