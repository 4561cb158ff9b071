import { Button, Group, NativeSelect, Text, UnstyledButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { nodeLabel } from '../../../core/graph/catalogue.ts';
import { healthColumnIds } from '../../../core/runs/columns/of-health.ts';
import { type HealthQuantity, healthQuantities } from '../../../core/runs/health.ts';
import { healthSigns } from '../../../core/runs/health-signs.ts';
import { inLanguage } from '../../../core/util/localized.ts';
import { useHealth, usePlayground, useRun, useView } from '../../../store/react.tsx';
import { HealthIcon } from '../../common/health-icon.tsx';
import { useHealthWords } from '../../common/use-health-words.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { HealthLines } from './health-lines.tsx';
import { HealthTable } from './health-table.tsx';

/** Gradients, activations, dead units and steps of every layer, as a table and over time; measured while this is open. */
export function LayersView() {
  const { t } = useTranslation();
  const { health, view } = usePlayground();
  const words = useHealthWords();
  const reports = useHealth();
  const document = useRun(({ shown }) => shown?.project ?? null);
  const language = useView((state) => state.language);
  const selected = useView(({ selection }) => selection.nodes.join());
  const [quantity, setQuantity] = useState<HealthQuantity>('gradient');
  useEffect(() => health.watch(), [health]);
  const last = reports.at(-1);
  if (!last) {
    return (
      <Text size="sm" c="dimmed">
        {t('health.empty')}
      </Text>
    );
  }
  const nameOf = (id: string): string => {
    const node = document?.graph.nodes.find((item) => item.id === id);
    return node && document ? inLanguage(nodeLabel(node, document), language) : id;
  };
  const choose = (node: string): void => {
    view.select([node]);
    view.pointAt(`node:${node}`);
  };
  const signs = healthSigns(reports);
  return (
    <>
      {signs.size === 0 ? (
        <Text size="xs" title={t('health.limits')}>
          {t('health.fine')}
        </Text>
      ) : (
        <ul className="health-signs">
          {[...signs].map(([node, sign]) => (
            <li key={node} data-sign={sign.kind}>
              <HealthIcon kind={sign.kind} size={15} />
              <UnstyledButton
                className="health-advice"
                title={t('health.show', { layer: nameOf(node) })}
                onClick={() => choose(node)}
              >
                <b>{words(nameOf(node), sign).word}</b> {words(nameOf(node), sign).advice}
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
      <HealthTable reports={reports} nameOf={nameOf} selected={selected} onChoose={choose} />
      <Group justify="space-between" gap={8} wrap="nowrap">
        <NativeSelect
          size="xs"
          aria-label={t('health.quantity')}
          value={quantity}
          data={healthQuantities.map((id) => ({ value: id, label: t(`health.quantities.${id}`) }))}
          onChange={({ currentTarget: { value } }) => setQuantity(healthQuantities.find((id) => id === value) ?? 'gradient')}
        />
        <Button size="compact-xs" variant="subtle" onClick={() => view.setCurves({ column: healthColumnIds[quantity] })}>
          {t('health.allCurves')}
        </Button>
      </Group>
      <HealthLines reports={reports} quantity={quantity} selected={selected} nameOf={nameOf} />
      <Text size="xs" c="dimmed">
        <span className="figure">{t('health.looks', { count: reports.length, step: last.step })}</span>. {t('health.limits')}
      </Text>
    </>
  );
}
