import { Button, Checkbox, Group, MultiSelect, NumberInput, SegmentedControl, Stack, Text, Tooltip } from '@mantine/core';
import { useMemo, useState } from 'react';
import { balancingMethods } from '../../../core/balancing/registry.ts';
import { contenderKinds } from '../../../core/experiments/contenders/registry.ts';
import type { Contender } from '../../../core/experiments/experiment.ts';
import { countRuns } from '../../../core/experiments/plan.ts';
import { compareWords, fewestSeeds, reportWords } from '../../../core/experiments/words.ts';
import {
  architecturesOf,
  type Baseline,
  equalCostSingles,
  experimentOn,
  seedsFrom,
  singlesOf,
  usualContenders,
} from '../../../store/experiments/experiment-of.ts';
import { useProject } from '../../../store/react.tsx';
import { useLocalized } from '../../common/use-localized.ts';
import { useExperiments, useWords } from './use-compare.ts';

const seedCounts = ['3', '6', '8', '12'] as const;

/** Kinds that are chosen with something beside them. */
const chosenElsewhere: ReadonlySet<string> = new Set(['method', 'architecture', 'weighted', 'searched']);

const isUsual = (kind: string): boolean => usualContenders.some((one) => one.kind === kind);

/** Which ways to train are compared, from how many seeds, with what budget. */
export function CompareSetup() {
  const { say } = useWords();
  const localized = useLocalized();
  const { experiments } = useExperiments();
  const document = useProject((project) => project);
  const plain = contenderKinds.filter(({ id }) => !chosenElsewhere.has(id));
  const [kinds, setKinds] = useState<readonly string[]>(plain.map(({ id }) => id).filter(isUsual));
  const [methods, setMethods] = useState<string[]>(
    usualContenders.flatMap(({ kind, value }) => (kind === 'method' ? [value] : [])),
  );
  const [wiring, setWiring] = useState<string[]>([]);
  const [baselines, setBaselines] = useState<readonly Baseline[]>(['trunk']);
  const offered = useMemo(() => architecturesOf(document).filter(({ contender }) => contender !== null), [document]);
  const narrow = useMemo(() => equalCostSingles(document), [document]);
  const [count, setCount] = useState<string>('8');
  const [epochs, setEpochs] = useState<number | null>(null);
  const [settings, setSettings] = useState(2);
  const contenders: readonly Contender[] = [
    ...kinds.flatMap((kind) => (kind === 'single' ? singlesOf(baselines, narrow) : [{ kind, value: '' }])),
    ...offered.flatMap(({ id, contender }) => (contender && wiring.includes(id) ? [contender] : [])),
    ...methods.map((value) => ({ kind: 'method', value })),
  ];
  const how = {
    contenders,
    seeds: seedsFrom(document, Number(count)),
    epochs: epochs ?? document.training.epochs,
    settings,
  };
  const experiment = contenders.length > 0 ? experimentOn(document, how) : null;
  const tasks = experiment?.tasks.length ?? 0;
  return (
    <Stack gap="xs" data-testid="compare-setup">
      <Text size="sm">{say(compareWords.intro)}</Text>
      <Stack gap={6} role="group" aria-label={say(reportWords.contender)}>
        {plain.map(({ id, title, summary }) => (
          <Checkbox
            key={id}
            size="xs"
            label={localized(title)}
            description={localized(summary)}
            checked={kinds.includes(id)}
            onChange={({ currentTarget: { checked } }) =>
              setKinds(plain.map((kind) => kind.id).filter((kind) => (kind === id ? checked : kinds.includes(kind))))
            }
          />
        ))}
      </Stack>
      <MultiSelect
        size="xs"
        label={say(compareWords.methods)}
        searchable
        value={methods}
        onChange={setMethods}
        data={Object.values(balancingMethods)
          .filter(({ id }) => id !== 'equal')
          .map(({ id, text }) => ({ value: id, label: localized(text.title) }))}
      />
      {offered.length > 0 ? (
        <MultiSelect
          size="xs"
          label={say(compareWords.architectures)}
          description={say(compareWords.architecturesHelp)}
          value={wiring}
          onChange={setWiring}
          data={offered.map(({ id, title }) => ({ value: id, label: localized(title) }))}
        />
      ) : null}
      {narrow && kinds.includes('single') ? (
        <Group gap="sm" role="group" aria-label={say(compareWords.baseline)}>
          <Text size="xs" fw={500}>
            {say(compareWords.baseline)}
          </Text>
          <Tooltip label={say(compareWords.baselineHelp)} multiline maw={280}>
            <Group gap="sm">
              {(
                [
                  ['trunk', compareWords.equalTrunk],
                  ['total', compareWords.equalTotal],
                ] as const
              ).map(([id, text]) => (
                <Checkbox
                  key={id}
                  size="xs"
                  label={say(text)}
                  checked={baselines.includes(id)}
                  // One of the two is always there.
                  disabled={baselines.length === 1 && baselines.includes(id)}
                  onChange={({ currentTarget: { checked } }) =>
                    setBaselines(checked ? [...baselines, id] : baselines.filter((one) => one !== id))
                  }
                />
              ))}
            </Group>
          </Tooltip>
        </Group>
      ) : null}
      <Group gap="sm" align="end">
        <Stack gap={2}>
          <Text size="xs" fw={500}>
            {say(compareWords.seeds)}
          </Text>
          <SegmentedControl
            size="xs"
            aria-label={say(compareWords.seeds)}
            data={[...seedCounts]}
            value={count}
            onChange={setCount}
          />
        </Stack>
        <NumberInput
          size="xs"
          w={90}
          label={say(compareWords.epochs)}
          min={1}
          max={100_000}
          allowDecimal={false}
          value={how.epochs}
          onChange={(value) => setEpochs(typeof value === 'number' && value >= 1 ? Math.floor(value) : null)}
        />
        <Tooltip label={say(compareWords.settingsHelp)} multiline maw={280}>
          <NumberInput
            size="xs"
            w={120}
            label={say(compareWords.settings)}
            min={1}
            max={64}
            allowDecimal={false}
            value={settings}
            onChange={(value) => setSettings(typeof value === 'number' ? Math.min(64, Math.max(1, Math.floor(value))) : 1)}
          />
        </Tooltip>
      </Group>
      {tasks > 0 && Number(count) < fewestSeeds(tasks) ? (
        <Text size="xs" c="dimmed" role="status">
          {say(reportWords.fewSeeds, { n: count, tasks, least: fewestSeeds(tasks) })}
        </Text>
      ) : null}
      <Group>
        <Button
          size="xs"
          disabled={experiment === null}
          onClick={() => {
            if (experiment) void experiments.start(experiment);
          }}
        >
          {say(compareWords.start, { n: experiment ? countRuns(experiment) : 0 })}
        </Button>
        {experiment === null && contenders.length > 0 ? (
          <Text size="xs" c="dimmed">
            {say(compareWords.cannot)}
          </Text>
        ) : null}
      </Group>
    </Stack>
  );
}
