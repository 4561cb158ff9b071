import { Group, NumberInput, Slider, Text, Tooltip } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { formatNumber } from '../../core/util/number-text.ts';
import { useTranslation } from './use-translation.ts';

/**
 * A slider with its number beside it, which may lie beyond the slider. A number that is refused stays in the field, with the reason below, until
 * the field is left. One drag is one gesture: `onEnd` tells when the hand lets go.
 */
export function LabelledSlider(props: {
  readonly label: string;
  /** In pixels; by default as wide as the labels of a column of them. */
  readonly labelWidth?: number;
  /** Said to screen readers; names what the slider belongs to. */
  readonly name: string;
  readonly help: ReactNode;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** The largest number that can be typed; by default there is none. */
  readonly most?: number;
  readonly step: number;
  readonly suffix?: string;
  readonly onChange: (value: number) => void;
  readonly onEnd: () => void;
}) {
  const { label, labelWidth = 72, name, help, value, min, max, most = Number.POSITIVE_INFINITY, step, suffix } = props;
  const { onChange, onEnd } = props;
  const { t } = useTranslation();
  const reason = useId();
  const [refused, setRefused] = useState<number | null>(null);
  return (
    <Group gap="xs" wrap={refused === null ? 'nowrap' : 'wrap'} className="labelled-slider">
      <Tooltip label={help} multiline maw={280} position="top-start">
        <Text size="xs" w={labelWidth} style={{ flexShrink: 0 }}>
          {label}
        </Text>
      </Tooltip>
      <Slider
        flex={1}
        size="sm"
        thumbSize={16}
        label={null}
        thumbLabel={name}
        value={Math.min(max, Math.max(min, value))}
        min={min}
        max={max}
        step={step}
        onChange={onChange}
        onChangeEnd={onEnd}
      />
      <NumberInput
        w={64}
        size="xs"
        hideControls
        aria-label={name}
        value={refused ?? value}
        error={refused !== null}
        aria-describedby={refused === null ? undefined : reason}
        // What is refused is not made something else without a word.
        clampBehavior="none"
        step={step}
        {...(suffix === undefined ? {} : { suffix })}
        onChange={(next) => {
          if (typeof next !== 'number') return;
          const fits = next >= min && next <= most;
          setRefused(fits ? null : next);
          if (fits) onChange(next);
        }}
        onBlur={() => {
          setRefused(null);
          onEnd();
        }}
      />
      {refused === null ? null : (
        <Text id={reason} role="alert" size="xs" c="error" w="100%">
          {Number.isFinite(most)
            ? t('panels.refusedBetween', { value: formatNumber(refused), min, max: most })
            : t('panels.refusedBelow', { value: formatNumber(refused), min })}
        </Text>
      )}
    </Group>
  );
}
