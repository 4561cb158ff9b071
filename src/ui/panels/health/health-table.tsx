import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useState } from 'react';
import { type HealthQuantity, type HealthReport, healthOf, healthQuantities } from '../../../core/runs/health.ts';
import { healthSigns } from '../../../core/runs/health-signs.ts';
import { useView } from '../../../store/react.tsx';
import { HealthIcon } from '../../common/health-icon.tsx';
import { smallNumber } from '../../common/small-number.ts';
import { useHealthWords } from '../../common/use-health-words.ts';
import { useTranslation } from '../../common/use-translation.ts';

/** The last number that is known: a step's comes one report later than what it stepped from. */
function lastKnown(reports: readonly HealthReport[], node: string, quantity: HealthQuantity): number {
  for (const report of reports.slice(-2).reverse()) {
    const value = healthOf(report, node, quantity);
    if (!Number.isNaN(value) || quantity !== 'update') return value;
  }
  return Number.NaN;
}

/** Every layer with all that is measured of it, in the order of the graph or of a column. */
export function HealthTable(props: {
  readonly reports: readonly HealthReport[];
  readonly nameOf: (node: string) => string;
  readonly selected: string;
  readonly onChoose: (node: string) => void;
}) {
  const { reports, nameOf, selected, onChoose } = props;
  const { t } = useTranslation();
  const words = useHealthWords();
  const language = useView((view) => view.language);
  const [order, setOrder] = useState<{ readonly by: HealthQuantity; readonly down: boolean } | null>(null);
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const signs = healthSigns(reports);
  const rows = (reports.at(-1)?.nodes ?? []).map((node) => ({
    node,
    values: new Map(healthQuantities.map((quantity) => [quantity, lastKnown(reports, node, quantity)])),
  }));
  if (order) {
    const key = (row: (typeof rows)[number]): number => row.values.get(order.by) ?? Number.NaN;
    // What has no number stands last, whichever way.
    const from = (row: (typeof rows)[number]): number =>
      Number.isNaN(key(row)) ? Number.POSITIVE_INFINITY : order.down ? -key(row) : key(row);
    rows.sort((a, b) => (from(a) === from(b) ? 0 : from(a) - from(b)));
  }
  /** Largest first, smallest first, as in the graph. */
  const turn = (by: HealthQuantity): void =>
    setOrder(order?.by !== by ? { by, down: true } : order.down ? { by, down: false } : null);
  return (
    <div className="health-scroll">
      <table className="health-table figure">
        <caption className="visually-hidden">{t('health.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('health.layer')}</th>
            {healthQuantities.map((quantity) => (
              <th
                key={quantity}
                scope="col"
                aria-sort={order?.by === quantity ? (order.down ? 'descending' : 'ascending') : 'none'}
              >
                <UnstyledButton title={t(`health.quantityHelp.${quantity}`)} onClick={() => turn(quantity)}>
                  {t(`health.quantities.${quantity}`)}
                  {order?.by === quantity ? (
                    order.down ? (
                      <IconArrowDown size={11} aria-hidden="true" />
                    ) : (
                      <IconArrowUp size={11} aria-hidden="true" />
                    )
                  ) : null}
                </UnstyledButton>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ node, values }) => {
            const sign = signs.get(node);
            const name = nameOf(node);
            return (
              <tr key={node} data-selected={node === selected || undefined} data-sign={sign?.kind}>
                <th scope="row">
                  <UnstyledButton
                    title={t('health.show', { layer: name })}
                    aria-pressed={node === selected}
                    onClick={() => onChoose(node)}
                  >
                    {sign ? (
                      <span role="img" aria-label={words(name, sign).word} className="health-sign">
                        <HealthIcon kind={sign.kind} />
                      </span>
                    ) : null}
                    {name}
                  </UnstyledButton>
                </th>
                {healthQuantities.map((quantity) => {
                  const value = values.get(quantity) ?? Number.NaN;
                  return (
                    <td key={quantity} data-bad={sign?.by === quantity || undefined}>
                      {quantity === 'dead' && !Number.isNaN(value) ? percent.format(value) : smallNumber(value)}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
