import { Anchor, Badge, Group, Select, Stack, Text, Tooltip } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { DatasetDescriptor, SampleView } from '../../core/data/types.ts';
import { setDataset } from '../../core/graph/tasks.ts';
import type { TargetInfo } from '../../core/tasks/types.ts';
import { useDataset, useDatasets, useDerived, usePlayground, useProject } from '../../store/react.tsx';
import { DiagnosticNote } from '../common/diagnostic-note.tsx';
import { FieldControl } from '../common/field-control.tsx';
import { Section } from '../common/section.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useRefusal } from '../common/use-refusal.ts';
import { useTranslation } from '../common/use-translation.ts';
import { SampleStrip } from './sample-strip.tsx';
import { SplitControl } from './split-control.tsx';

/** Few visitors open it: it is loaded when they do. */
const DatasetPage = lazy(async () => ({ default: (await import('./dataset-page.tsx')).DatasetPage }));

const views: readonly SampleView[] = ['image', 'points', 'text', 'audio', 'table'];
const whole = new Intl.NumberFormat('en');

/** The data set, its options, its split, and a few samples of it. */
export function DataPanel() {
  const { t } = useTranslation();
  const { project, view } = usePlayground();
  const localized = useLocalized();
  const id = useProject((document) => document.data.dataset);
  const options = useProject((document) => document.data.options);
  const { signature, diagnostics } = useDerived();
  const refusal = useRefusal();
  const datasets = useDatasets();
  const dataset = useDataset(id);
  const [reading, setReading] = useState(false);
  const itemsOf = (view: SampleView) =>
    datasets
      .filter((item: DatasetDescriptor) => item.view === view)
      .map((item) => ({ value: item.id, label: localized(item.text.title) }));
  const problems = [...diagnostics, ...(refusal ? [refusal] : [])].filter(({ where }) => where?.startsWith('data'));
  const values: Readonly<Record<string, unknown>> = dataset ? { ...dataset.schema.parse({}), ...options } : options;
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
          data={views.map((view) => ({ group: t(`panels.data.kinds.${view}`), items: itemsOf(view) }))}
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
        {dataset ? (
          <>
            <Group gap={6}>
              <Text size="xs" c="dimmed">
                {t('panels.data.size', { samples: whole.format(signature?.count ?? 0) })} ·{' '}
                {t('panels.data.licence', { licence: dataset.licence })}
              </Text>
            </Group>
            <Text size="xs">{localized(dataset.text.summary)}</Text>
            <Anchor component="button" type="button" size="xs" ta="start" onClick={() => setReading(true)}>
              {t('panels.data.more')}
            </Anchor>
            {reading && signature ? (
              <Suspense fallback={null}>
                <DatasetPage dataset={dataset} signature={signature} onClose={() => setReading(false)} />
              </Suspense>
            ) : null}
            {dataset.fields.map((field) => (
              <FieldControl
                key={field.name}
                field={field}
                value={values[field.name]}
                error={undefined}
                onChange={(value) =>
                  project.edit(
                    (document) => ({
                      ...document,
                      data: { ...document.data, options: { ...document.data.options, [field.name]: value } },
                    }),
                    { gesture: `data.${field.name}` },
                  )
                }
              />
            ))}
          </>
        ) : null}
        {signature?.parts ? (
          <>
            <Text size="xs" className="figure">
              {t('panels.data.ownParts', signature.parts)}
            </Text>
            <Anchor
              component="button"
              type="button"
              size="xs"
              ta="start"
              onClick={() => view.set({ importing: { file: null, change: true } })}
            >
              {t('panels.data.ownChange')}
            </Anchor>
          </>
        ) : (
          <Tooltip label={t('panels.data.splitHelp')} multiline maw={280} position="right">
            <div>
              <SplitControl />
            </div>
          </Tooltip>
        )}
      </Stack>
    </Section>
  );
}
