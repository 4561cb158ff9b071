import type { Strings } from '../types.ts';

export const intro: Strings['intro'] = {
  label: '入门',
  fight: '两个任务要求同一个网络给出相反的答案，于是一个也学不会。拖动这个权重，看看谁会胜出。',
  pulled: '权重较大的任务胜出，另一个任务为此付出代价。把网络拆开即可结束这场争夺。',
  lesson: '用五分钟弄明白：开始一课',
  weight: '{{task}}的权重',
};
