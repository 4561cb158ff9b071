import { Group, NumberInput, Slider, Text, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

/** A slider with its number beside it. One drag is one gesture: `onEnd` tells when the hand lets go. */
export function LabelledSlider(props: {
  readonly label: string;
  /** Said to screen readers; names what the slider belongs to. */
  readonly name: string;
  readonly help: ReactNode;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly suffix?: string;
  readonly onChange: (value: number) => void;
  readonly onEnd: () => void;
}) {
  const { label, name, help, value, min, max, step, suffix, onChange, onEnd } = props;
  return (
    <Group gap="xs" wrap="nowrap" className="labelled-slider">
      <Tooltip label={help} multiline maw={280} position="right">
        <Text size="xs" w={72} style={{ flexShrink: 0 }}>
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
        value={value}
        min={min}
        step={step}
        {...(suffix === undefined ? {} : { suffix })}
        onChange={(next) => {
          if (typeof next === 'number' && next >= min) onChange(next);
        }}
        onBlur={onEnd}
      />
    </Group>
  );
}
