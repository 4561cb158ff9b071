import { Button, Checkbox, Group, List, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { documentDifference } from '../../../core/graph/difference.ts';
import { differencePhrases } from '../../../core/graph/difference-words.ts';
import type { Project } from '../../../core/project/schema.ts';
import { runWords } from '../../../core/runs/words.ts';
import { useView } from '../../../store/react.tsx';
import { useSay } from '../../common/use-say.ts';
import { CanvasMarks } from './canvas-marks.tsx';

/** A document with what it is called. */
export interface NamedDocument {
  readonly name: string;
  readonly document: Project;
}

/** What the second document does otherwise than the first, in words, and marked on the canvas. */
export function DifferenceView(props: { readonly a: NamedDocument; readonly b: NamedDocument; readonly onClose: () => void }) {
  const { a, b, onClose } = props;
  const say = useSay();
  const language = useView((view) => view.language);
  const [marked, setMarked] = useState(true);
  const difference = useMemo(() => documentDifference(a.document, b.document), [a.document, b.document]);
  const phrases = differencePhrases(difference, a.document, b.document, language);
  const { added, changed, removed } = difference.nodes;
  const touched = added.length + changed.length + removed.length;
  return (
    <Stack gap={4} className="runs-difference-view" role="group" aria-label={say(runWords.compare)} data-testid="runs-difference">
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>
          {say(runWords.differences, { a: a.name, b: b.name })}
        </Text>
        <Button size="compact-xs" variant="subtle" onClick={onClose}>
          {say(runWords.close)}
        </Button>
      </Group>
      {phrases.length === 0 ? <Text size="sm">{say(runWords.same)}</Text> : null}
      <List size="sm" spacing={2}>
        {phrases.map((phrase) => (
          <List.Item key={phrase}>{phrase}</List.Item>
        ))}
      </List>
      {touched > 0 ? (
        <>
          <Checkbox
            size="xs"
            label={say(runWords.onCanvas)}
            description={say(runWords.onCanvasNote, {
              added: added.length,
              changed: changed.length,
              removed: removed.length,
            })}
            checked={marked}
            onChange={({ currentTarget }) => setMarked(currentTarget.checked)}
          />
          {marked ? <CanvasMarks difference={difference} before={a.document} after={b.document} /> : null}
        </>
      ) : null}
    </Stack>
  );
}
