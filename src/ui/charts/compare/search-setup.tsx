import { Button, Checkbox, Group, MultiSelect, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { balancingMethods } from '../../../core/balancing/registry.ts';
import { countRuns } from '../../../core/experiments/plan.ts';
import type { SearchSpace } from '../../../core/experiments/search-space.ts';
import { compareWords } from '../../../core/experiments/words.ts';
import { judgedTasks, searchOn } from '../../../store/experiments/experiment-of.ts';
import { useProject } from '../../../store/react.tsx';
import { useLocalized } from '../../common/use-localized.ts';
import { CountField } from './count-field.tsx';
import { useExperiments, useWords } from './use-compare.ts';

const switches = [
  ['rate', compareWords.drawRate],
  ['weights', compareWords.drawWeights],
  ['depth', compareWords.drawDepth],
  ['width', compareWords.drawWidth],
  ['dropout', compareWords.drawDropout],
] as const;

/** What is drawn, how often, and by what the best is chosen. */
export function SearchSetup() {
  const { say } = useWords();
  const localized = useLocalized();
  const { experiments } = useExperiments();
  const document = useProject((project) => project);
  const [space, setSpace] = useState<SearchSpace>({
    rate: true,
    weights: true,
    depth: true,
    width: false,
    dropout: false,
    methods: [],
  });
  const [count, setCount] = useState(9);
  const [epochs, setEpochs] = useState(document.training.epochs);
  const [by, setBy] = useState('mean');
  // Rounds count the same whatever is drawn, so that nothing is drawn before it is asked for.
  const plan = { contenders: Array(count).fill({ kind: 'searched', value: '' }), epochs, halving: { by } };
  const total = countRuns({ document, tasks: [], seeds: [], settings: 1, ...plan });
  return (
    <Stack gap="xs" data-testid="search-setup">
      <Text size="sm">{say(compareWords.searchIntro)}</Text>
      <Group gap="sm" role="group" aria-label={say(compareWords.searched)}>
        {switches.map(([name, text]) => (
          <Checkbox
            key={name}
            size="xs"
            label={say(text)}
            checked={space[name]}
            onChange={({ currentTarget: { checked } }) => setSpace({ ...space, [name]: checked })}
          />
        ))}
      </Group>
      <MultiSelect
        size="xs"
        label={say(compareWords.drawMethods)}
        searchable
        value={[...space.methods]}
        onChange={(methods) => setSpace({ ...space, methods })}
        data={Object.values(balancingMethods).map(({ id, text }) => ({ value: id, label: localized(text.title) }))}
      />
      <Group gap="sm" align="end">
        <CountField label={say(compareWords.configurations)} value={count} min={2} max={64} onChange={setCount} />
        <CountField label={say(compareWords.epochs)} value={epochs} min={1} max={100_000} onChange={setEpochs} />
        <NativeSelect
          size="xs"
          label={say(compareWords.bestBy)}
          value={by}
          data={[
            { value: 'mean', label: say(compareWords.bestByMean) },
            ...judgedTasks(document).map(({ id, name, metric }) => ({ value: id, label: `${name || id} (${metric})` })),
          ]}
          onChange={({ currentTarget: { value } }) => setBy(value)}
        />
      </Group>
      <Group>
        <Button
          size="xs"
          onClick={() => {
            const experiment = searchOn(document, { space, count, epochs, by });
            if (experiment) void experiments.start(experiment);
          }}
        >
          {say(compareWords.startSearch, { n: total })}
        </Button>
      </Group>
    </Stack>
  );
}
