import { Alert, Button, Group, NumberInput, SegmentedControl, Text, Tooltip } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { type AttackSettings, attackDefaults } from '../../../core/runs/attack.ts';
import type { AnswerTo } from '../../../core/runs/protocol.ts';
import type { Diagnostic } from '../../../core/util/diagnostics.ts';
import { usePlayground, useRun } from '../../../store/react.tsx';
import { DiagnosticNote } from '../../common/diagnostic-note.tsx';
import { LabelledSlider } from '../../common/labelled-slider.tsx';
import { useLoadedData } from '../../common/loaded-tasks.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { AttackReportView } from './attack-report.tsx';
import { useEpsilonWords } from './use-epsilon-words.ts';

const methods = ['fgsm', 'pgd'] as const;

/** Attacks the present weights, and shows what becomes of every task. */
export function AttackView() {
  const { t } = useTranslation();
  const { actions } = usePlayground();
  const data = useLoadedData();
  const generation = useRun(({ shown }) => shown?.generation);
  const ready = useRun(({ history }) => history.prepared !== null && history.status.state !== 'preparing');
  const [settings, setSettings] = useState<AttackSettings>(attackDefaults);
  const [answer, setAnswer] = useState<AnswerTo<'attack'> | null>(null);
  const [problems, setProblems] = useState<readonly Diagnostic[]>([]);
  const [running, setRunning] = useState(false);
  const words = useEpsilonWords(data, settings.epsilon);
  const asked = useRef<AbortController | null>(null);
  // Whoever looks elsewhere waits for nothing any more.
  useEffect(() => () => asked.current?.abort(), []);
  const change = (fields: Partial<AttackSettings>): void => setSettings((before) => ({ ...before, ...fields }));

  async function attack(): Promise<void> {
    asked.current?.abort();
    const mine = new AbortController();
    asked.current = mine;
    setRunning(true);
    const found = await actions.request({ kind: 'attack', settings }, mine.signal);
    if (asked.current !== mine) return;
    setRunning(false);
    setProblems(found.ok ? [] : found.diagnostics);
    if (found.ok) setAnswer(found.value);
  }

  const number = (label: string, field: 'steps' | 'stepSize' | 'samples', min: number, max: number, step: number) => (
    <NumberInput
      size="xs"
      w={86}
      label={label}
      value={settings[field]}
      min={min}
      max={max}
      step={step}
      clampBehavior="strict"
      onChange={(value) => {
        if (typeof value === 'number' && value >= min && value <= max) change({ [field]: value });
      }}
    />
  );
  const shown = answer && answer.generation === generation ? answer : null;
  return (
    <>
      <Text size="xs" c="dimmed">
        {t('health.attack.help')}
      </Text>
      <Group gap={8} align="end">
        <Tooltip label={t(`health.attack.methodHelp.${settings.method}`)} multiline maw={260}>
          <SegmentedControl
            size="xs"
            aria-label={t('health.attack.method')}
            value={settings.method}
            onChange={(value) => change({ method: methods.find((id) => id === value) ?? 'fgsm' })}
            data={methods.map((id) => ({ value: id, label: id.toUpperCase() }))}
          />
        </Tooltip>
        {settings.method === 'pgd' ? (
          <>
            {number(t('health.attack.steps'), 'steps', 1, 100, 1)}
            {number(t('health.attack.stepSize'), 'stepSize', 0.01, 1, 0.05)}
          </>
        ) : null}
        {number(t('health.attack.samples'), 'samples', 1, 2000, 64)}
        <Button size="xs" disabled={!ready} loading={running} onClick={() => void attack()}>
          {t('health.attack.run')}
        </Button>
      </Group>
      <LabelledSlider
        label={t('health.attack.epsilon')}
        name={t('health.attack.epsilon')}
        help={words.help}
        value={settings.epsilon}
        min={0.005}
        max={words.most}
        step={0.005}
        onChange={(epsilon) => change({ epsilon })}
        onEnd={() => undefined}
      />
      <Text size="xs" c="dimmed">
        {words.help}
      </Text>
      {problems.map((item) => (
        <Alert key={item.message} p={4} color="red" variant="light">
          <DiagnosticNote item={item} />
        </Alert>
      ))}
      <div aria-live="polite" className="visually-hidden">
        {running ? t('health.attack.running') : ''}
      </div>
      {shown && data ? <AttackReportView answer={shown} data={data} /> : null}
      <Text size="xs" c="dimmed">
        {t('health.attack.adversarial')}
      </Text>
    </>
  );
}
