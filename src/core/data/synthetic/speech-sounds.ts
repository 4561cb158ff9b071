/** A speech sound as a source and a filter. */
export interface Sound {
  readonly name: string;
  /** Frequencies of the first three resonances of an average vocal tract, in Hz. */
  readonly formants: readonly [number, number, number];
  /** Strength of the vocal cords and of friction, 0 … 1. */
  readonly voice: number;
  readonly friction: number;
  /** Where friction is strongest, in Hz. */
  readonly frictionAt: number;
  /** Typical length in frames. */
  readonly frames: number;
}

const vowel = (name: string, f1: number, f2: number, f3: number): Sound => ({
  name,
  formants: [f1, f2, f3],
  voice: 1,
  friction: 0,
  frictionAt: 3000,
  frames: 6,
});
const consonant = (name: string, rest: Partial<Sound>): Sound => ({
  name,
  formants: [300, 1300, 2400],
  voice: 0,
  friction: 0,
  frictionAt: 3000,
  frames: 4,
  ...rest,
});

/** Silence, vowels (formants after Peterson and Barney, 1952, rounded) and consonants, in the order of their tags. */
export const sounds: readonly Sound[] = [
  consonant('sil', { frames: 3 }),
  vowel('a', 730, 1090, 2440),
  vowel('e', 530, 1840, 2480),
  vowel('i', 270, 2290, 3010),
  vowel('o', 570, 840, 2410),
  vowel('u', 300, 870, 2240),
  vowel('y', 280, 1900, 2150),
  vowel('ə', 490, 1350, 1690),
  consonant('s', { friction: 0.8, frictionAt: 3600 }),
  consonant('ʃ', { friction: 0.9, frictionAt: 2400 }),
  consonant('m', { voice: 0.5, formants: [250, 1000, 2200] }),
  consonant('n', { voice: 0.5, formants: [250, 1500, 2500] }),
  consonant('l', { voice: 0.6, formants: [360, 1200, 2700] }),
  consonant('t', { friction: 0.5, frictionAt: 3300, frames: 2 }),
  consonant('k', { friction: 0.5, frictionAt: 1700, frames: 2 }),
];

/** A language as far as sound goes: which sounds it has, how its syllables are built, and how even its rhythm is. */
export interface Language {
  readonly name: string;
  readonly vowels: readonly string[];
  readonly onsets: readonly string[];
  /** Closing consonants; an empty name stands for none. */
  readonly codas: readonly string[];
  /** Lengths of vowels take turns between 1 and 1 + this. */
  readonly swing: number;
}

export const languages: readonly Language[] = [
  { name: 'Amari', vowels: ['a', 'e', 'i', 'o', 'u'], onsets: ['s', 't', 'm', 'n', 'l'], codas: [''], swing: 0 },
  { name: 'Brull', vowels: ['i', 'u', 'y', 'a', 'ə'], onsets: ['ʃ', 'k', 'l', 't'], codas: ['', 'l', 'n', 'k'], swing: 1 },
  { name: 'Ceshe', vowels: ['e', 'ə', 'a', 'o'], onsets: ['s', 'ʃ', 'm', 'l'], codas: ['', '', 's', 'ʃ', 'm'], swing: 0.5 },
];

/** How feeling changes a voice; neutral changes nothing. */
export interface Emotion {
  readonly name: string;
  /** Factor on the pitch, and how much it rises (or falls) from beginning to end. */
  readonly pitch: number;
  readonly rise: number;
  /** How far the pitch swings between syllables. */
  readonly liveliness: number;
  readonly energy: number;
  /** Factor on lengths: above 1 is slower. */
  readonly slowness: number;
}

export const emotions: readonly Emotion[] = [
  { name: 'neutral', pitch: 1, rise: -0.1, liveliness: 0.05, energy: 0.7, slowness: 1 },
  { name: 'happy', pitch: 1.12, rise: 0.25, liveliness: 0.2, energy: 0.85, slowness: 0.85 },
  { name: 'sad', pitch: 0.92, rise: -0.3, liveliness: 0.03, energy: 0.45, slowness: 1.35 },
  { name: 'angry', pitch: 1.08, rise: -0.1, liveliness: 0.3, energy: 1, slowness: 0.8 },
];

/** A voice: its pitch in Hz, and how long its vocal tract is (shorter ones raise every formant). */
export interface Speaker {
  readonly name: string;
  readonly pitch: number;
  readonly formantScale: number;
}

export const speakers: readonly Speaker[] = [
  { name: 'Ada', pitch: 205, formantScale: 1.14 },
  { name: 'Ben', pitch: 105, formantScale: 0.92 },
  { name: 'Cleo', pitch: 185, formantScale: 1.04 },
  { name: 'Dov', pitch: 125, formantScale: 1 },
  { name: 'Eva', pitch: 235, formantScale: 1.18 },
  { name: 'Finn', pitch: 145, formantScale: 0.96 },
];
