import { Group, NumberInput, Switch } from '@mantine/core';
import type { Parser } from '../common/parser.ts';

/** The settings of the chosen optimiser or schedule, from its own keys; a value that its schema refuses changes nothing. */
export function VariantFields<T extends { readonly kind: string }>(props: {
  readonly values: T;
  /** What each of its keys is called. */
  readonly labels: Readonly<Record<string, string>>;
  readonly parse: Parser<T>;
  readonly onChange: (values: T) => void;
  readonly onEnd: () => void;
}) {
  const { values, labels, parse, onChange, onEnd } = props;
  const entries: [string, unknown][] = Object.entries(values);
  const fields = entries.filter(([name]) => name !== 'kind');
  if (fields.length === 0) return null;
  const set = (name: string, value: unknown): void => {
    const parsed = parse.safeParse({ ...values, [name]: value });
    if (parsed.success) onChange(parsed.data);
  };
  return (
    <Group gap="xs" align="end">
      {fields.map(([name, value]) =>
        typeof value === 'boolean' ? (
          <Switch key={name} label={labels[name]} checked={value} onChange={(event) => set(name, event.currentTarget.checked)} />
        ) : (
          <NumberInput
            key={name}
            w={84}
            label={labels[name]}
            value={typeof value === 'number' ? value : ''}
            step={name === 'epsilon' ? 1e-7 : typeof value === 'number' && value >= 1 ? 1 : 0.05}
            decimalScale={10}
            hideControls={name === 'epsilon'}
            onChange={(next) => {
              if (typeof next === 'number') set(name, next);
            }}
            onBlur={onEnd}
          />
        ),
      )}
    </Group>
  );
}
