import { ActionIcon, Switch } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import type { Place } from '../../../core/lessons/lesson.ts';
import { openStep } from '../../../core/lessons/sheet/progress.ts';
import { usePlayground, useProject } from '../../../store/react.tsx';
import { lessonHost } from '../../common/lesson-host.ts';
import { useTranslation } from '../../common/use-translation.ts';
import '../../lessons/lessons.css';
import { focusAt, placeOf } from '../../lessons/places.ts';
import { usePlace } from '../../lessons/use-place.ts';
import { Answered, AnswerForm } from './answer-form.tsx';
import { BesideNotice } from './beside-notice.tsx';
import './classroom.css';
import { HandIn } from './hand-in.tsx';
import { HandedView } from './handed-view.tsx';
import { StepList } from './step-list.tsx';
import { useSheet } from './use-sheet.ts';

/** A task for a class beside the page that it speaks of: question, steps, answer, and the way to hand in. */
export function SheetCard() {
  const { t } = useTranslation();
  const { view } = usePlayground();
  const { player, sheet, unreadable, progress, beside } = useSheet();
  const title = useProject(({ name }) => name);
  const [folded, setFolded] = useState(false);
  const [shown, setShown] = useState<Place | null>(null);
  const card = useRef<HTMLElement>(null);
  const host = useSyncExternalStore(lessonHost.subscribe, lessonHost.get, lessonHost.get);
  const corner = usePlace(folded ? null : shown, card);
  const current = sheet ? openStep(sheet, progress) : 0;
  // What was shown is done, or passed over.
  useEffect(() => {
    if (current >= 0) setShown(null);
  }, [current]);

  if (progress.writing || !(sheet || unreadable)) return null;
  const show = (place: Place): void => {
    setShown(place);
    const { pane } = placeOf(place);
    if (pane !== null) view.set({ phonePane: pane });
    // On a phone its pane is drawn first.
    requestAnimationFrame(() => requestAnimationFrame(() => focusAt(place)));
  };
  const asks = sheet?.question !== '' || sheet.answer !== undefined;
  const shownCard = (
    <section
      ref={card}
      className="lesson-card sheet-card"
      data-corner={corner}
      data-folded={folded || undefined}
      data-testid="sheet"
      aria-label={t('classroom.card.region')}
    >
      <header>
        <div>
          <span className="lesson-number">{t('classroom.card.region')}</span>
          <h2>{title}</h2>
        </div>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="md"
          aria-label={t(folded ? 'classroom.card.unfold' : 'classroom.card.fold')}
          aria-expanded={!folded}
          onClick={() => setFolded(!folded)}
        >
          {folded ? <IconChevronUp size={18} /> : <IconChevronDown size={18} />}
        </ActionIcon>
      </header>
      {folded ? null : (
        <div className="lesson-body">
          {sheet ? null : <p>{t('classroom.card.unreadable')}</p>}
          {sheet?.handed ? <HandedView sheet={sheet} handed={sheet.handed} /> : null}
          {sheet && !sheet.handed ? (
            <>
              <BesideNotice sheet={sheet} beside={beside} player={player} />
              {sheet.question === '' ? null : <p className="lesson-about sheet-words">{sheet.question}</p>}
              {sheet.steps.length > 0 ? <StepList sheet={sheet} progress={progress} onShow={show} onSkip={player.skip} /> : null}
              {progress.answer === null ? (
                <AnswerForm sheet={sheet} onAnswer={player.answer} />
              ) : (
                <Answered sheet={sheet} given={progress.answer} byReader />
              )}
              {sheet.hidden.length > 0 ? (
                <Switch
                  my={10}
                  label={t('classroom.card.everything')}
                  description={t('classroom.card.everythingHelp')}
                  checked={progress.everything}
                  onChange={(event) => player.showEverything(event.currentTarget.checked)}
                />
              ) : null}
              {asks || sheet.steps.length > 0 ? <HandIn player={player} name={progress.name} /> : null}
            </>
          ) : null}
        </div>
      )}
      <p className="visually-hidden" role="status">
        {sheet && current > 0 && progress.steps[current - 1] === 'done' ? t('classroom.card.said', { number: current }) : ''}
      </p>
    </section>
  );
  return host ? createPortal(shownCard, host) : shownCard;
}
