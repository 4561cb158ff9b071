import { Group, NumberInput, Select, Stack, Switch, Tooltip } from '@mantine/core';
import { optimizerOf, optimizers } from '../../core/program/optimizers/registry.ts';
import { defaults, optimizerKinds, scheduleKinds } from '../../core/project/defaults.ts';
import { optimizerSchema, scheduleSchema, type TrainingSettings, trainingSchema } from '../../core/project/schema.ts';
import { useDerived, usePlayground, useProject } from '../../store/react.tsx';
import { DiagnosticNote } from '../common/diagnostic-note.tsx';
import { Disclosure } from '../common/disclosure.tsx';
import { LongText } from '../common/long-text.tsx';
import { lazyPane, withRareStrings } from '../common/pane-boundary.tsx';
import { Section } from '../common/section.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useRefusal } from '../common/use-refusal.ts';
import { useTranslation } from '../common/use-translation.ts';
import { AdversarialControl } from './adversarial-control.tsx';
import { BalancingControl } from './balancing-control.tsx';
import { EarlyStoppingControl } from './early-stopping-control.tsx';
import { MemoryLine } from './memory-line.tsx';
import { NumberField } from './number-field.tsx';
import { VariantFields } from './variant-fields.tsx';

const StagesControl = lazyPane(() => withRareStrings(async () => (await import('./stages-control.tsx')).StagesControl));

const rates = [0.00001, 0.00003, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1];

/** Optimiser, learning rate, schedule, batch size, epochs, balancing, clipping, early stopping. */
export function TrainingPanel() {
  const { t } = useTranslation();
  const text = useLocalized();
  const { project } = usePlayground();
  const training = useProject((document) => document.training);
  const optimizer = optimizerOf(training.optimizer.kind);
  const { diagnostics } = useDerived();
  const refusal = useRefusal();
  const change = (fields: Partial<TrainingSettings>, gesture: string): void =>
    project.edit((document) => ({ ...document, training: { ...document.training, ...fields } }), {
      gesture: `training.${gesture}`,
    });
  const setAdversarial = (adversarial: TrainingSettings['adversarial'], gesture: string): void =>
    project.edit(
      (document) => {
        const { adversarial: _, ...others } = document.training;
        return { ...document, training: adversarial ? { ...others, adversarial } : others };
      },
      { gesture: `training.${gesture}` },
    );
  return (
    <Section title={t('panels.training.title')} aside={<MemoryLine />}>
      <Stack gap="xs">
        {[...diagnostics, ...(refusal ? [refusal] : [])]
          .filter(({ where }) => where?.startsWith('training'))
          .map((item) => (
            <DiagnosticNote key={item.message} item={item} />
          ))}
        <Group gap="xs" grow align="start">
          <Tooltip
            label={
              <>
                {`${t('panels.training.optimizerHelp')} ${text(optimizer.text.summary)} `}
                {optimizer.text.more ? <LongText text={optimizer.text.more} /> : null}
              </>
            }
            multiline
            maw={280}
          >
            <Select
              label={t('panels.training.optimizer')}
              allowDeselect={false}
              value={training.optimizer.kind}
              data={optimizers.map((one) => ({ value: one.kind, label: text(one.text.title) }))}
              onChange={(value) => {
                const kind = optimizerKinds.find((known) => known === value);
                if (kind) change({ optimizer: defaults.optimizer(kind) }, 'optimizer.kind');
              }}
            />
          </Tooltip>
          <NumberField
            label={t('panels.training.learningRate')}
            help={`${t('panels.training.learningRateHelp')} ${t('panels.training.usualRate', { optimizer: text(optimizer.text.title), rate: optimizer.usualRate })}`}
            schema={trainingSchema.shape.learningRate}
            value={training.learningRate}
            suggestions={rates}
            onChange={(learningRate) => change({ learningRate }, 'learningRate')}
            onEnd={project.endGesture}
          />
        </Group>
        <Group gap="xs" grow align="start">
          <NumberField
            label={t('panels.training.batchSize')}
            help={t('panels.training.batchSizeHelp')}
            schema={trainingSchema.shape.batchSize}
            value={training.batchSize}
            suggestions={[8, 16, 32, 64, 128, 256, 512]}
            onChange={(batchSize) => change({ batchSize }, 'batchSize')}
            onEnd={project.endGesture}
          />
          <NumberField
            label={t('panels.training.epochs')}
            help={t('panels.training.epochsHelp')}
            schema={trainingSchema.shape.epochs}
            value={training.epochs}
            suggestions={[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]}
            onChange={(epochs) => change({ epochs }, 'epochs')}
            onEnd={project.endGesture}
          />
        </Group>
        <Tooltip label={t('panels.training.stopAtGoalHelp')} multiline maw={280}>
          <Switch
            label={t('panels.training.stopAtGoal')}
            checked={training.stopAtGoal}
            onChange={(event) => change({ stopAtGoal: event.currentTarget.checked }, 'stopAtGoal')}
          />
        </Tooltip>
        <Tooltip label={t('panels.training.scheduleHelp')}>
          <Select
            label={t('panels.training.schedule')}
            allowDeselect={false}
            value={training.schedule.kind}
            data={scheduleKinds.map((kind) => ({ value: kind, label: t(`panels.training.schedules.${kind}`) }))}
            onChange={(value) => {
              const kind = scheduleKinds.find((known) => known === value);
              if (kind) change({ schedule: defaults.schedule(kind) }, 'schedule.kind');
            }}
          />
        </Tooltip>
        <VariantFields
          values={training.schedule}
          labels={t('panels.training.scheduleFields', { returnObjects: true })}
          parse={scheduleSchema}
          onChange={(schedule) => change({ schedule }, 'schedule')}
          onEnd={project.endGesture}
        />
        <BalancingControl />
        <Group gap="xs" align="end" wrap="nowrap">
          <Tooltip label={t('panels.training.clipHelp')} multiline maw={280}>
            <Switch
              mb={6}
              label={t('panels.training.clip')}
              checked={training.clipNorm !== null}
              onChange={(event) => change({ clipNorm: event.currentTarget.checked ? 1 : null }, 'clip')}
            />
          </Tooltip>
          {training.clipNorm === null ? null : (
            <NumberInput
              w={80}
              aria-label={t('panels.training.clip')}
              value={training.clipNorm}
              min={0.0001}
              step={0.5}
              onChange={(value) => {
                if (typeof value === 'number' && value > 0) change({ clipNorm: value }, 'clip.value');
              }}
              onBlur={project.endGesture}
            />
          )}
        </Group>
        <AdversarialControl value={training.adversarial} onChange={setAdversarial} onEnd={project.endGesture} />
        <Disclosure title={t('panels.training.advanced')}>
          <VariantFields
            values={training.optimizer}
            labels={Object.fromEntries(Object.entries(optimizer.text.fields).map(([name, title]) => [name, text(title)]))}
            parse={optimizerSchema}
            onChange={(optimizer) => change({ optimizer }, 'optimizer')}
            onEnd={project.endGesture}
          />
        </Disclosure>
        <Disclosure
          title={
            training.stages ? t('panels.training.stagesOf', { number: training.stages.length }) : t('panels.training.stages')
          }
        >
          <StagesControl />
        </Disclosure>
        <EarlyStoppingControl
          value={training.earlyStopping}
          onChange={(earlyStopping) => change({ earlyStopping }, 'earlyStopping')}
          onEnd={project.endGesture}
        />
      </Stack>
    </Section>
  );
}
