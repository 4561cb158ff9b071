import { Button, TextInput } from '@mantine/core';
import { IconArrowLeft, IconSchool, IconSearch } from '@tabler/icons-react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { lessons } from '../../core/lessons/registry.ts';
import type { Preset } from '../../core/presets/preset.ts';
import { type Level, path, questions } from '../../core/presets/questions.ts';
import { presets } from '../../core/presets/registry.ts';
import type { Project, Task } from '../../core/project/schema.ts';
import { taskKinds } from '../../core/tasks/registry.ts';
import { loadAllTexts } from '../../locales/registry.ts';
import { pageDatasets } from '../../store/datasets.ts';
import { usePlayground, useView } from '../../store/react.tsx';
import { ResultInWords } from '../common/result-in-words.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useOptionKeys } from '../common/use-option-keys.ts';
import { useTranslation } from '../common/use-translation.ts';
import { LessonList } from '../lessons/lesson-list.tsx';
import { DataPicture } from './data-picture.tsx';
import { findLessons, findPresets } from './preset-search.ts';
import { Silhouette } from './silhouette.tsx';
import './preset-gallery.css';

/** On a touch screen a focused field would cover half of the list with a keyboard. */
const typesFirst = (): boolean => !matchMedia('(pointer: coarse)').matches;

/** How many tasks of which kind: «classification × 2». */
function kindsOf({ tasks }: Project, name: (kind: Task['kind']) => string): string {
  const counts = new Map<Task['kind'], number>();
  for (const { kind } of tasks) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => (count > 1 ? `${name(kind)} × ${count}` : name(kind))).join(' · ');
}

/** No example is called so. */
const lessonKey = (id: string): string => `lesson:${id}`;

/** An example at a glance: its data and network, how hard it is, what to watch, what it comes to. */
function Card({ preset, level }: { readonly preset: Preset; readonly level: Level }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const document = useMemo(() => preset.project(), [preset]);
  const view = pageDatasets.find(document.data.dataset)?.view;
  return (
    <>
      <span className="gallery-pictures">
        {view ? (
          <DataPicture view={view} dataset={document.data.dataset} angle={Number(document.data.options.angle ?? 90)} />
        ) : null}
        <Silhouette project={document} />
      </span>
      <span className="gallery-title">{localized(preset.text.title)}</span>
      <span className="gallery-meta">
        <span aria-hidden="true">{'●'.repeat(level) + '○'.repeat(3 - level)}</span> {t(`gallery.levels.${level}`)} ·{' '}
        {kindsOf(document, (kind) => localized(taskKinds[kind].text.title))}
      </span>
      <span className="gallery-watch">{localized(preset.text.watch)}</span>
      <span className="gallery-known">
        <ResultInWords preset={preset} />
      </span>
    </>
  );
}

