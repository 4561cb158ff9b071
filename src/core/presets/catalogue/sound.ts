import type { Preset } from '../preset.ts';
import { speechFour } from '../sound.ts';

export const soundPresets: readonly Preset[] = [
  {
    id: 'speech-four',
    group: 'sound',
    text: {
      title: { en: 'Speech: who, which language, how, what', 'zh-CN': '语音：谁、何种语言、何种情绪、说什么' },
      watch: {
        en: 'Four questions to the same second of sound: phonemes and language help each other, while the speaker’s pitch and the emotion’s are easily mistaken for one another.',
        'zh-CN': '对同一秒声音的四个问题：音素与语言相互促进，而说话人的音高与情绪的音高容易混淆。',
      },
    },
    outcome: {
      epochs: 8,
      tasks: {
        speaker: { metric: 'accuracy', reaches: 0.55, blind: 0.19 },
        language: { metric: 'accuracy', reaches: 0.85, blind: 0.37 },
        emotion: { metric: 'accuracy', reaches: 0.42, blind: 0.27 },
        phonemes: { metric: 'frameAccuracy', reaches: 0.9, blind: 0.13 },
      },
    },
    project: speechFour,
  },
];
