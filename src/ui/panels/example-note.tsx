import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Preset } from '../../core/presets/preset.ts';
import type { Project } from '../../core/project/schema.ts';
import { loadExamples } from '../../store/presets.ts';
import { useProject, useView } from '../../store/react.tsx';
import { KnownResult } from '../common/known-result.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';

/**
 * Which example is on the screen, what to watch in it, and what it is known to reach. It stays while the example is edited, so that
 * nothing moves under the hand. Nothing for a document of one's own, or where the examples cannot be fetched.
 */
export function ExampleNote() {
  const { t } = useTranslation();
  const localized = useLocalized();
  const opened = useView((view) => view.opened);
  const [last, setLast] = useState<{ readonly preset: Preset; readonly opened: number; readonly dataset: string } | null>(null);
  const project = useProject((document) => document);
  const [examples, setExamples] = useState<{ of(project: Project): Preset | null } | null>(null);
  useEffect(() => {
    let gone = false;
    void loadExamples().then(
      (of) => {
        if (!gone) setExamples({ of });
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, []);
  const exact = examples?.of(project) ?? null;
  const { dataset } = project.data;
  if (exact && (exact !== last?.preset || opened !== last.opened)) setLast({ preset: exact, opened, dataset });
  const edited = exact === null && last?.opened === opened && last.dataset === dataset;
  const preset = edited ? last.preset : exact;
  return preset ? (
    <div className="panel-section" data-testid="example-note">
      <Text size="xs" fw={650}>
        {edited ? t('panels.data.editedExample', { title: localized(preset.text.title) }) : localized(preset.text.title)}
      </Text>
      <Text size="xs">{localized(preset.text.watch)}</Text>
      <Text size="xs" c="dimmed" mt={4} data-testid="known-result">
        <KnownResult preset={preset} />
      </Text>
    </div>
  ) : null;
}
