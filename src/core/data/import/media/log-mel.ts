import FFT from 'fft.js';
import { at } from '../../../util/assert-never.ts';

/** How sound becomes frames: so many bands of the mel scale, of which a frame of 32 ms begins every 16 ms. */
export const bands = 40;
const frameSeconds = 0.032;
const hopSeconds = 0.016;
const lowestHz = 40;
const highestHz = 7600;
/** A frame that is as quiet as this, in decibels below a sine of full scale, is 0. */
const floorDecibels = 90;

/** O'Shaughnessy, 1987. */
const mel = (hz: number): number => 2595 * Math.log10(1 + hz / 700);
const hertz = (value: number): number => 700 * (10 ** (value / 2595) - 1);

interface Plan {
  readonly length: number;
  readonly hop: number;
  readonly size: number;
  readonly window: Float64Array;
  /** For each band the bins that fall into it, and how much of each. */
  readonly filters: readonly { readonly first: number; readonly shares: readonly number[] }[];
  readonly fft: FFT;
}

const plans = new Map<number, Plan>();

/** Triangles between neighbouring edges on the mel scale; one that lies between two bins takes the nearer one. */
function filtersFor(size: number, sampleRate: number): Plan['filters'] {
  const top = Math.min(highestHz, sampleRate / 2);
  const edges = Array.from({ length: bands + 2 }, (_, i) =>
    hertz(mel(lowestHz) + ((mel(top) - mel(lowestHz)) * i) / (bands + 1)),
  );
  const perBin = sampleRate / size;
  return Array.from({ length: bands }, (_, band) => {
    const [low, middle, high] = [at(edges, band), at(edges, band + 1), at(edges, band + 2)];
    const first = Math.ceil(low / perBin);
    const last = Math.floor(high / perBin);
    const shares = Array.from({ length: Math.max(0, last - first + 1) }, (_one, k) => {
      const hz = (first + k) * perBin;
      return hz <= middle ? (hz - low) / (middle - low) : (high - hz) / (high - middle);
    });
    const sum = shares.reduce((all, one) => all + one, 0);
    if (sum > 0) return { first, shares: shares.map((share) => share / sum) };
    return { first: Math.min(size / 2, Math.round(middle / perBin)), shares: [1] };
  });
}

function planFor(sampleRate: number): Plan {
  const known = plans.get(sampleRate);
  if (known) return known;
  const length = Math.max(4, Math.round(frameSeconds * sampleRate));
  const size = 2 ** Math.ceil(Math.log2(length));
  const plan: Plan = {
    length,
    hop: Math.max(1, Math.round(hopSeconds * sampleRate)),
    size,
    window: Float64Array.from({ length }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / length)),
    filters: filtersFor(size, sampleRate),
    fft: new FFT(size),
  };
  plans.set(sampleRate, plan);
  return plan;
}

/**
 * Sound, mono in −1 … 1, as log-mel frames [frames, `bands`] in 0 … 1: Hann window, power of every band in decibels from −90 below a sine of full scale to 0, `most` frames at
 * the most. The spectrum is taken at the sound's own rate, so that nothing is resampled.
 */
export function logMelFrames(sound: Float32Array, sampleRate: number, most: number): Float32Array {
  const { length, hop, size, window, filters, fft } = planFor(sampleRate);
  const frames = Math.max(1, Math.min(most, 1 + Math.floor(Math.max(0, sound.length - length) / hop)));
  const made = new Float32Array(frames * bands);
  const [input, output] = [new Array<number>(size).fill(0), fft.createComplexArray()];
  // A sine of full scale has this in its bin.
  const full = (length / 4) ** 2;
  for (let frame = 0; frame < frames; frame++) {
    for (let i = 0; i < length; i++) input[i] = at(window, i) * (sound[frame * hop + i] ?? 0);
    fft.realTransform(output, input);
    filters.forEach(({ first, shares }, band) => {
      let power = 0;
      shares.forEach((share, k) => {
        const bin = first + k;
        const [real, imaginary] = [output[2 * bin] ?? 0, output[2 * bin + 1] ?? 0];
        power += share * (real * real + imaginary * imaginary);
      });
      const decibels = 10 * Math.log10(power / full + 1e-12);
      made[frame * bands + band] = Math.max(0, Math.min(1, 1 + decibels / floorDecibels));
    });
  }
  return made;
}
