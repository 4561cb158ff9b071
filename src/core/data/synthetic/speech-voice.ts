import type { Random } from '../../util/random.ts';
import { type Emotion, type Language, type Sound, type Speaker, sounds } from './speech-sounds.ts';

/** One frame of an utterance: what is said, and how. */
export interface Frame {
  /** Index in `sounds`. */
  readonly sound: number;
  /** Pitch in Hz. */
  readonly pitch: number;
  /** 0 … 1 */
  readonly energy: number;
  readonly formants: readonly [number, number, number];
  readonly voice: number;
  readonly friction: number;
  readonly frictionAt: number;
}

const soundNamed = (name: string): number =>
  Math.max(
    0,
    sounds.findIndex((sound) => sound.name === name),
  );
const silence: Sound = sounds[0] ?? {
  name: 'sil',
  formants: [300, 1300, 2400],
  voice: 0,
  friction: 0,
  frictionAt: 3000,
  frames: 3,
};

interface Syllable {
  readonly parts: readonly { readonly sound: number; readonly frames: number }[];
}

function drawSyllable(language: Language, slowness: number, index: number, random: Random): Syllable {
  const pick = (names: readonly string[]): string => names[random.int(names.length)] ?? '';
  const long = index % 2 === 1 ? 1 + language.swing : 1;
  const frames = (sound: number, factor: number): number => {
    const typical = sounds[sound]?.frames ?? 1;
    return Math.max(1, Math.round(typical * factor * slowness * (0.85 + 0.3 * random.next())));
  };
  const names = [pick(language.onsets), pick(language.vowels), pick(language.codas)].filter((name) => name !== '');
  return {
    parts: names.map((name, i) => {
      const sound = soundNamed(name);
      return { sound, frames: frames(sound, i === 1 ? long : 1) };
    }),
  };
}

/** An utterance of exactly `count` frames: some silence, syllables, silence. */
export function utter(
  { speaker, language, emotion }: { speaker: Speaker; language: Language; emotion: Emotion },
  count: number,
  random: Random,
): Frame[] {
  const frames: Frame[] = [];
  const lead = 1 + random.int(4);
  const speaking = count - lead - 2;
  const push = (soundIndex: number, pitch: number, energy: number): void => {
    const sound = sounds[soundIndex] ?? silence;
    const [f1, f2, f3] = sound.formants;
    const scale = speaker.formantScale;
    frames.push({
      sound: soundIndex,
      pitch,
      energy,
      formants: [f1 * scale, f2 * scale, f3 * scale],
      voice: sound.voice,
      friction: sound.friction,
      frictionAt: sound.frictionAt * scale,
    });
  };
  for (let i = 0; i < lead; i++) push(0, speaker.pitch, 0);
  for (let syllable = 0; frames.length < lead + speaking - 3; syllable++) {
    const lift = 1 + emotion.liveliness * random.normal();
    for (const part of drawSyllable(language, emotion.slowness, syllable, random).parts) {
      for (let i = 0; i < part.frames && frames.length < lead + speaking; i++) {
        const progress = (frames.length - lead) / speaking;
        const pitch = speaker.pitch * emotion.pitch * (1 + emotion.rise * (progress - 0.5)) * Math.max(0.6, lift);
        push(part.sound, pitch, emotion.energy * (0.9 + 0.2 * random.next()));
      }
    }
  }
  while (frames.length < count) push(0, speaker.pitch, 0);
  return frames;
}

const widths = [90, 110, 170] as const;
const gains = [1, 0.7, 0.4] as const;

/** How strongly the vocal tract passes a frequency: three resonances, falling off above. */
export function resonance({ formants }: Frame, hz: number): number {
  const first = (hz - formants[0]) / widths[0];
  const second = (hz - formants[1]) / widths[1];
  const third = (hz - formants[2]) / widths[2];
  return gains[0] / (1 + first * first) + gains[1] / (1 + second * second) + gains[2] / (1 + third * third);
}

/** Strength of friction noise at a frequency: a broad hump. */
export function frictionAt({ friction, frictionAt: middle }: Frame, hz: number): number {
  const distance = (hz - middle) / 700;
  return friction / (1 + distance * distance);
}
