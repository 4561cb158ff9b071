import { Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { tokensOf } from '../../../core/data/tokens-of.ts';
import type { InputInfo } from '../../../core/project/signature.ts';
import { useLocalized } from '../../common/use-localized.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { inputWords } from './sample-values.ts';

/** A text to write. What the vocabulary does not know is said; what is too long is cut. */
export function TextPad(props: {
  readonly info: InputInfo;
  readonly tokens: ArrayLike<number>;
  readonly onChange: (tokens: Int32Array) => void;
}) {
  const { info, tokens, onChange } = props;
  const { t } = useTranslation();
  const localized = useLocalized();
  const [draft, setDraft] = useState<{ readonly text: string; readonly tokens: ArrayLike<number> } | null>(null);
  // Another sample was taken: what was written is gone.
  const text = draft && draft.tokens === tokens ? draft.text : inputWords(info, tokens).join(info.joined ? '' : ' ');
  const { unknown } = tokensOf(text, info);
  const length = info.shape[0] ?? 0;
  const pieces = info.joined ? [...text].length : text.split(/\s+/).filter((word) => word !== '').length;
  return (
    <div>
      <Textarea
        autosize
        minRows={2}
        maxRows={8}
        label={info.title ? localized(info.title) : t('tryIt.text')}
        description={t('tryIt.textHelp')}
        value={text}
        onChange={(event) => {
          const written = event.currentTarget.value;
          const next = tokensOf(written, info).tokens;
          setDraft({ text: written, tokens: next });
          onChange(next);
        }}
      />
      {unknown.length > 0 ? (
        <Text size="xs" c="dimmed" role="status">
          {t('tryIt.unknown', { words: [...new Set(unknown)].join(', ') })}
        </Text>
      ) : null}
      {pieces > length ? (
        <Text size="xs" c="dimmed" role="status">
          {t('tryIt.tooLong', { length })}
        </Text>
      ) : null}
    </div>
  );
}
