import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from '../../common/use-translation.ts';
import { numberIn, shownNumber, typedNumber } from './typed-number.ts';

/** A number that may be none. What is typed stays in the field while it is none yet. */
export function NumberField(props: {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly onEnd?: () => void;
  readonly describedBy?: string;
}) {
  const { label, value, onChange, onEnd, describedBy } = props;
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [left, setLeft] = useState(false);
  const shown = shownNumber(text, value);
  return (
    <TextInput
      label={label}
      aria-describedby={describedBy}
      autoComplete="off"
      value={shown}
      error={left && value === null && shown.trim() !== '' ? t('classroom.card.noNumber') : undefined}
      onChange={({ currentTarget }) => {
        const typed = typedNumber(currentTarget.value);
        setLeft(false);
        setText(typed);
        onChange(numberIn(typed));
      }}
      onBlur={() => {
        setLeft(true);
        onEnd?.();
      }}
    />
  );
}
