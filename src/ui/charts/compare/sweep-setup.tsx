import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { countRuns } from '../../../core/experiments/plan.ts';
import { compareWords } from '../../../core/experiments/words.ts';
import { experimentOn, judgedTasks, seedsFrom, sweepContenders } from '../../../store/experiments/experiment-of.ts';
import { useProject } from '../../../store/react.tsx';
import { CountField } from './count-field.tsx';
import { useExperiments, useWords } from './use-compare.ts';

/** λ from one task to another, point by point, each from several seeds. */
export function SweepSetup() {
  const { say } = useWords();
  const { experiments } = useExperiments();
  const document = useProject((project) => project);
  const tasks = judgedTasks(document);
  const [first, setFirst] = useState(tasks[0]?.id ?? '');
  const [second, setSecond] = useState(tasks[1]?.id ?? '');
  const [points, setPoints] = useState(7);
  const [seeds, setSeeds] = useState(3);
  const [epochs, setEpochs] = useState(document.training.epochs);
  const experiment =
    first !== second && tasks.some(({ id }) => id === first) && tasks.some(({ id }) => id === second)
      ? experimentOn(document, {
          contenders: sweepContenders(document, first, second, points),
          seeds: seedsFrom(document, seeds),
          epochs,
          settings: 1,
        })
      : null;
  const choices = tasks.map(({ id, name }) => ({ value: id, label: name || id }));
  return (
    <Stack gap="xs" data-testid="sweep-setup">
      <Text size="sm">{say(compareWords.sweepIntro)}</Text>
      <Group gap="sm" align="end">
        <NativeSelect
          size="xs"
          label={say(compareWords.sweepFirst)}
          data={choices}
          value={first}
          onChange={({ currentTarget: { value } }) => setFirst(value)}
        />
        <NativeSelect
          size="xs"
          label={say(compareWords.sweepSecond)}
          data={choices}
          value={second}
          onChange={({ currentTarget: { value } }) => setSecond(value)}
        />
      </Group>
      <Group gap="sm" align="end">
        <CountField label={say(compareWords.points)} value={points} min={2} max={31} onChange={setPoints} />
        <CountField label={say(compareWords.seeds)} value={seeds} min={1} max={20} onChange={setSeeds} />
        <CountField label={say(compareWords.epochs)} value={epochs} min={1} max={100_000} onChange={setEpochs} />
      </Group>
      <Group>
        <Button
          size="xs"
          disabled={experiment === null}
          onClick={() => {
            if (experiment) void experiments.start(experiment);
          }}
        >
          {say(compareWords.startSweep, { n: experiment ? countRuns(experiment) : 0 })}
        </Button>
      </Group>
    </Stack>
  );
}
