import { Anchor, Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { most } from '../../../core/lessons/sheet/sheet.ts';
import type { Project } from '../../../core/project/schema.ts';
import { serializeProject } from '../../../core/project/serialize.ts';
import { fileNameOf } from '../../../core/runs/file-name.ts';
import type { SheetPlayer } from '../../../store/classroom/sheet-player.ts';
import { linkTo } from '../../../store/link.ts';
import { saveFile } from '../../common/save-file.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { pageAddress } from '../page-address.ts';
import { LinkOut } from './link-out.tsx';

/** Longer ones are cut by some mail and chat programs, in letters. */
const longLink = 8000;

/** What a student has done, as a link for the teacher. Made when it is asked for: what is done afterwards asks for another one. */
export function HandIn({ player, name }: { readonly player: SheetPlayer; readonly name: string }) {
  const { t } = useTranslation();
  const [made, setMade] = useState<{ readonly document: Project; readonly link: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const handIn = async (): Promise<void> => {
    setBusy(true);
    const document = await player.handIn();
    setMade({ document, link: linkTo(pageAddress(), document) });
    setBusy(false);
  };
  const save = (document: Project): void =>
    saveFile(fileNameOf(document, null, 'json', name), serializeProject(document), 'application/json');
  return (
    <>
      <TextInput
        label={t('classroom.card.name')}
        maxLength={most.name}
        value={name}
        onChange={(event) => {
          setMade(null);
          player.name(event.currentTarget.value);
        }}
      />
      <Button size="xs" mt={6} loading={busy} onClick={() => void handIn()}>
        {t('classroom.card.handIn')}
      </Button>
      <p className="visually-hidden" role="status">
        {busy ? t('classroom.card.handingIn') : ''}
      </p>
      {made ? (
        <div className="sheet-link" data-testid="sheet-link">
          <p role="status">
            {made.link.length > longLink
              ? t('classroom.card.longLink', { letters: made.link.length })
              : t('classroom.card.handedIn')}
          </p>
          <LinkOut link={made.link} label={t('classroom.card.handedLink')}>
            <Anchor component="button" type="button" size="xs" onClick={() => save(made.document)}>
              {t('classroom.card.asFile')}
            </Anchor>
          </LinkOut>
        </div>
      ) : null}
    </>
  );
}
