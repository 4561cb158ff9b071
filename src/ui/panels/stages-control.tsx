import { ActionIcon, Button, Chip, Group, MultiSelect, NumberInput, Stack, Text } from '@mantine/core';
import { IconDownload, IconPlus, IconTrash } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { stageStarts } from '../../core/compile/stages.ts';
import { nodeLabel } from '../../core/graph/catalogue.ts';
import { withFurtherStage, withoutStage, withStage } from '../../core/graph/stages.ts';
import { highestRate, mostStages, type Project, type Stage, stageSchema } from '../../core/project/schema.ts';
import { inLanguage } from '../../core/util/localized.ts';
import { useDerived, usePlayground, useProject, useView } from '../../store/react.tsx';
import { useTranslation } from '../common/use-translation.ts';
import './stages.css';

/** Few visitors take layers of another model: it is loaded when they do. */
const TakeLayers = lazy(async () => ({ default: (await import('./take-layers.tsx')).TakeLayers }));

type Edit = (recipe: (project: Project) => Project, gesture?: string) => void;

/** What one stage trains, for how long, how fast, and what holds still meanwhile. */
function StageCard(props: { readonly stage: Stage; readonly index: number; readonly from: number; readonly edit: Edit }) {
  const { stage, index, from, edit } = props;
  const { t } = useTranslation();
  const language = useView((view) => view.language);
  const { project } = usePlayground();
  const document = useProject((current) => current);
  const { analysis } = useDerived();
  const tasks = document.tasks.filter(({ enabled }) => enabled);
  const number = index + 1;
  const change = (fields: Partial<Stage>, field: string): void =>
    edit((current) => withStage(current, index, fields), `stage.${index}.${field}`);
  const layers = document.graph.nodes.filter(({ id }) => (analysis?.nodes.get(id)?.parameterCount ?? 0) > 0);
  const shared = layers.filter(({ id }) => (analysis?.nodes.get(id)?.tasks.length ?? 0) > 1).map(({ id }) => id);
  return (
    <Stack gap={6} component="fieldset" className="stage">
      <legend>
        <Group gap={4} wrap="nowrap">
          <Text size="xs" fw={600}>
            {t('transfer.stages.title', { number, from })}
          </Text>
          <ActionIcon
            size={24}
            variant="subtle"
            aria-label={t('transfer.stages.remove', { number })}
            onClick={() => edit((current) => withoutStage(current, index))}
          >
            <IconTrash size={14} />
          </ActionIcon>
        </Group>
      </legend>
      <Text size="xs">{t('transfer.stages.tasks')}</Text>
      <Chip.Group
        multiple
        value={[...(stage.tasks ?? tasks.map(({ id }) => id))]}
        onChange={(ids) => change({ tasks: ids }, 'tasks')}
      >
        <Group gap={4}>
          {tasks.map(({ id, name }) => (
            <Chip key={id} value={id} size="xs">
              {name}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Group gap="xs" grow>
        <NumberInput
          label={t('transfer.stages.epochs')}
          value={stage.epochs}
          min={1}
          allowDecimal={false}
          onChange={(epochs) => {
            if (typeof epochs === 'number' && stageSchema.shape.epochs.safeParse(epochs).success) change({ epochs }, 'epochs');
          }}
          onBlur={project.endGesture}
        />
        <NumberInput
          label={t('transfer.stages.rate')}
          value={stage.rate}
          max={highestRate}
          step={0.1}
          allowNegative={false}
          onChange={(rate) => {
            if (typeof rate === 'number' && stageSchema.shape.rate.safeParse(rate).success) change({ rate }, 'rate');
          }}
          onBlur={project.endGesture}
        />
      </Group>
      <MultiSelect
        label={t('transfer.stages.frozen')}
        size="xs"
        searchable
        clearable
        limit={100}
        {...(stage.frozen.length === 0 ? { placeholder: t('transfer.stages.frozenNone') } : {})}
        value={[...stage.frozen]}
        data={layers.map((node) => ({
          value: node.id,
          label: `${inLanguage(nodeLabel(node, document), language)} (${node.id})`,
        }))}
        onChange={(frozen) => change({ frozen }, 'frozen')}
        onBlur={project.endGesture}
      />
      {shared.length > 0 ? (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => change({ frozen: [...new Set([...stage.frozen, ...shared])] }, 'shared')}
        >
          {t('transfer.stages.shared')}
        </Button>
      ) : null}
    </Stack>
  );
}

/** The stages of the training: which tasks first, which then, how fast, and what holds still meanwhile. */
export function StagesControl() {
  const { t } = useTranslation();
  const { project } = usePlayground();
  const stages = useProject(({ training }) => training.stages);
  const starts = stageStarts(stages);
  const [taking, setTaking] = useState(false);
  const edit: Edit = (recipe, gesture) => {
    project.edit(recipe, gesture === undefined ? {} : { gesture: `training.${gesture}` });
    if (gesture === undefined) project.endGesture();
  };
  return (
    <Stack gap="xs">
      <Text size="xs" c="dimmed">
        {t(stages ? 'transfer.stages.last' : 'transfer.stages.none')}
      </Text>
      {stages?.map((stage, index) => (
        <StageCard key={starts[index]} stage={stage} index={index} from={starts[index] ?? 0} edit={edit} />
      ))}
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        disabled={(stages?.length ?? 0) >= mostStages}
        onClick={() => edit(withFurtherStage)}
      >
        {t(stages ? 'transfer.stages.add' : 'transfer.stages.divide')}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconDownload size={14} aria-hidden="true" />}
        onClick={() => setTaking(true)}
      >
        {t('transfer.take.open')}
      </Button>
      {taking ? (
        <Suspense>
          <TakeLayers onClose={() => setTaking(false)} />
        </Suspense>
      ) : null}
    </Stack>
  );
}
