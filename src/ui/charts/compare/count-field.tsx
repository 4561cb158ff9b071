import { NumberInput } from '@mantine/core';

/** A whole number; what is none leaves the last one. */
export function CountField(props: {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}) {
  const { label, value, min, max, onChange } = props;
  return (
    <NumberInput
      size="xs"
      w={110}
      label={label}
      min={min}
      max={max}
      allowDecimal={false}
      value={value}
      onChange={(given) => {
        if (typeof given === 'number') onChange(Math.min(max, Math.max(min, Math.floor(given))));
      }}
    />
  );
}
