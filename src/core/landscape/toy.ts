/** A place in the plane of the two parameters. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How the losses of the toy are scaled: the papers differ in the first. */
export interface ToyScale {
  /** 1 in CAGrad (Liu et al., NeurIPS 2021); 0.1 in Nash-MTL (ICML 2022) and FAMO (NeurIPS 2023). */
  readonly first: number;
}

/** What is looked at: the square |x|, |y| ≤ 10. */
export const reach = 10;

/** Both losses and their gradients at a place, written anew by every look. */
export interface LossesThere {
  /** [f₁, f₂]. */
  readonly losses: Float64Array;
  /** Row-major [2 losses, 2 parameters]. */
  readonly gradients: Float64Array;
}

export const noLosses = (): LossesThere => ({ losses: new Float64Array(2), gradients: new Float64Array(4) });

/** Nothing is smaller within the logarithm. */
const least = 5e-6;

/** Every loss is above this before it is scaled: the parabolas end at −20, and a switch c ≤ 1 stands before them. */
const floor = -20;

/** What both losses stay above, [2]. */
export const floorOf = ({ first }: ToyScale): readonly [number, number] => [first * floor, floor];

/**
 * The toy of CAGrad, Nash-MTL and FAMO in float64: f_i = F_i·c₁ + Q_i·c₂, with F₁ = log max(|½(−x − 7) − tanh(−y)|, 5e-6) + 6,
 * F₂ = log max(|½(−x + 3) + tanh(−y) + 2|, 5e-6) + 6, Q₁ = ((7 − x)² + (y + 8)²/10)/10 − 20, Q₂ = ((x + 7)² + (y + 8)²/10)/10 − 20,
 * c₁ = max(tanh(y/2), 0), c₂ = max(tanh(−y/2), 0); f₁ is scaled. At their edges the maxima have the slope of what they bound, as in the papers' code:
 * with the other one, (0, 0) would be a place that nothing leaves.
 */
export function lookAt(x: number, y: number, { first }: ToyScale, into: LossesThere): void {
  const { losses, gradients } = into;
  const bend = Math.tanh(y);
  const steep = 1 - bend * bend;
  const half = Math.tanh(y / 2);
  const slope = 0.5 * (1 - half * half);
  const [c1, c1y] = y >= 0 ? [half, slope] : [0, 0];
  const [c2, c2y] = y <= 0 ? [-half, -slope] : [0, 0];
  const deep = y + 8;
  for (let i = 0; i < 2; i++) {
    const inner = i === 0 ? -0.5 * (x + 7) + bend : 0.5 * (3 - x) - bend + 2;
    const size = Math.abs(inner);
    const open = size >= least && inner !== 0;
    const log = Math.log(Math.max(size, least)) + 6;
    const logX = open ? -0.5 / inner : 0;
    const logY = open ? (i === 0 ? steep : -steep) / inner : 0;
    const off = i === 0 ? x - 7 : x + 7;
    const bowl = (off * off + 0.1 * deep * deep) / 10 + floor;
    const scale = i === 0 ? first : 1;
    losses[i] = scale * (log * c1 + bowl * c2);
    gradients[2 * i] = scale * (logX * c1 + 0.2 * off * c2);
    gradients[2 * i + 1] = scale * (logY * c1 + log * c1y + 0.02 * deep * c2 + bowl * c2y);
  }
}
