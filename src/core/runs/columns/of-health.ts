import { type HealthQuantity, type HealthReport, healthColumn, healthQuantities } from '../health.ts';
import { activationMean } from './activation-mean.ts';
import { activationSpread } from './activation-spread.ts';
import type { RecordedSteps } from './blocks.ts';
import { deadUnits } from './dead-units.ts';
import { layerGradient } from './layer-gradient.ts';
import { onlyAt } from './only-at.ts';
import type { ColumnBlock } from './types.ts';
import { updateRatio } from './update-ratio.ts';

/** The column that keeps each quantity. */
export const healthColumnIds: Readonly<Record<HealthQuantity, string>> = {
  gradient: layerGradient.id,
  mean: activationMean.id,
  spread: activationSpread.id,
  dead: deadUnits.id,
  update: updateRatio.id,
};

/** What a report says of the step with this index among some that were recorded, as columns of all of them. */
export function healthColumns(report: HealthReport, steps: RecordedSteps, index: number): ColumnBlock[] {
  return healthQuantities.flatMap((quantity) => {
    const values = healthColumn(report, quantity);
    const known = report.nodes.filter((_, i) => !Number.isNaN(values[i]));
    return known.length === 0
      ? []
      : [
          onlyAt(
            healthColumnIds[quantity],
            known,
            values.filter((value) => !Number.isNaN(value)),
            steps,
            index,
          ),
        ];
  });
}
