import { Button, Checkbox, Group, Modal, NativeSelect, Stack, Table, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { nodeLabel } from '../../core/graph/catalogue.ts';
import type { Project } from '../../core/project/schema.ts';
import { learners, misfitOf, proposedSource, type Wanted } from '../../core/runs/taken-layers.ts';
import { runWords } from '../../core/runs/words.ts';
import type { Diagnostic, Result } from '../../core/util/diagnostics.ts';
import { inLanguage } from '../../core/util/localized.ts';
import { useDerived, usePlayground, useProject, useView } from '../../store/react.tsx';
import { pageRunsOf } from '../../store/runs/page-runs.ts';
import { layersOfFile, layersOfRun, type TakenSource, takeLayers } from '../../store/taken-source.ts';
import { chooseFile } from '../common/choose-file.ts';
import { DiagnosticNote } from '../common/diagnostic-note.tsx';
import { useSay } from '../common/use-say.ts';
import { useTranslation } from '../common/use-translation.ts';
import './take-layers.css';

const shapeText = (shape: readonly number[]): string => (shape.length === 0 ? '1' : shape.join(' × '));

/** A node with its id, which alone tells two of the same kind apart. */
function useNodeText(): (document: Project, id: string) => string {
  const language = useView((view) => view.language);
  return (document, id) => {
    const node = document.graph.nodes.find((one) => one.id === id);
    return node ? `${inLanguage(nodeLabel(node, document), language)} (${id})` : id;
  };
}

/** Whose layers are taken: a run that is kept, or a file. */
function SourceOf(props: { readonly onFound: (found: Result<TakenSource>) => void }) {
  const { t } = useTranslation();
  const say = useSay();
  const playground = usePlayground();
  const pageRuns = pageRunsOf(playground);
  const [runs, setRuns] = useState(pageRuns.library.getState().runs);
  useEffect(() => {
    const stop = pageRuns.library.subscribe(({ runs: listed }) => setRuns(listed));
    void pageRuns.library.load();
    return stop;
  }, [pageRuns]);
  const withWeights = runs.filter(({ bytes }) => bytes.last + bytes.best > 0).toReversed();
  const titleOf = ({ name, number }: (typeof runs)[number]): string => name || say(runWords.numbered, { n: number });
  return (
    <Group gap="sm" align="end">
      <NativeSelect
        size="xs"
        label={t('transfer.take.run')}
        disabled={withWeights.length === 0}
        defaultValue=""
        data={[
          { value: '', label: t(withWeights.length > 0 ? 'transfer.take.choose' : 'transfer.take.noRuns') },
          ...withWeights.map((run) => ({
            value: run.id,
            label: `${titleOf(run)} · ${run.tasks.map(({ name }) => name).join(', ')} · ${say(runWords.bySteps)} ${run.steps}`,
          })),
        ]}
        onChange={({ currentTarget: { value } }) => {
          const run = withWeights.find(({ id }) => id === value);
          if (run) void layersOfRun(pageRuns, run.id, titleOf(run)).then(props.onFound);
        }}
      />
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => chooseFile('.json,.zip,.safetensors', (file) => void layersOfFile(playground, file).then(props.onFound))}
      >
        {t('transfer.take.file')}
      </Button>
    </Group>
  );
}

interface Row {
  readonly id: string;
  readonly wanted: Wanted;
  /** The node there; empty: none. */
  readonly from: string;
  readonly wants: boolean;
}

/** Whether a node can take what another has learned, in words. */
function Verdict({ row, source }: { readonly row: Row; readonly source: TakenSource }) {
  const { t } = useTranslation();
  const learned = source.layers.get(row.from);
  if (!learned) return <>{t('transfer.take.none')}</>;
  const misfit = misfitOf(row.wanted, learned);
  if (!misfit) {
    const parameters = row.wanted.map(({ name, shape }) => `${name} ${shapeText(shape)}`).join(', ');
    return <>{t('transfer.take.fits', { parameters })}</>;
  }
  const { parameter, here, there } = misfit;
  if (!there) return <>{t('transfer.take.lacks', { parameter, here: shapeText(here) })}</>;
  return <>{t('transfer.take.shapes', { parameter, here: shapeText(here), there: shapeText(there) })}</>;
}

