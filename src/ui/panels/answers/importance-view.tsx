import { Button, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { SplitName } from '../../../core/data/types.ts';
import type { Importance } from '../../../core/runs/protocol.ts';
import { headlineOf } from '../../../core/tasks/task-kinds.ts';
import type { Diagnostic } from '../../../core/util/diagnostics.ts';
import { usePlayground, useProject } from '../../../store/react.tsx';
import { DiagnosticNote } from '../../common/diagnostic-note.tsx';
import type { LoadedTask } from '../../common/loaded-tasks.ts';
import { metricText } from '../../common/metric-text.ts';
import { TakePicture } from '../../common/paper/take-picture.tsx';
import { identityOf } from '../../common/task-identity.ts';
import { TaskMark } from '../../common/task-mark.tsx';
import { useLocalized } from '../../common/use-localized.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { importanceDrawing } from './drawings.ts';

/** Which column serves which task: what its first metric loses once the column is shuffled. */
export function ImportanceView({ tasks, split }: { readonly tasks: readonly LoadedTask[]; readonly split: SplitName }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const { actions } = usePlayground();
  const project = useProject((document) => document);
  const [state, setState] = useState<Importance | 'busy' | readonly Diagnostic[] | null>(null);
  const measure = async (): Promise<void> => {
    setState('busy');
    const answer = await actions.request({ kind: 'importance', split });
    setState(answer.ok ? answer.value.importance : answer.diagnostics);
  };
  const found = state !== null && state !== 'busy' && 'columns' in state ? state : null;
  const shown = found
    ? tasks.flatMap((entry) =>
        found.tasks.includes(entry.task.id) ? [{ entry, place: found.tasks.indexOf(entry.task.id) }] : [],
      )
    : [];
  const lossOf = (column: number, place: number): number => found?.values[column * found.tasks.length + place] ?? Number.NaN;
  const most = (place: number): number =>
    Math.max(1e-9, ...(found?.columns.map((_, c) => lossOf(c, place)).filter(Number.isFinite) ?? []));
  const draw = (measured: Importance) =>
    importanceDrawing(
      measured,
      measured.columns.map(localized),
      shown.map(({ entry: { task, target } }) => ({
        id: task.id,
        name: task.name,
        ...identityOf(project, task.id),
        say: (loss) => metricText(headlineOf(task.kind, target), target, loss),
      })),
    );
  return (
    <section className="answers-section" aria-label={t('answers.importance.title')}>
      <Text size="sm" fw={600}>
        {t('answers.importance.title')}{' '}
        {found ? <TakePicture title={t('answers.importance.title')} draw={() => draw(found)} /> : null}
      </Text>
      <Text size="xs" c="dimmed">
        {t('answers.importance.about')}
      </Text>
      <Button size="compact-xs" variant="default" my={6} loading={state === 'busy'} onClick={() => void measure()}>
        {t('answers.importance.measure')}
      </Button>
      {Array.isArray(state) ? state.map((item) => <DiagnosticNote key={item.code} item={item} />) : null}
      {found ? (
        <Table className="figure" fz="xs" verticalSpacing={3} data-testid="importance">
          <Table.Thead>
            <Table.Tr>
              <Table.Th />
              {shown.map(({ entry }) => (
                <Table.Th key={entry.task.id} scope="col">
                  <TaskMark task={entry.task.id} /> {entry.task.name}
                  <br />
                  <small>{localized(headlineOf(entry.task.kind, entry.target).title)}</small>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.columns.map((title, column) => (
              <Table.Tr key={title.en}>
                <Table.Th scope="row">{localized(title)}</Table.Th>
                {shown.map(({ entry, place }) => {
                  const value = lossOf(column, place);
                  const full = Number.isFinite(value) ? Math.max(0, value / most(place)) : 0;
                  const { color } = identityOf(project, entry.task.id);
                  return (
                    <Table.Td
                      key={entry.task.id}
                      style={{
                        background: `linear-gradient(90deg, color-mix(in srgb, ${color} 35%, transparent) ${(100 * full).toFixed(0)}%, transparent 0)`,
                      }}
                    >
                      {metricText(headlineOf(entry.task.kind, entry.target), entry.target, value)}
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ) : null}
    </section>
  );
}
