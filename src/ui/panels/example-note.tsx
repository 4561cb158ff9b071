import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Preset } from '../../core/presets/preset.ts';
import type { Project } from '../../core/project/schema.ts';
import { loadExamples } from '../../store/presets.ts';
import { useProject } from '../../store/react.tsx';
import { KnownResult } from '../common/known-result.tsx';
import { useLocalized } from '../common/use-localized.ts';

/** Which example is on the screen, what to watch in it, and what it is known to reach; nothing for a document of one's own, or where the examples cannot be fetched. */
export function ExampleNote() {
  const localized = useLocalized();
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
  const preset = examples?.of(project);
  return preset ? (
    <div className="panel-section" data-testid="example-note">
      <Text size="xs" fw={650}>
        {localized(preset.text.title)}
      </Text>
      <Text size="xs">{localized(preset.text.watch)}</Text>
      <Text size="xs" c="dimmed" mt={4} data-testid="known-result">
        <KnownResult preset={preset} />
      </Text>
    </div>
  ) : null;
}
