import { look } from '../claims/variants.ts';
import type { Preset } from '../preset.ts';
import { speechFour } from '../sound.ts';

export const soundPresets: readonly Preset[] = [
  {
    id: 'speech-four',
    group: 'sound',
    text: {
      title: { en: 'Speech: who, which language, how, what', 'zh-CN': '语音：谁、何种语言、何种情绪、说什么' },
      watch: {
        en: 'Four questions to the same second of sound, on one narrow trunk: set three weights to 0, and compare what the fourth reaches alone.',
        'zh-CN': '对同一秒声音的四个问题，共用一个狭窄的主干：把三个任务的权重设为 0，比较第四个单独能达到多少。',
      },
    },
    claims: look,
    outcome: {
      epochs: 8,
      tasks: {
        speaker: { metric: 'accuracy', reaches: 0.55 },
        language: { metric: 'accuracy', reaches: 0.85 },
        emotion: { metric: 'accuracy', reaches: 0.42 },
        phonemes: { metric: 'frameAccuracy', reaches: 0.9 },
      },
    },
    project: speechFour,
  },
];
