import { Textarea } from '@mantine/core';
import { mostNoteLetters } from '../../core/project/schema.ts';
import { usePlayground, useProject } from '../../store/react.tsx';
import { useTranslation } from '../common/use-translation.ts';

/** What somebody wrote about the document. `fresh`: it is about to be written. */
export function NoteField({ fresh, onDone }: { readonly fresh: boolean; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const { project } = usePlayground();
  const note = useProject((document) => document.note ?? '');
  return (
    <Textarea
      size="xs"
      label={t('panels.document.note')}
      autosize
      minRows={2}
      maxRows={8}
      maxLength={mostNoteLetters}
      autoFocus={fresh}
      value={note}
      onChange={({ currentTarget: { value } }) =>
        project.edit(({ note: _, ...document }) => (value === '' ? document : { ...document, note: value }), {
          gesture: 'document.note',
        })
      }
      onBlur={() => {
        project.endGesture();
        onDone();
      }}
    />
  );
}
