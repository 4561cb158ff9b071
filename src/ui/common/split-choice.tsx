import { SegmentedControl } from '@mantine/core';
import { type SplitName, splitNames } from '../../core/data/types.ts';
import { useTranslation } from './use-translation.ts';

/** On which split something is looked at: the three in the same order everywhere. */
export function SplitChoice({ value, onChange }: { readonly value: SplitName; readonly onChange: (split: SplitName) => void }) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('panels.predictions.split')}
      value={value}
      data={splitNames.map((name) => ({ value: name, label: t(`panels.data.${name}`) }))}
      onChange={(next) => onChange(splitNames.find((name) => name === next) ?? value)}
    />
  );
}
