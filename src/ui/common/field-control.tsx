import { NumberInput, Select, Switch, TextInput, Tooltip } from '@mantine/core';
import { useState } from 'react';
import type { FieldSpec } from '../../core/layers/types.ts';
import { assertNever } from '../../core/util/assert-never.ts';
import { LongText } from './long-text.tsx';
import { useLocalized } from './use-localized.ts';

interface FieldProps {
  readonly field: FieldSpec;
  readonly value: unknown;
  /** What the schema says against the value, in words. */
  readonly error?: string | undefined;
  readonly onChange: (value: unknown) => void;
}

const integersOf = (text: string): number[] | null => {
  const parts = text.split(/[\s,×x]+/).filter((part) => part !== '');
  const numbers = parts.map(Number);
  return parts.length > 0 && numbers.every(Number.isInteger) ? numbers : null;
};

function IntegersControl({ field, value, error, onChange }: FieldProps) {
  const localized = useLocalized();
  const shown = Array.isArray(value) ? value.join(' × ') : String(value ?? '');
  const [draft, setDraft] = useState<string | null>(null);
  const commit = () => {
    const numbers = draft === null ? null : integersOf(draft);
    if (numbers !== null) onChange(numbers);
    setDraft(null);
  };
  return (
    <TextInput
      label={localized(field.title)}
      value={draft ?? shown}
      error={error}
      inputMode="numeric"
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}

/** The same without a tooltip, where what it does is said beside it. */
export function PlainControl({ field, value, error, onChange }: FieldProps) {
  const localized = useLocalized();
  const label = localized(field.title);
  switch (field.control) {
    case 'integer':
    case 'number':
      return (
        <NumberInput
          label={label}
          value={typeof value === 'number' ? value : ''}
          error={error}
          allowDecimal={field.control === 'number'}
          {...(field.min === undefined ? {} : { min: field.min })}
          {...(field.max === undefined ? {} : { max: field.max })}
          step={field.step ?? 1}
          onChange={(next) => {
            if (typeof next === 'number') onChange(next);
          }}
        />
      );
    case 'choice':
      return (
        <Select
          label={label}
          value={String(value)}
          error={error}
          allowDeselect={false}
          data={field.options.map((option) => ({ value: option.value, label: localized(option.title) }))}
          onChange={(next) => {
            if (next !== null) onChange(next);
          }}
        />
      );
    case 'switch':
      return (
        <Switch
          label={label}
          checked={value === true}
          error={error}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'integers':
      return <IntegersControl field={field} value={value} error={error} onChange={onChange} />;
    default:
      return assertNever(field);
  }
}

/** One parameter of a layer or a data set, with what it does to training as its tooltip. */
export function FieldControl(props: FieldProps) {
  return (
    <Tooltip
      label={<LongText text={props.field.help} />}
      multiline
      maw={280}
      openDelay={400}
      position="left"
      events={{ hover: true, focus: false, touch: false }}
    >
      <div>
        <PlainControl {...props} />
      </div>
    </Tooltip>
  );
}
