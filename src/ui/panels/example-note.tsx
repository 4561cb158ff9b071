import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Preset } from '../../core/presets/preset.ts';
import type { Project } from '../../core/project/schema.ts';
import { loadExamples } from '../../store/presets.ts';
import { useProject } from '../../store/react.tsx';
import { KnownResult } from '../common/known-result.tsx';

/** What the example on the screen is known to reach; nothing for a document of one's own, or where the examples cannot be fetched. */
export function ExampleNote() {
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
    <div className="panel-section">
      <Text size="xs" c="dimmed" data-testid="known-result">
        <KnownResult preset={preset} />
      </Text>
    </div>
  ) : null;
}
