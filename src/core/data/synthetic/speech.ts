import { z } from 'zod';
import type { FieldSpec } from '../../layers/types.ts';
import type { DataSignature } from '../../project/signature.ts';
import type { DatasetDescriptor } from '../types.ts';
import { emotions, languages, sounds, speakers } from './speech-sounds.ts';

const schema = z.strictObject({
  samples: z.number().int().min(100).max(10_000).default(3000),
  noise: z.number().min(0).max(0.5).default(0.05),
});
export type SpeechOptions = z.infer<typeof schema>;

const frameCount = 64;
const bands = 24;

const fields: readonly FieldSpec[] = [
  {
    name: 'samples',
    title: { en: 'Utterances', 'zh-CN': '语句数' },
    help: {
      en: 'How many utterances of about a second there are in all, before the split.',
      'zh-CN': '划分之前约一秒长的语句总数。',
    },
    control: 'integer',
    min: 100,
    max: 10_000,
    step: 100,
  },
  {
    name: 'noise',
    title: { en: 'Noise', 'zh-CN': '噪声' },
    help: {
      en: 'Standard deviation of the noise on every band of every frame, which go from 0 to 1.',
      'zh-CN': '每帧每个频带（0 到 1）上噪声的标准差。',
    },
    control: 'number',
    min: 0,
    max: 0.5,
    step: 0.05,
  },
];

const named = (list: readonly { readonly name: string }[]): string[] => list.map(({ name }) => name);

const signatureFor = (count: number): DataSignature => ({
  inputs: [{ id: 'frames', shape: [frameCount, bands], dtype: 'f32' }],
  targets: [
    { id: 'speaker', title: { en: 'Speaker', 'zh-CN': '说话人' }, format: 'class', classes: named(speakers) },
    { id: 'language', title: { en: 'Language', 'zh-CN': '语言' }, format: 'class', classes: named(languages) },
    { id: 'emotion', title: { en: 'Emotion', 'zh-CN': '情绪' }, format: 'class', classes: named(emotions) },
    {
      id: 'phonemes',
      title: { en: 'Phoneme of each frame', 'zh-CN': '逐帧音素' },
      format: 'tags',
      length: frameCount,
      tags: named(sounds),
      scheme: 'plain',
    },
  ],
  count,
});

export const speech: DatasetDescriptor<SpeechOptions> = {
  id: 'speech',
  view: 'audio',
  synthetic: true,
  text: {
    title: { en: 'Synthetic speech', 'zh-CN': '合成语音' },
    summary: {
      en: 'Utterances of a second as log-mel frames: who speaks, in which language, with which emotion, and which sound is each frame?',
      'zh-CN': '一秒长的语句，以对数梅尔帧表示：谁在说、哪种语言、什么情绪，以及每一帧是什么音素。',
    },
    more: {
      en: 'Made from the seed by a source-filter model (Fant, 1960) with invented languages: pitch and vocal tract make the speaker, sounds and rhythm the language, contour, energy and pace the emotion. Six speakers, three languages and four emotions reach above 90 % with convolutions over time; every frame’s sound about as much. You can listen to a sample.',
      'zh-CN':
        '用声源-滤波器模型（Fant，1960）由随机种子合成，语言为虚构：音高与声道决定说话人，音素与节奏决定语言，语调、能量与语速决定情绪。六位说话人、三种语言、四种情绪用时间卷积均可达 90% 以上，逐帧音素也大致如此。样本可以试听。',
    },
  },
  licence: 'Apache-2.0',
  schema,
  fields,
  signature: ({ samples }) => signatureFor(samples),
  async load(options, context) {
    const { generateSpeech } = await import('./speech-frames.ts');
    const tensors = generateSpeech(options, context.seed);
    context.onProgress(1);
    return tensors;
  },
  async listen(_options, seed, row) {
    const { speak } = await import('./speech-frames.ts');
    return speak(seed, row);
  },
};
