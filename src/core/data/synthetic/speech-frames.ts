import { at } from '../../util/assert-never.ts';
import { randomStream } from '../../util/random.ts';
import type { Tensors } from '../types.ts';
import type { SpeechOptions } from './speech.ts';
import { emotions, languages, speakers } from './speech-sounds.ts';
import { type Frame, frictionAt, resonance, utter } from './speech-voice.ts';

const frameCount = 64;
const bands = 24;
const frameSeconds = 0.016;
const highestHz = 4000;
const sampleRate = 16_000;

const mel = (hz: number): number => 2595 * Math.log10(1 + hz / 700);
const hertz = (value: number): number => 700 * (10 ** (value / 2595) - 1);
/** Edges of the triangular bands, evenly spaced on the mel scale: band b rises from b to b + 1 and falls to b + 2. */
const edges = Array.from({ length: bands + 2 }, (_, i) => hertz(mel(60) + ((mel(highestHz) - mel(60)) * i) / (bands + 1)));

/** The share of a frequency that falls into a band: 1 in its middle, 0 at the middles of its neighbours. */
function share(hz: number, band: number): number {
  const [low, middle, high] = [edges[band] ?? 0, edges[band + 1] ?? 0, edges[band + 2] ?? 0];
  return hz <= middle ? (hz - low) / (middle - low) : (high - hz) / (high - middle);
}

/** Energy of every band: the harmonics of the voice that fall into it, and friction. [bands] */
function bandEnergies(frame: Frame): Float64Array {
  const energies = new Float64Array(bands);
  // A band narrower than the pitch falls between harmonics: that is how pitch shows.
  let band = 0;
  for (let hz = frame.pitch; frame.voice > 0 && hz < highestHz; hz += frame.pitch) {
    const strength = frame.voice * resonance(frame, hz) ** 2;
    while (band < bands && hz >= (edges[band + 2] ?? 0)) band++;
    for (let b = band; b < bands && hz > (edges[b] ?? 0); b++) energies[b] = (energies[b] ?? 0) + share(hz, b) * strength;
  }
  for (let b = 0; b < bands; b++) {
    const width = (edges[b + 2] ?? 0) - (edges[b] ?? 0);
    const friction = 0.6 * frictionAt(frame, edges[b + 1] ?? 0) ** 2 * (width / 300);
    energies[b] = frame.energy * ((energies[b] ?? 0) + friction);
  }
  return energies;
}

const floor = 1e-4;
const range = Math.log(10 / floor);

/** Log energy of every band, from a floor of −60 dB (0) to the loudest there is (1). [bands] */
export function logMel(frame: Frame): Float64Array {
  return bandEnergies(frame).map((energy) => Math.min(1, Math.log(Math.max(floor, energy) / floor) / range));
}

/** What sample `row` says, and how: the same whether it becomes frames or sound. */
function sample(seed: number, row: number) {
  const random = randomStream(seed, 'data', 'speech', row);
  const [speaker, language, emotion] = [random.int(speakers.length), random.int(languages.length), random.int(emotions.length)];
  const who = { speaker: at(speakers, speaker), language: at(languages, language), emotion: at(emotions, emotion) };
  return { speaker, language, emotion, frames: utter(who, frameCount, random) };
}

export function generateSpeech({ samples, noise }: SpeechOptions, seed: number): Tensors {
  const frames = new Float32Array(samples * frameCount * bands);
  const phonemes = new Int32Array(samples * frameCount);
  const [speaker, language, emotion] = [new Int32Array(samples), new Int32Array(samples), new Int32Array(samples)];
  const grain = randomStream(seed, 'data', 'speech', 'noise');
  for (let row = 0; row < samples; row++) {
    const said = sample(seed, row);
    speaker[row] = said.speaker;
    language[row] = said.language;
    emotion[row] = said.emotion;
    said.frames.forEach((frame, i) => {
      phonemes[row * frameCount + i] = frame.sound;
      frames.set(logMel(frame), (row * frameCount + i) * bands);
    });
  }
  if (noise > 0) {
    for (let i = 0; i < frames.length; i++) frames[i] = Math.min(1, Math.max(0, (frames[i] ?? 0) + noise * grain.normal()));
  }
  return { inputs: { frames }, targets: { speaker, language, emotion, phonemes } };
}

/** The sound of sample `row`: harmonics of the pitch as strong as the resonances pass them, and noise for friction. Mono, −1 … 1. */
export function speak(seed: number, row: number): { samples: Float32Array; sampleRate: number } {
  const { frames } = sample(seed, row);
  const perFrame = Math.round(sampleRate * frameSeconds);
  const sound = new Float32Array(frames.length * perFrame);
  const hiss = randomStream(seed, 'data', 'speech', row, 'hiss');
  let phase = 0;
  let [first, second] = [0, 0];
  frames.forEach((frame, f) => {
    const harmonics = Array.from({ length: Math.floor(highestHz / frame.pitch) }, (_, k) =>
      resonance(frame, (k + 1) * frame.pitch),
    );
    // A two-pole resonator turns white noise into noise around the friction's frequency.
    const radius = 0.9;
    const turn = 2 * radius * Math.cos((2 * Math.PI * frame.frictionAt) / sampleRate);
    for (let i = 0; i < perFrame; i++) {
      phase = (phase + frame.pitch / sampleRate) % 1;
      const voiced = harmonics.reduce((sum, strength, k) => sum + strength * Math.sin(2 * Math.PI * phase * (k + 1)), 0);
      const noise = hiss.normal() + turn * first - radius * radius * second;
      [second, first] = [first, noise];
      sound[f * perFrame + i] = frame.energy * (frame.voice * voiced + 0.25 * frame.friction * noise);
    }
  });
  const loudest = sound.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
  return { samples: sound.map((value) => (0.8 * value) / loudest), sampleRate };
}
