import { Button, Modal, Text } from '@mantine/core';
import { useDeferredValue, useMemo } from 'react';
import { emptySheet, type Sheet, sheetOf, withSheet } from '../../../core/lessons/sheet/sheet.ts';
import type { Project } from '../../../core/project/schema.ts';
import { linkTo } from '../../../store/link.ts';
import { usePlayground, useProject, useView } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import { pageAddress } from '../page-address.ts';
import './classroom.css';
import { LinkOut } from './link-out.tsx';
import { QuestionEditor } from './question-editor.tsx';
import type { SheetEditor } from './sheet-editor.ts';
import { StepsEditor } from './steps-editor.tsx';
import { useSheet } from './use-sheet.ts';
import { VisibleEditor } from './visible-editor.tsx';
import { WeightsEditor } from './weights-editor.tsx';

/** What was handed in is no part of what is given out. */
function toGive(document: Project): Project {
  const sheet = sheetOf(document);
  if (sheet === null || sheet === 'unreadable') return document;
  const { handed: _, ...task } = sheet;
  return withSheet(document, task);
}

/** Where a teacher sets a task on the document on the screen. All of it is an edit of the document, to be undone. */
export function SheetDialog() {
  const { t } = useTranslation();
  const { project, view } = usePlayground();
  const { player, sheet, veiled } = useSheet();
  const document = useProject((now) => now);
  // Packed when hands rest.
  const packed = useDeferredValue(document);
  const speed = useView((now) => now.speed);
  const link = useMemo(() => linkTo(pageAddress(), toGive(packed), speed), [packed, speed]);
  const close = (): void => {
    project.endGesture();
    view.set({ dialog: null });
  };
  const edit: SheetEditor['edit'] = (recipe, gesture) =>
    player.edit(({ handed: _, ...before }: Sheet) => recipe(before), gesture);
  const editor: SheetEditor = {
    sheet: sheet ?? emptySheet,
    edit,
    endGesture: project.endGesture,
    unveil: veiled.has(sheet?.sealed ?? '') ? player.unveil : null,
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t('classroom.make.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className="sheet-form" data-testid="sheet-form">
        <QuestionEditor {...editor} />
        <StepsEditor {...editor} />
        <VisibleEditor {...editor} />
        <WeightsEditor {...editor} />
        <section aria-label={t('classroom.make.linkPart')}>
          <h3>{t('classroom.make.linkPart')}</h3>
          {sheet ? null : (
            <Text size="xs" c="dimmed" mb={6}>
              {t('classroom.make.empty')}
            </Text>
          )}
          {sheet?.answer?.kind === 'choice' && sheet.answer.choices.some((choice) => choice.trim() === '') ? (
            <Text size="xs" c="var(--mantine-color-error)" mb={6} role="status">
              {t('classroom.make.choiceEmpty')}
            </Text>
          ) : null}
          {speed === null ? null : (
            <Text size="xs" c="dimmed" mb={6}>
              {t('classroom.make.speed', { number: speed })}
            </Text>
          )}
          <LinkOut link={link} label={t('classroom.make.link')}>
            {sheet ? (
              <Button
                size="xs"
                variant="default"
                onClick={() => {
                  close();
                  player.write(false);
                }}
              >
                {t('classroom.make.asStudent')}
              </Button>
            ) : null}
          </LinkOut>
        </section>
      </div>
    </Modal>
  );
}
