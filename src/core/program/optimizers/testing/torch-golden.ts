import type { OptimizerSettings } from '../registry.ts';

/**
 * What torch.optim of PyTorch 1.13 makes of the same gradients in float64, after the first and the last of them; of Lion, which it
 * does not have, its authors' lion_pytorch.py. NAdam with `foreach`, because the other way in that version has one factor too many.
 */
interface Golden {
  readonly settings: OptimizerSettings;
  readonly rate: number;
  readonly first: readonly number[];
  readonly last: readonly number[];
}

export const start: readonly number[] = [-0.1468, 0.7861, 0.9468, -1.1143];

/** One row per step. */
export const gradients: readonly (readonly number[])[] = [
  [0.016908, -0.089483, -0.355625, 12.323857],
  [0.001382, -0.16822, 0.317678, 1.32807],
  [0.001373, 0.024055, 1.395451, 13.470226],
  [0.024382, 0.020276, 2.450541, 20.256018],
  [0.017792, -0.091793, -0.457819, -7.244733],
  [0.012799, -0.099407, 1.814973, -6.028483],
  [0.016148, 0.19302, -0.422501, -0.831864],
  [-0.009837, -0.124935, -0.188271, 2.826872],
  [0.001305, 0.033026, -0.077321, -9.224173],
  [-0.018941, 0.100564, -0.694847, 9.062282],
  [0.001072, 0.061252, 0.329645, -8.762797],
  [-0.016768, -0.072469, 0.963394, 1.3424],
];

export const golden: readonly Golden[] = [
  {
    settings: { kind: 'momentum', momentum: 0.9, nesterov: false },
    rate: 0.01,
    first: [-0.14696908, 0.78699483, 0.95035625, -1.23753857],
    last: [-0.151110217803, 0.803441240875, 0.674001386312, -3.33290711716],
  },
  {
    settings: { kind: 'momentum', momentum: 0.8, nesterov: true },
    rate: 0.01,
    first: [-0.147104344, 0.787710694, 0.95320125, -1.336129426],
    last: [-0.149601237221, 0.796980109385, 0.74132375913, -2.55290575607],
  },
  {
    settings: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    rate: 0.05,
    first: [-0.196799704284, 0.836099944124, 0.99679998594, -1.16429999959],
    last: [-0.521249234606, 1.04359012783, 0.760963282031, -1.40238205146],
  },
  {
    settings: { kind: 'adamw', beta1: 0.9, beta2: 0.99, epsilon: 1e-6, weightDecay: 0.1 },
    rate: 0.05,
    first: [-0.196063042995, 0.832168941241, 0.992065859403, -1.15872849594],
    last: [-0.500240177952, 0.987629277188, 0.709542140224, -1.32673428633],
  },
  {
    settings: { kind: 'nadam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7, momentumDecay: 0.004 },
    rate: 0.05,
    first: [-0.199622276508, 0.838922529887, 0.999622574064, -1.16712258849],
    last: [-0.322849476006, 0.913314697791, 0.789478396251, -1.25098777907],
  },
  {
    settings: { kind: 'nadam', beta1: 0.8, beta2: 0.99, epsilon: 1e-6, momentumDecay: 0.5 },
    rate: 0.05,
    first: [-0.201807357857, 0.841109996436, 1.0018104565, -1.16931060673],
    last: [-0.35120099194, 0.924045742272, 0.767990033863, -1.26419335447],
  },
  {
    settings: { kind: 'lion', beta1: 0.9, beta2: 0.99, weightDecay: 0 },
    rate: 0.05,
    first: [-0.1968, 0.8361, 0.9968, -1.1643],
    last: [-0.4468, 0.8861, 0.6468, -1.3143],
  },
  {
    settings: { kind: 'lion', beta1: 0.95, beta2: 0.98, weightDecay: 0.5 },
    rate: 0.05,
    first: [-0.19313, 0.8164475, 0.97313, -1.1364425],
    last: [-0.632341465514, 0.918534238665, 0.250425663515, -1.3463548651],
  },
];