/** Which of this document's layers begin with what those of another model have learned. */
export function TakeLayers({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const playground = usePlayground();
  const document = useProject((current) => current);
  const { analysis } = useDerived();
  const narrow = useMediaQuery('(max-width: 800px)', false, { getInitialValueInEffect: false });
  const nodeText = useNodeText();
  const [source, setSource] = useState<TakenSource | null>(null);
  const [problems, setProblems] = useState<readonly Diagnostic[]>([]);
  const [rows, setRows] = useState<readonly Row[]>([]);
  const [frozen, setFrozen] = useState(false);

  function found(result: Result<TakenSource>): void {
    setProblems(result.ok ? [] : result.diagnostics);
    setSource(result.ok ? result.value : null);
    if (!result.ok || !analysis) return;
    const { layers } = result.value;
    setRows(
      learners(document, analysis).map(({ id, wanted }) => {
        const from = proposedSource(id, wanted, layers) ?? '';
        return { id, wanted, from, wants: true };
      }),
    );
  }

  const fits = ({ wanted, from }: Row): boolean => {
    const learned = source?.layers.get(from);
    return learned !== undefined && misfitOf(wanted, learned) === null;
  };
  const change = (id: string, fields: Partial<Row>): void =>
    setRows((all) => all.map((row) => (row.id === id ? { ...row, ...fields } : row)));
  const taken = rows.filter((row) => row.wants && fits(row));
  return (
    <Modal opened onClose={onClose} title={t('transfer.take.title')} size="xl" fullScreen={narrow}>
      <Stack gap="sm">
        <Text size="xs" c="dimmed">
          {t('transfer.take.about')}
        </Text>
        <SourceOf onFound={found} />
        {problems.map((item) => (
          <DiagnosticNote key={item.code} item={item} />
        ))}
        {source ? (
          <div className="take-layers">
            <Table fz="sm" verticalSpacing={4} captionSide="top">
              <Table.Caption>{t('transfer.take.caption', { from: source.name })}</Table.Caption>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('transfer.take.here')}</Table.Th>
                  <Table.Th>{t('transfer.take.there')}</Table.Th>
                  <Table.Th>{t('transfer.take.verdict')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((row) => (
                  <Table.Tr key={row.id}>
                    <Table.Th scope="row" fw={400}>
                      <Checkbox
                        size="xs"
                        label={nodeText(document, row.id)}
                        checked={row.wants && fits(row)}
                        disabled={!fits(row)}
                        onChange={({ currentTarget: { checked } }) => change(row.id, { wants: checked })}
                      />
                    </Table.Th>
                    <Table.Td>
                      <NativeSelect
                        size="xs"
                        aria-label={t('transfer.take.from', { node: nodeText(document, row.id) })}
                        value={row.from}
                        data={[
                          { value: '', label: '–' },
                          ...[...source.layers.keys()].map((id) => ({ value: id, label: nodeText(source.document, id) })),
                        ]}
                        onChange={({ currentTarget: { value } }) => change(row.id, { from: value, wants: true })}
                      />
                    </Table.Td>
                    <Table.Td className="figure">
                      <Verdict row={row} source={source} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        ) : null}
        <Group justify="space-between">
          <Checkbox
            size="xs"
            label={t('transfer.take.freeze')}
            checked={frozen}
            onChange={({ currentTarget: { checked } }) => setFrozen(checked)}
          />
          <Button
            disabled={!source || taken.length === 0}
            onClick={() => {
              if (source) takeLayers(playground, source, new Map(taken.map(({ id, from }) => [id, from])), frozen);
              onClose();
            }}
          >
            {t('transfer.take.take', { number: taken.length })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
