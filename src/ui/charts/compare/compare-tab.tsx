import { Alert, Button, Group, Modal, NativeSelect, Progress, Stack, Text } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { contenderId, type Experiment } from '../../../core/experiments/experiment.ts';
import { countRuns, type Outcomes } from '../../../core/experiments/plan.ts';
import { reportOf } from '../../../core/experiments/report.ts';
import { compareWords, durationText } from '../../../core/experiments/words.ts';
import { CompareReport } from './compare-report.tsx';
import { ExperimentSetup } from './experiment-setup.tsx';
import { ContenderTradeOff, SearchReport } from './search-report.tsx';
import { useExperiments, useWords } from './use-compare.ts';
import './compare.css';

/** What came of a comparison, against whichever contender is chosen. */
function Compared({ experiment, outcomes }: { readonly experiment: Experiment; readonly outcomes: Outcomes }) {
  const { say, nameOf } = useWords();
  const [reference, setReference] = useState<string | undefined>(undefined);
  const report = useMemo(() => reportOf(experiment, outcomes, reference), [experiment, outcomes, reference]);
  return (
    <>
      {experiment.contenders.length > 1 ? (
        <NativeSelect
          size="xs"
          label={say(compareWords.against)}
          value={report.reference ?? ''}
          data={[
            ...(report.reference === null ? [{ value: '', label: '–' }] : []),
            ...experiment.contenders.map((contender) => ({ value: contenderId(contender), label: nameOf(contender) })),
          ]}
          onChange={({ currentTarget: { value } }) => setReference(value)}
        />
      ) : null}
      <CompareReport report={report} experiment={experiment} outcomes={outcomes} />
      {experiment.tasks.length > 1 ? <ContenderTradeOff experiment={experiment} outcomes={outcomes} /> : null}
    </>
  );
}

/** The report over the whole window, for whoever reads and does not train. */
function ReportPage({ children, onClose }: { readonly children: ReactNode; readonly onClose: () => void }) {
  const { say } = useWords();
  return (
    <Modal
      opened
      fullScreen
      onClose={onClose}
      title={say(compareWords.report)}
      closeButtonProps={{ 'aria-label': say(compareWords.closePage) }}
    >
      <Stack gap="md" className="compare-page" data-testid="compare-page">
        {children}
      </Stack>
    </Modal>
  );
}

/** Trains several ways from several seeds, and says which tasks help and hurt each other, with the evidence. */
export function CompareTab() {
  const { experiments, slice } = useExperiments();
  const { say, language } = useWords();
  const [asPage, setAsPage] = useState(false);
  const { experiment, outcomes, state, secondsLeft, pool, unkept } = slice;
  if (!experiment) return <ExperimentSetup />;
  const total = countRuns(experiment);
  const found = experiment.halving ? (
    <SearchReport experiment={experiment} outcomes={outcomes} />
  ) : (
    <Compared experiment={experiment} outcomes={outcomes} />
  );
  const progress = say(compareWords.progress, { done: outcomes.size, total });
  return (
    <Stack gap="sm" data-testid="compare" data-state={state}>
      <Group gap="xs" justify="space-between">
        <Text size="sm" className="figure" role="status">
          {progress}
          {state === 'cancelled' ? ` · ${say(compareWords.cancelled)}` : ''}
          {pool === null ? '' : ` · ${say(compareWords.atATime, { n: pool.size })}`}
          {secondsLeft === null ? '' : ` · ${say(compareWords.timeLeft, { time: durationText(secondsLeft, language) })}`}
        </Text>
        <Group gap="xs">
          {state === 'running' ? (
            <Button size="compact-xs" variant="default" onClick={experiments.pause}>
              {say(compareWords.pause)}
            </Button>
          ) : null}
          {state === 'paused' || state === 'cancelled' ? (
            <Button size="compact-xs" variant="default" onClick={() => void experiments.goOn()}>
              {say(compareWords.goOn)}
            </Button>
          ) : null}
          {state === 'running' || state === 'paused' ? (
            <Button size="compact-xs" variant="default" onClick={experiments.cancel}>
              {say(compareWords.cancel)}
            </Button>
          ) : null}
          <Button size="compact-xs" variant="default" onClick={() => setAsPage(true)}>
            {say(compareWords.asPage)}
          </Button>
          <Button size="compact-xs" variant="subtle" onClick={experiments.clear}>
            {say(compareWords.another)}
          </Button>
        </Group>
      </Group>
      {state === 'done' || state === 'cancelled' ? null : (
        <Progress value={(100 * outcomes.size) / total} size="sm" aria-label={progress} />
      )}
      {pool === null || pool.cappedFrom === null ? null : (
        <Text size="xs" c="dimmed">
          {say(compareWords.capped, { n: pool.size, processors: pool.cappedFrom })}
        </Text>
      )}
      {unkept === null ? null : <Alert p="xs">{say(compareWords.unkept, { reason: unkept })}</Alert>}
      {asPage ? <ReportPage onClose={() => setAsPage(false)}>{found}</ReportPage> : found}
    </Stack>
  );
}