/** The ready-made experiments on a path of questions: what to watch, and what each comes to. Type to find one. */
function Examples(props: { readonly onChosen: () => void; readonly onLandscape: () => void; readonly onLessons: () => void }) {
  const { onChosen, onLandscape, onLessons } = props;
  const { t } = useTranslation();
  const localized = useLocalized();
  const { actions, view } = usePlayground();
  const language = useView((view) => view.language);
  const id = useId();
  const [query, setQuery] = useState('');
  const [, setTextsLoaded] = useState(false);
  const found = new Map(findPresets(presets, query, language).map((preset) => [preset.id, preset]));
  const groups = questions.flatMap((question) => {
    const members = path[question].flatMap(([key, level]) => {
      const preset = found.get(key);
      return preset ? [{ preset, level }] : [];
    });
    return members.length > 0 ? [{ question, members }] : [];
  });
  const asLessons = findLessons(lessons, query, language);
  const { field, list, option, onKeyDown, restart } = useOptionKeys(
    [
      ...groups.flatMap(({ members }) => members.map(({ preset }) => preset.id)),
      ...asLessons.map((lesson) => lessonKey(lesson.id)),
    ],
    (key) => {
      const lesson = asLessons.find((one) => lessonKey(one.id) === key);
      if (lesson) {
        onChosen();
        view.set({ lesson: lesson.id });
      }
      // A key that is pressed at once trains the example, not what it takes the place of.
      else void actions.openPreset(key).finally(onChosen);
    },
  );

  const input = useRef<HTMLInputElement>(null);
  const options = useRef<HTMLDivElement>(null);
  // It may arrive after the popover has looked for something to focus.
  useEffect(() => (typesFirst() ? input : options).current?.focus({ preventScroll: true }), []);

  const searching = query !== '';
  useEffect(() => {
    if (!searching) return;
    void loadAllTexts().then(
      () => setTextsLoaded(true),
      () => undefined,
    );
  }, [searching]);

  return (
    <>
      <div className="gallery-head">
        <TextInput
          {...field}
          role="combobox"
          ref={input}
          aria-label={t('app.presets.search')}
          placeholder={t('app.presets.search')}
          leftSection={<IconSearch size={14} aria-hidden="true" />}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            restart();
          }}
          onKeyDown={onKeyDown}
        />
        <Button size="xs" leftSection={<IconSchool size={16} aria-hidden="true" />} onClick={onLessons}>
          {t('lessons.open')}
        </Button>
      </div>
      {found.size === 0 && asLessons.length === 0 ? (
        <p className="gallery-nothing" role="status">
          {t('app.presets.nothing', { query })}
        </p>
      ) : null}
      <nav className="gallery-path" aria-label={t('gallery.path')}>
        {groups.map(({ question }) => (
          <button
            key={question}
            type="button"
            onClick={() => document.getElementById(`${id}-${question}`)?.scrollIntoView({ block: 'start' })}
          >
            {t(`gallery.short.${question}`)}
          </button>
        ))}
      </nav>
      <div {...list} role="listbox" tabIndex={-1} ref={options} className="gallery-list" aria-label={t('app.presets.label')}>
        {groups.map(({ question, members }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a list box
          <div key={question} role="group" aria-labelledby={`${id}-${question}`}>
            <div className="gallery-group" id={`${id}-${question}`} role="presentation">
              {t(`gallery.questions.${question}`)}
            </div>
            <div className="gallery-cards" role="presentation">
              {members.map(({ preset, level }) => (
                <div
                  key={preset.id}
                  {...option(preset.id)}
                  role="option"
                  tabIndex={-1}
                  className="gallery-option"
                  data-preset={preset.id}
                  onKeyDown={onKeyDown}
                >
                  <Card preset={preset} level={level} />
                </div>
              ))}
            </div>
          </div>
        ))}
        {asLessons.length > 0 ? (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a list box
          <div role="group" aria-labelledby={`${id}-lessons`}>
            <div className="gallery-group" id={`${id}-lessons`} role="presentation">
              {t('lessons.open')}
            </div>
            <div className="gallery-cards" role="presentation">
              {asLessons.map((lesson) => (
                <div
                  key={lesson.id}
                  {...option(lessonKey(lesson.id))}
                  role="option"
                  tabIndex={-1}
                  className="gallery-option"
                  data-lesson={lesson.id}
                  onKeyDown={onKeyDown}
                >
                  <span className="gallery-title">{localized(lesson.text.title)}</span>
                  <span className="gallery-meta">{t('lessons.number', { number: lessons.indexOf(lesson) + 1 })}</span>
                  <span className="gallery-watch">{localized(lesson.text.about)}</span>
                </div>
              ))}
            </div>
          </div>
        ) : null}
      </div>
      <Button
        variant="subtle"
        size="xs"
        mt={6}
        onClick={() => {
          onLandscape();
          view.set({ landscape: true });
        }}
      >
        {t('panels.training.landscape')}
      </Button>
    </>
  );
}

/** What there is to begin with: examples, and the lessons that go through some of them. */
export function PresetGallery(props: { readonly onChosen: () => void; readonly onLandscape: () => void }) {
  const { t } = useTranslation();
  const [lessons, setLessons] = useState(false);
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (lessons) back.current?.focus({ preventScroll: true });
  }, [lessons]);
  if (!lessons) return <Examples {...props} onLessons={() => setLessons(true)} />;
  return (
    <>
      <div>
        <Button
          ref={back}
          size="xs"
          variant="subtle"
          leftSection={<IconArrowLeft size={16} aria-hidden="true" />}
          onClick={() => setLessons(false)}
        >
          {t('lessons.back')}
        </Button>
      </div>
      <LessonList onChosen={props.onChosen} />
    </>
  );
}
