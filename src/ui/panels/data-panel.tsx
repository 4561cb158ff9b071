import { Anchor, Badge, Select, Stack } from '@mantine/core';
import type { DatasetDescriptor, SampleView } from '../../core/data/types.ts';
import { setDataset } from '../../core/graph/tasks.ts';
import type { TargetInfo } from '../../core/tasks/types.ts';
import { useDataset, useDatasets, useDerived, usePlayground, useProject } from '../../store/react.tsx';
import { DiagnosticNote } from '../common/diagnostic-note.tsx';
import { Disclosure } from '../common/disclosure.tsx';
import { lazyPane } from '../common/pane-boundary.tsx';
import { Section } from '../common/section.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useRefusal } from '../common/use-refusal.ts';
import { useTranslation } from '../common/use-translation.ts';
import { SampleStrip } from './sample-strip.tsx';

/** What stands behind a line comes when that is opened. */
const DataFacts = lazyPane(async () => (await import('./data-facts.tsx')).DataFacts);

const views: readonly SampleView[] = ['image', 'points', 'text', 'audio', 'table'];

/** The data set and a few samples of it; what it is and how it is made and divided stands behind one line. */
export function DataPanel() {
  const { t } = useTranslation();
  const { project, view } = usePlayground();
  const localized = useLocalized();
  const id = useProject((document) => document.data.dataset);
  // What a visitor's data is called, where the document alone knows it.
  const described = useProject((document) => document.data.options.name);
  const { diagnostics } = useDerived();
  const refusal = useRefusal();
  const datasets = useDatasets();
  const dataset = useDataset(id);
  const itemsOf = (view: SampleView) =>
    datasets
      .filter((item: DatasetDescriptor) => item.view === view)
      .map((item) => ({ value: item.id, label: localized(item.text.title) }));
  const problems = [...diagnostics, ...(refusal ? [refusal] : [])].filter(({ where }) => where?.startsWith('data'));
  return (
    <Section
      title={t('panels.data.title')}
      aside={
        dataset ? (
          <Badge variant="default" radius="sm" tt="none" fw={500} size="sm">
            {t(`panels.data.${dataset.own ? 'own' : dataset.synthetic ? 'synthetic' : 'real'}`)}
          </Badge>
        ) : null
      }
    >
      <Stack gap="xs">
        <Select
          aria-label={t('panels.data.choose')}
          allowDeselect={false}
          value={id}
          data={[
            ...(dataset ? [] : [{ value: id, label: typeof described === 'string' ? described : id, disabled: true }]),
            ...views.map((view) => ({ group: t(`panels.data.kinds.${view}`), items: itemsOf(view) })),
          ]}
          onChange={(next) => {
            const chosen = datasets.find((one) => one.id === next);
            if (!chosen) return;
            const signature = chosen.signature(chosen.schema.parse({}));
            const titleOf = (target: TargetInfo) => localized(target.title);
            project.edit((document) => setDataset(document, chosen.id, signature, { options: chosen.options ?? {}, titleOf }));
          }}
        />
        <Anchor
          component="button"
          type="button"
          size="xs"
          ta="start"
          onClick={() => view.set({ importing: { file: null, change: false } })}
        >
          {t('panels.data.ownOpen')}
        </Anchor>
        {problems.map((item) => (
          <DiagnosticNote key={item.message} item={item} />
        ))}
        <SampleStrip />
        <div data-place="data">
          <Disclosure title={t('panels.data.facts')}>
            <DataFacts />
          </Disclosure>
        </div>
      </Stack>
    </Section>
  );
}
