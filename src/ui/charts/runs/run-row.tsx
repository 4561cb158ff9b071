import { ActionIcon, Checkbox, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconEye, IconEyeOff, IconStar, IconStarFilled } from '@tabler/icons-react';
import { memo } from 'react';
import { differenceLine } from '../../../core/graph/difference-words.ts';
import type { RunSummary } from '../../../core/runs/run-summary.ts';
import { runWords } from '../../../core/runs/words.ts';
import { formatNumber } from '../../../core/util/number-text.ts';
import { useView } from '../../../store/react.tsx';
import { documentOf } from '../../../store/runs/page-runs.ts';
import { TaskMark } from '../../common/task-mark.tsx';
import { useSay } from '../../common/use-say.ts';
import { runColour } from '../run-colours.ts';
import { bestOf } from './listed.ts';
import { useRunTitle } from './use-page-runs.ts';

const spark = { width: 72, height: 22 };

/** The course of the mean loss, in a word's space. */
function Sparkline({ values }: { readonly values: readonly number[] }) {
  const [low, high] = [Math.min(0, ...values), Math.max(1e-9, ...values)];
  const y = (value: number): number => spark.height - 1 - ((value - low) / (high - low)) * (spark.height - 2);
  const x = (i: number): number => 1 + (i / Math.max(1, values.length - 1)) * (spark.width - 2);
  return (
    <svg width={spark.width} height={spark.height} aria-hidden="true" className="runs-spark">
      <path d={values.map((value, i) => `${i === 0 ? 'M' : 'L'}${x(i).toFixed(1)} ${y(value).toFixed(1)}`).join('')} />
    </svg>
  );
}

export interface RunRowProps {
  readonly run: RunSummary;
  /** The run before it on the same data. */
  readonly neighbour: RunSummary | null;
  readonly improvement: number | undefined;
  readonly selected: boolean;
  readonly opened: boolean;
  readonly drawn: boolean;
  readonly shown: boolean;
  readonly onSelect: (id: string, selected: boolean) => void;
  readonly onOpen: (id: string) => void;
  readonly onStar: (id: string, starred: boolean) => void;
  readonly onDraw: (id: string, drawn: boolean) => void;
}

/** A run in the list: what it is called, what it does otherwise than the one before it, and how it came out. */
export const RunRow = memo(function RunRow(props: RunRowProps) {
  const { run, neighbour, improvement, selected, opened, drawn, shown, onSelect, onOpen, onStar, onDraw } = props;
  const say = useSay();
  const language = useView((view) => view.language);
  const name = useRunTitle()(run);
  const [document, before] = [documentOf(run), neighbour && documentOf(neighbour)];
  const difference = !document
    ? say(runWords.unreadable)
    : before
      ? differenceLine(before, document, language)
      : say(runWords.first);
  const Star = run.starred ? IconStarFilled : IconStar;
  const Eye = drawn || shown ? IconEye : IconEyeOff;
  return (
    <div className="runs-row" data-run={run.id} data-opened={opened}>
      <Checkbox
        size="xs"
        aria-label={say(runWords.select, { name })}
        checked={selected}
        onChange={({ currentTarget: { checked } }) => onSelect(run.id, checked)}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label={say(runWords.star, { name })}
        aria-pressed={run.starred}
        onClick={() => onStar(run.id, !run.starred)}
      >
        <Star size={14} />
      </ActionIcon>
      <UnstyledButton
        className="runs-name"
        aria-label={say(runWords.details, { name })}
        aria-expanded={opened}
        title={name}
        onClick={() => onOpen(run.id)}
      >
        {run.colour === null ? null : <span className="runs-colour" style={{ background: runColour(run.colour) ?? '' }} />}
        <span>{name}</span>
        {shown ? <small>{say(runWords.shown)}</small> : null}
        <IconChevronDown size={12} />
      </UnstyledButton>
      <Sparkline values={run.sparkline} />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label={say(runWords.draw, { name })}
        aria-pressed={drawn || shown}
        disabled={shown}
        onClick={() => onDraw(run.id, !drawn)}
      >
        <Eye size={14} />
      </ActionIcon>
      <p className="runs-difference" title={difference}>
        {difference}
      </p>
      <p className="runs-figures figure">
        {run.tasks.map((task) => {
          const value = bestOf(run, task.id);
          return value === null ? null : (
            <span key={task.id}>
              <TaskMark task={task.id} label={`${task.name || task.id}: ${task.metric}`} /> {formatNumber(value)}
            </span>
          );
        })}
        {improvement === undefined ? null : (
          <span>
            Δm {improvement > 0 ? '+' : ''}
            {formatNumber(improvement)} %
          </span>
        )}
      </p>
    </div>
  );
});
