import { Text } from '@mantine/core';
import { use, useEffect, useRef } from 'react';
import type { Preset } from '../../core/presets/preset.ts';
import type { Project } from '../../core/project/schema.ts';
import { loadExamples, loadPresets } from '../../store/presets.ts';
import { usePlayground, useProject, useView } from '../../store/react.tsx';
import { KnownResult, MeasuredEffects } from '../common/known-result.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';

interface Examples {
  of(project: Project): Preset | null;
  readonly all: readonly Preset[];
}

let fetched: Promise<Examples | null> | undefined;
/** What has come of it; undefined as long as nothing has. */
let known: Examples | null | undefined;

/** What tells examples apart; null where they cannot be fetched. */
export function fetchExamples(): Promise<Examples | null> {
  fetched ??= Promise.all([loadExamples(), loadPresets()])
    .then(
      ([of, all]) => ({ of, all }),
      () => null,
    )
    .then((examples) => {
      known = examples;
      return examples;
    });
  return fetched;
}

/**
 * Which example is on the screen, what to watch in it, and what it is known to reach. It stays while the example is edited, so that
 * nothing moves under the hand. Nothing for a document of one's own, or where the examples cannot be fetched. The column is shown once that is
 * known: what stands below would move.
 */
export function ExampleNote() {
  const { t } = useTranslation();
  const localized = useLocalized();
  const { view } = usePlayground();
  const opened = useView((state) => state.opened);
  const last = useView((state) => state.example);
  const project = useProject((document) => document);
  // What a lesson asks for must not be told beside it.
  const inLesson = useView(({ lesson }) => lesson !== null);
  const examples = known === undefined ? use(fetchExamples()) : known;
  const exact = examples?.of(project) ?? null;
  const exactId = exact?.id;
  const { dataset } = project.data;
  useEffect(() => {
    if (exactId !== undefined) view.set({ example: { preset: exactId, dataset, opened } });
  }, [view, exactId, dataset, opened]);
  // Whoever has chosen an example reads what to watch in it.
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (exactId !== undefined && opened > 1) note.current?.closest('.scroll')?.scrollTo({ top: 0 });
  }, [exactId, opened]);
  const edited = exact === null && last?.opened === opened && last.dataset === dataset;
  const preset = edited ? examples?.all.find(({ id }) => id === last.preset) : exact;
  return preset && examples && !inLesson ? (
    <div ref={note} className="panel-section" data-testid="example-note">
      <Text size="xs" fw={650}>
        {edited ? t('panels.data.editedExample', { title: localized(preset.text.title) }) : localized(preset.text.title)}
      </Text>
      <Text size="xs">{localized(preset.text.watch)}</Text>
      <Text size="xs" c="dimmed" mt={4} data-testid="known-result">
        <KnownResult preset={preset} />
      </Text>
      <Text size="xs" c="dimmed" mt={4} data-testid="measured-effects">
        <MeasuredEffects preset={preset} presets={examples.all} />
      </Text>
    </div>
  ) : null;
}
