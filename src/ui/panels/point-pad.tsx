import { Slider, Text } from '@mantine/core';
import { extent } from '../common/plane/plane.ts';
import { useTranslation } from '../common/use-translation.ts';

/** Two sliders: the coordinates of one point. */
export function PointPad(props: {
  readonly point: readonly [number, number];
  readonly onChange: (point: readonly [number, number]) => void;
}) {
  const { t } = useTranslation();
  const { point, onChange } = props;
  const [x, y] = point;
  const axes = [
    { name: 'x₁', value: x, set: (value: number) => onChange([value, y]) },
    { name: 'x₂', value: y, set: (value: number) => onChange([x, value]) },
  ];
  return (
    <div className="point-pad">
      <Text size="xs" c="dimmed">
        {t('tryIt.point')}
      </Text>
      {axes.map(({ name, value, set }) => (
        <div key={name} className="bar-row">
          <Text size="xs">{name}</Text>
          <Slider
            flex={1}
            min={-extent}
            max={extent}
            step={0.01}
            value={value}
            onChange={set}
            label={null}
            thumbLabel={t('tryIt.coordinate', { name })}
          />
          <Text size="xs" className="figure bar-number">
            {value.toFixed(2).replace('-', '−')}
          </Text>
        </div>
      ))}
    </div>
  );
}
