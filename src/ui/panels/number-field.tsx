import { Autocomplete, Tooltip } from '@mantine/core';
import { useState } from 'react';
import type { Parser } from '../common/parser.ts';
import { useTranslation } from '../common/use-translation.ts';

/**
 * A number that is typed or chosen. What the schema refuses stays in the field with a message beside it, and the document keeps its
 * last good value.
 */
export function NumberField(props: {
  readonly label: string;
  readonly help: string;
  readonly schema: Parser<number>;
  readonly value: number;
  readonly suggestions: readonly number[];
  readonly onChange: (value: number) => void;
  readonly onEnd: () => void;
}) {
  const { label, help, schema, value, suggestions, onChange, onEnd } = props;
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string | null>(null);
  const accepts = (text: string): number | null => {
    const parsed = schema.safeParse(text.trim() === '' ? Number.NaN : Number(text));
    return parsed.success ? parsed.data : null;
  };
  const refused = draft !== null && accepts(draft) === null;
  return (
    <Tooltip label={help} multiline maw={280} events={{ hover: true, focus: false, touch: false }}>
      <Autocomplete
        size="xs"
        label={label}
        inputMode="decimal"
        value={draft ?? String(value)}
        error={refused ? t('panels.training.invalid') : undefined}
        data={suggestions.map(String)}
        filter={({ options }) => options}
        onChange={(text) => {
          const accepted = accepts(text);
          setDraft(text);
          if (accepted !== null && accepted !== value) onChange(accepted);
        }}
        onBlur={() => {
          if (!refused) setDraft(null);
          onEnd();
        }}
      />
    </Tooltip>
  );
}
