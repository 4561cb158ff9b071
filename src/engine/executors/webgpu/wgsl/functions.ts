import type { BinaryFn, UnaryFn } from '../../../../core/program/types.ts';

/** f(x) in WGSL, where `x` is a name. Arguments are kept where no device overflows or loses small numbers. */
export const unaryText: Readonly<Record<UnaryFn, (x: string) => string>> = {
  neg: (x) => `-${x}`,
  abs: (x) => `abs(${x})`,
  sign: (x) => `sign(${x})`,
  step: (x) => `select(0.0, 1.0, ${x} > 0.0)`,
  square: (x) => `${x} * ${x}`,
  sqrt: (x) => `sqrt(${x})`,
  rsqrt: (x) => `inverseSqrt(${x})`,
  reciprocal: (x) => `1.0 / ${x}`,
  exp: (x) => `exp(${x})`,
  log: (x) => `log(${x})`,
  sin: (x) => `sine(${x}, 0.0)`,
  cos: (x) => `sine(${x}, 0.5)`,
  tanh: (x) => `tanh(clamp(${x}, -15.0, 15.0))`,
  sigmoid: (x) => `1.0 / (1.0 + exp(-max(${x}, -87.0)))`,
  softplus: (x) => `max(${x}, 0.0) + log(1.0 + exp(-abs(${x})))`,
  relu: (x) => `max(${x}, 0.0)`,
  floor: (x) => `floor(${x})`,
};

/**
 * sin(x + π·shift) with the error of f32 itself: WGSL's own may be off by 2⁻¹¹. x + π·shift = π·k + r with |r| ≤ π/2, π taken off in
 * two parts (Cody and Waite, 1980), then the Taylor series of r to the eleventh power.
 */
export const sineFunction = [
  'fn sine(x: f32, shift: f32) -> f32 {',
  '  let turns = round(x * 0.31830988618 + shift);',
  '  let k = turns - shift;',
  '  let r = ((x - k * 3.140625) - k * 9.67502593994140625e-4) - k * 1.509957990978376432e-7;',
  '  let s = r * r;',
  '  let odd = r + r * s * (-1.66666667e-1 + s * (8.33333333e-3 + s * (-1.98412698e-4 + s * (2.75573192e-6 - s * 2.50521084e-8))));',
  '  return select(odd, -odd, (i32(turns) & 1) == 1);',
  '}',
].join('\n');

/** f(a, b) in WGSL, where `a` and `b` are names. */
export const binaryText: Readonly<Record<BinaryFn, (a: string, b: string) => string>> = {
  add: (a, b) => `${a} + ${b}`,
  sub: (a, b) => `${a} - ${b}`,
  mul: (a, b) => `${a} * ${b}`,
  div: (a, b) => `${a} / ${b}`,
  max: (a, b) => `max(${a}, ${b})`,
  min: (a, b) => `min(${a}, ${b})`,
  greater: (a, b) => `select(0.0, 1.0, ${a} > ${b})`,
  greaterEqual: (a, b) => `select(0.0, 1.0, ${a} >= ${b})`,
  equal: (a, b) => `select(0.0, 1.0, ${a} == ${b})`,
};

/** A number as an f32 literal; what f32 cannot hold becomes its largest number. */
export function floatText(value: number): string {
  const limited = Math.max(-3.4028234e38, Math.min(3.4028234e38, value));
  const text = String(Math.fround(limited));
  const literal = /[.e]/.test(text) ? `${text.replace('e+', 'e')}f` : `${text}.0f`;
  return value < 0 ? `(${literal})` : literal;
}
