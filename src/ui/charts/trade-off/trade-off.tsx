import { MultiSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { JudgedTask } from '../../../core/experiments/experiment.ts';
import { compareWords } from '../../../core/experiments/words.ts';
import { TakePicture } from '../../common/paper/take-picture.tsx';
import { useSay } from '../../common/use-say.ts';
import { type Candidate, type Measure, measuresOf, valuesOf } from './measure.ts';
import { TradeOffPlot } from './plot.tsx';
import { tradeOffDrawing } from './trade-off-drawing.ts';
import './trade-off.css';

/** Something with figures: a run, or a contender of an experiment. */
export interface WithFigures {
  readonly id: string;
  readonly name: string;
  /** By task and metric, `loss` too. */
  readonly figures: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
}

/** What one task gives up for another, over runs or contenders: any measures, the Pareto front, and a way to open each. */
export function TradeOff(props: {
  readonly tasks: readonly Pick<JudgedTask, 'id' | 'name' | 'metric' | 'better'>[];
  readonly entries: readonly WithFigures[];
  readonly onOpen: (id: string) => void;
}) {
  const { tasks, entries, onOpen } = props;
  const say = useSay();
  const all = measuresOf(tasks);
  const [chosen, setChosen] = useState<string[] | null>(null);
  const usual = all.slice(0, Math.max(2, tasks.length)).map(({ id }) => id);
  const measures = all.filter(({ id }) => (chosen ?? usual).includes(id));
  const nameOf = ({ task, metric }: Measure): string =>
    `${tasks.find(({ id }) => id === task)?.name || task}: ${metric === 'loss' ? say(compareWords.loss) : metric}`;
  const candidates = entries.flatMap(({ id, name, figures }): Candidate[] => {
    const values = valuesOf(figures, measures);
    return values ? [{ id, name, values }] : [];
  });
  const words = { onFront: say(compareWords.onFront), others: say(compareWords.dominated) };
  return (
    <Stack gap="xs" data-testid="trade-off">
      <MultiSelect
        size="xs"
        label={say(compareWords.measures)}
        description={say(compareWords.measuresHelp)}
        value={measures.map(({ id }) => id)}
        onChange={(values) => setChosen(values.length >= 2 ? values : null)}
        data={all.map((measure) => ({ value: measure.id, label: nameOf(measure) }))}
      />
      {measures.length < 2 || candidates.length === 0 ? (
        <Text size="sm" c="dimmed">
          {say(compareWords.noPoints)}
        </Text>
      ) : (
        <>
          <TradeOffPlot candidates={candidates} measures={measures} nameOf={nameOf} onOpen={onOpen} />
          <TakePicture title={say(compareWords.tradeOff)} draw={() => tradeOffDrawing(candidates, measures, nameOf, words)} />
        </>
      )}
      <Text size="xs" c="dimmed">
        {say(compareWords.frontNote)}
      </Text>
    </Stack>
  );
}
