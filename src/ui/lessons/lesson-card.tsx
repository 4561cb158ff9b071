import { ActionIcon, Progress as Bar, Button, CloseButton } from '@mantine/core';
import { IconArrowLeft, IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { isAbout } from '../../core/lessons/begin.ts';
import type { Lesson } from '../../core/lessons/lesson.ts';
import { isOver } from '../../core/lessons/progress.ts';
import { lessons } from '../../core/lessons/registry.ts';
import { diagnostic } from '../../core/util/diagnostics.ts';
import { usePlayground, useProject, useView } from '../../store/react.tsx';
import { focusCanvas } from '../common/focus-canvas.ts';
import { lessonHost } from '../common/lesson-host.ts';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import { EndView } from './end-view.tsx';
import './lessons.css';
import { focusAt } from './places.ts';
import { StepView } from './step-view.tsx';
import { usePlace } from './use-place.ts';
import { usePlayer } from './use-player.ts';

/** The address asks for a lesson no longer: a reload shall not bring it back. */
function dropFromAddress(): void {
  const parameters = new URLSearchParams(location.hash.slice(1));
  if (!parameters.has('lesson')) return;
  parameters.delete('lesson');
  history.replaceState(null, '', `${location.pathname}${location.search}${parameters.size > 0 ? `#${parameters}` : ''}`);
}

function Played({ lesson }: { readonly lesson: Lesson }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const { view } = usePlayground();
  const { player, begun, progress } = usePlayer(lesson);
  const [folded, setFolded] = useState(false);
  const card = useRef<HTMLElement>(null);
  const host = useSyncExternalStore(lessonHost.subscribe, lessonHost.get, lessonHost.get);
  // There it stands beside what it would open.
  const open = useView((state) => state.landscape);
  const heading = useRef<HTMLHeadingElement>(null);
  const step = lesson.steps[progress.step];
  const astray = !useProject((document) => isAbout(lesson, document));
  const corner = usePlace(folded ? null : (step?.at ?? null), card);
  const number = lessons.indexOf(lesson) + 1;
  const title = localized(lesson.text.title);
  const over = isOver(lesson, progress);
  const act = step?.type === 'act' ? step : null;

  // Whoever goes on, by hand or by key, reads on from the top; whoever does what a step asks for is left where he is.
  const shown = progress.step;
  useEffect(() => {
    if (shown >= 0) heading.current?.focus({ preventScroll: true });
    heading.current?.parentElement?.scrollTo(0, 0);
  }, [shown]);

  // Where the card goes from one place to another, what had the focus in it is gone.
  useEffect(() => {
    const stands = host?.isConnected ?? true;
    if (stands && document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [host]);

  // The way back from the place that a step speaks of.
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { target, key, ctrlKey, metaKey, altKey, defaultPrevented } = event;
      const typing =
        target instanceof Element && target.closest('input, textarea, select, [contenteditable="true"], [role="dialog"]');
      if (key.toLowerCase() !== 'l' || ctrlKey || metaKey || altKey || defaultPrevented || typing) return;
      event.preventDefault();
      heading.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  const leave = (): void => {
    dropFromAddress();
    view.set({ lesson: null });
    focusCanvas();
  };
  const landscape = act?.at.of === 'landscape';
  const shownCard = (
    <section
      ref={card}
      className="lesson-card"
      data-corner={corner}
      data-testid="lesson"
      data-lesson={lesson.id}
      data-step={step?.id ?? 'end'}
      data-over={over}
      aria-label={t('lessons.region', { number, title })}
      onKeyDown={(event) => {
        // A dialog that it stands in is closed by that key.
        if (event.key !== 'Escape' || host) return;
        event.stopPropagation();
        leave();
      }}
    >
      <header>
        <div>
          <span className="lesson-number">{t('lessons.number', { number })}</span>
          <h2>{title}</h2>
        </div>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="md"
          aria-label={t(folded ? 'lessons.unfold' : 'lessons.fold')}
          aria-expanded={!folded}
          onClick={() => setFolded(!folded)}
        >
          {folded ? <IconChevronUp size={18} /> : <IconChevronDown size={18} />}
        </ActionIcon>
        <CloseButton aria-label={t('lessons.leave')} title={t('lessons.leave')} onClick={leave} />
      </header>
      <Bar size={3} value={(100 * progress.step) / lesson.steps.length} aria-hidden="true" />
      {folded ? null : (
        <>
          <div className="lesson-body">
            <h3 ref={heading} tabIndex={-1} className="lesson-step">
              {step ? t('lessons.step', { step: progress.step + 1, steps: lesson.steps.length }) : t('lessons.end')}
              {step?.type === 'ask' ? ` · ${t('lessons.predict')}` : ''}
            </h3>
            {progress.step === 0 ? <p className="lesson-about">{localized(lesson.text.about)}</p> : null}
            {begun && astray ? (
              <p className="lesson-astray">
                {t('lessons.astray')}
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => {
                    heading.current?.focus();
                    void player.reopen();
                  }}
                >
                  {t('lessons.reopen')}
                </Button>
              </p>
            ) : null}
            {step ? (
              <StepView
                lesson={lesson}
                step={step}
                progress={progress}
                onAnswer={(answer) => {
                  if (step.type === 'ask') player.answer(step, answer);
                }}
              />
            ) : (
              <EndView lesson={lesson} onAgain={() => void player.again()} onLeave={leave} />
            )}
          </div>
          {step ? (
            <footer>
              {progress.step > 0 ? (
                <ActionIcon
                  size="md"
                  variant="subtle"
                  color="gray"
                  aria-label={t('lessons.goBack')}
                  title={t('lessons.goBack')}
                  onClick={player.backward}
                >
                  <IconArrowLeft size={18} />
                </ActionIcon>
              ) : null}
              {open ? null : (
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => (landscape ? view.set({ landscape: true }) : focusAt(step.at))}
                >
                  {t(landscape ? 'lessons.openLandscape' : 'lessons.showMe')}
                </Button>
              )}
              {act && !over && (act.edit || act.train) ? (
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => {
                    // The button goes when the step is done, and must not take the focus with it.
                    heading.current?.focus();
                    player.does(act);
                  }}
                >
                  {act.train
                    ? t(act.train.anew ? 'lessons.trainAnew' : 'lessons.train', { epochs: act.train.epochs })
                    : t('lessons.doIt')}
                </Button>
              ) : null}
              {act && !over ? (
                <Button size="xs" variant="subtle" color="gray" ml="auto" onClick={player.forward}>
                  {t('lessons.skip')}
                </Button>
              ) : (
                <Button size="xs" ml="auto" aria-disabled={!over} data-blocked={!over || undefined} onClick={player.forward}>
                  {t('lessons.goOn')}
                </Button>
              )}
            </footer>
          ) : null}
        </>
      )}
      <p className="visually-hidden" role="status">
        {act && progress.done ? t('lessons.saidDone') : ''}
      </p>
    </section>
  );
  return host ? createPortal(shownCard, host) : shownCard;
}

/** The lesson that is played, beside the page that it speaks of: nothing of the page is covered that a step is about, nothing is blocked. */
export function LessonCard() {
  const { run, view } = usePlayground();
  const id = view.getState().lesson;
  const lesson = lessons.find((one) => one.id === id);
  useEffect(() => {
    if (id === null || lesson) return;
    const known = lessons.map((one) => one.id).join(', ');
    run.notify([diagnostic('page.unknownParameter', { name: 'lesson', value: id.slice(0, 40), known }, 'page')]);
    view.set({ lesson: null });
  }, [id, lesson, run, view]);
  return lesson ? <Played lesson={lesson} /> : null;
}
