import { Group, RangeSlider, Text } from '@mantine/core';
import { usePlayground, useProject } from '../../store/react.tsx';
import { useTranslation } from '../common/use-translation.ts';

const percent = (fraction: number): number => Math.round(fraction * 100);

/** Two thumbs make three parts: training, validation, test. */
export function SplitControl() {
  const { t } = useTranslation();
  const { project } = usePlayground();
  const { train, validation } = useProject((document) => document.data.split);
  const parts = [
    { name: t('panels.data.train'), percent: percent(train) },
    { name: t('panels.data.validation'), percent: percent(validation) },
    { name: t('panels.data.test'), percent: percent(1 - train - validation) },
  ];
  return (
    <>
      <Group justify="space-between" gap={4}>
        {parts.map((part) => (
          <Text key={part.name} size="xs" className="figure">
            {t('panels.data.splitOf', part)}
          </Text>
        ))}
      </Group>
      <RangeSlider
        size="sm"
        thumbSize={16}
        mt={4}
        label={null}
        min={1}
        max={99}
        minRange={1}
        value={[percent(train), percent(train + validation)]}
        thumbFromLabel={`${t('panels.data.split')}: ${t('panels.data.train')}`}
        thumbToLabel={`${t('panels.data.split')}: ${t('panels.data.validation')}`}
        onChange={([from, to]) =>
          project.edit(
            (document) => ({
              ...document,
              data: { ...document.data, split: { train: from / 100, validation: (to - from) / 100 } },
            }),
            { gesture: 'data.split' },
          )
        }
        onChangeEnd={project.endGesture}
      />
    </>
  );
}
