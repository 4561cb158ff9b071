import { ActionIcon, TextInput, UnstyledButton } from '@mantine/core';
import { IconEye, IconEyeOff, IconX } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { RunIdentity } from '../../core/runs/run-record.ts';
import { ownValue } from '../../core/util/own-value.ts';
import { useLaidRuns, usePlayground, useRun } from '../../store/react.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { runColour } from './run-colours.ts';
import { RunSwatch } from './run-swatch.tsx';
import { comparable, useRunName } from './use-plotted-runs.ts';

const longestName = 40;

/** A run's name, which a click makes a field: Enter or leaving it takes the new one, Escape keeps the old one, nothing is its number. */
function RunName({ run }: { readonly run: RunIdentity }) {
  const { t } = useTranslation();
  const { runs } = usePlayground();
  const nameOf = useRunName();
  const name = nameOf(run);
  const [draft, setDraft] = useState<string | null>(null);
  if (draft === null) {
    return (
      <UnstyledButton
        className="run-name"
        aria-label={t('charts.runs.rename', { name })}
        title={name}
        onClick={() => setDraft(run.name || name)}
      >
        {name}
      </UnstyledButton>
    );
  }
  const take = (): void => {
    if (draft.trim() !== name) runs.rename(run.id, draft);
    setDraft(null);
  };
  return (
    <TextInput
      size="xs"
      autoFocus
      className="run-name-field"
      aria-label={t('charts.runs.name')}
      maxLength={longestName}
      value={draft}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
        if (event.key === 'Escape') setDraft(null);
      }}
    />
  );
}

/** A run beside the shown one; rendered when something of it changes, however many there are. */
const LaidRun = memo(function LaidRun(props: {
  readonly run: RunIdentity;
  readonly mark: number;
  readonly colour: string | null;
  /** Whether it has a place among the curves of this document. */
  readonly drawn: boolean;
  readonly visible: boolean;
}) {
  const { run, mark, colour, drawn, visible } = props;
  const { t } = useTranslation();
  const { runs } = usePlayground();
  const name = useRunName()(run);
  return (
    <li className="run" data-hidden={!visible}>
      <RunSwatch mark={mark} colour={colour} />
      <RunName run={run} />
      {drawn ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={24}
          aria-label={t('charts.runs.show', { name })}
          aria-pressed={visible}
          onClick={() => runs.toggle(run.id)}
        >
          {visible ? <IconEye size={14} /> : <IconEyeOff size={14} />}
        </ActionIcon>
      ) : (
        <span className="run-note">{t('charts.runs.otherTasks')}</span>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label={t('charts.runs.remove', { name })}
        onClick={() => runs.remove(run.id)}
      >
        <IconX size={14} />
      </ActionIcon>
    </li>
  );
});

/** The runs in the plot, each with how its lines look. */
export function RunList() {
  const { t } = useTranslation();
  const { shown, kept, hidden, marks, colours } = useLaidRuns();
  const colourOf = (id: string): string | null => runColour(ownValue(colours, id) ?? null);
  const loaded = useRun((run) => run.loaded);
  return (
    <ul className="runs" aria-label={t('charts.runs.title')}>
      <li className="run">
        <RunSwatch mark={null} colour={colourOf(shown.id)} />
        <RunName run={shown} />
      </li>
      {kept.map((run) => {
        const drawn = comparable(run, loaded);
        return (
          <LaidRun
            key={run.id}
            run={run}
            mark={ownValue(marks, run.id) ?? 0}
            colour={colourOf(run.id)}
            drawn={drawn}
            visible={drawn && !hidden.includes(run.id)}
          />
        );
      })}
    </ul>
  );
}
