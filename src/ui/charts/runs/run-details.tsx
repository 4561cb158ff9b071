import { Button, Group, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { durationText } from '../../../core/experiments/words.ts';
import type { RunSummary } from '../../../core/runs/run-summary.ts';
import { runWords } from '../../../core/runs/words.ts';
import { useView } from '../../../store/react.tsx';
import type { PageRuns } from '../../../store/runs/page-runs.ts';
import { useSay } from '../../common/use-say.ts';
import { runColour, runColourPlaces } from '../run-colours.ts';
import { useRunTitle } from './use-page-runs.ts';

/** What is written when the field is left, so that a name is not kept letter by letter. */
function useDraft(value: string, take: (value: string) => void) {
  const [draft, setDraft] = useState(value);
  return {
    value: draft,
    onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) => setDraft(currentTarget.value),
    onBlur: () => {
      if (draft !== value) take(draft);
    },
  };
}

/** Everything that can be said of one run, and the ways to open it. */
export function RunDetails({
  run,
  pageRuns,
  shown,
}: {
  readonly run: RunSummary;
  readonly pageRuns: PageRuns;
  readonly shown: boolean;
}) {
  const say = useSay();
  const language = useView((view) => view.language);
  const title = useRunTitle();
  const name = useDraft(run.name, (value) => pageRuns.remark(run.id, { name: value.trim() }));
  const note = useDraft(run.note, (value) => pageRuns.remark(run.id, { note: value }));
  const opens = [
    { text: runWords.openDocument, weights: null, there: true },
    { text: runWords.openLast, weights: 'last', there: run.bytes.last > 0 && !shown },
    { text: runWords.openBest, weights: 'best', there: run.bytes.best > 0 },
  ] as const;
  return (
    <Stack gap="xs" className="runs-details" role="group" aria-label={say(runWords.details, { name: title(run) })}>
      <Text size="xs" c="dimmed" className="figure">
        {say(runWords.facts, {
          steps: run.steps,
          time: durationText(run.seconds, language),
          executor: run.executor ? run.executor.id : '–',
          date: run.started === '' ? '–' : new Date(run.started).toLocaleString(language),
        })}
      </Text>
      <Group gap="xs" align="end">
        <TextInput size="xs" label={say(runWords.name)} placeholder={title(run)} maxLength={40} {...name} />
        <SegmentedControl
          size="xs"
          aria-label={say(runWords.colour)}
          value={String(run.colour ?? '')}
          onChange={(value) => pageRuns.remark(run.id, { colour: value === '' ? null : Number(value) })}
          data={[
            { value: '', label: say(runWords.noColour) },
            ...runColourPlaces.map((place) => ({
              value: String(place),
              label: (
                <span
                  className="runs-colour"
                  role="img"
                  aria-label={`${say(runWords.colour)} ${place + 1}`}
                  style={{ background: runColour(place) ?? '' }}
                />
              ),
            })),
          ]}
        />
      </Group>
      <Textarea size="xs" label={say(runWords.note)} autosize minRows={1} maxLength={1000} {...note} />
      <Group gap="xs" role="group" aria-label={say(runWords.open)}>
        <Text size="xs">{say(runWords.open)}</Text>
        {opens
          .filter(({ there }) => there)
          .map(({ text, weights }) => (
            <Button key={text.en} size="compact-xs" variant="default" onClick={() => void pageRuns.open(run.id, weights)}>
              {say(text)}
            </Button>
          ))}
      </Group>
    </Stack>
  );
}
