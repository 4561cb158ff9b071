import { Button } from '@mantine/core';
import type { Sheet } from '../../../core/lessons/sheet/sheet.ts';
import type { BesideState, SheetPlayer } from '../../../store/classroom/sheet-player.ts';
import { useRun } from '../../../store/react.tsx';
import { chooseFile } from '../../common/choose-file.ts';
import { useTranslation } from '../../common/use-translation.ts';

/** Asks for the file with weights that belongs to a link, as long as nothing is trained. */
export function BesideNotice(props: { readonly sheet: Sheet; readonly beside: BesideState; readonly player: SheetPlayer }) {
  const { sheet, beside, player } = props;
  const { t } = useTranslation();
  const begun = useRun(({ history }) => history.status.step > 0);
  const file = sheet.weights?.name ?? '';
  if (beside.is === 'given') {
    return (
      <p className="lesson-hint" role="status">
        {t('classroom.beside.given', { file })}
      </p>
    );
  }
  if (beside.is === 'none' || begun) return null;
  if (beside.is === 'left') {
    return (
      <div className="sheet-beside" role="status">
        <p>{t('classroom.beside.left', { file })}</p>
        <Button size="xs" variant="default" onClick={player.again}>
          {t('classroom.beside.again')}
        </Button>
      </div>
    );
  }
  return (
    <div className="sheet-beside" role="status">
      <p>{t('classroom.beside.wanted', { file })}</p>
      {beside.is === 'wanted' ? null : (
        <p className="sheet-refused">{t(`classroom.beside.${beside.is}`, { given: beside.file })}</p>
      )}
      <Button
        size="xs"
        variant="default"
        onClick={() =>
          chooseFile('.safetensors', (chosen) => {
            void chosen.arrayBuffer().then((bytes) => player.giveWeights({ name: chosen.name, bytes: new Uint8Array(bytes) }));
          })
        }
      >
        {t('classroom.beside.choose')}
      </Button>
    </div>
  );
}
