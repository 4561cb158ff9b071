import {
  attention,
  cascade,
  clutter,
  coTraining,
  digitsVision,
  fusion,
  imbalanced,
  multiBranch,
  scenes64,
  scenes224,
  transformer,
} from '../images.ts';
import type { Preset } from '../preset.ts';

export const imagePresets: readonly Preset[] = [
  {
    id: 'scenes-64',
    group: 'images',
    text: {
      title: { en: 'Scenes, 64 pixels: a shared trunk', 'zh-CN': '场景（64 像素）：共享主干' },
      watch: {
        en: 'Convolutions of 32, 64 and 128 filters, a class and «is there an object»: the easy task is done in an epoch and then leaves the trunk to the hard one.',
        'zh-CN': '32、64、128 个滤波器的卷积，一个分类和一个“有无物体”：简单任务一轮即可学会，此后主干留给困难的任务。',
      },
    },
    outcome: {
      epochs: 6,
      tasks: {
        shape: { metric: 'accuracy', reaches: 0.65, blind: 0.16 },
        present: { metric: 'accuracy', reaches: 0.97, blind: 0.81 },
      },
    },
    project: scenes64,
  },
  {
    id: 'scenes-224',
    group: 'images',
    text: {
      title: { en: 'Scenes, 224 pixels: a shared trunk', 'zh-CN': '场景（224 像素）：共享主干' },
      watch: {
        en: 'The size of the classic networks, eight images at a time: look at the memory that the page announces, and at how little 280 images teach about ten shapes.',
        'zh-CN': '经典网络的尺寸，每批八张图像：留意页面给出的内存估计，以及 280 张图像对十种形状所能教会的有多少。',
      },
    },
    outcome: {
      epochs: 8,
      tasks: {
        shape: { metric: 'accuracy', reaches: 0.26, blind: 0.13 },
        present: { metric: 'accuracy', reaches: 0.97, blind: 0.82 },
      },
    },
    project: scenes224,
  },
  {
    id: 'scenes-branches',
    group: 'images',
    text: {
      title: { en: 'Scenes: two branches', 'zh-CN': '场景：两个分支' },
      watch: {
        en: 'One branch looks at fine detail, the other at coarse shape, and both feed both tasks: freeze one and see which task misses it.',
        'zh-CN': '一个分支看细节，另一个看整体形状，二者同时供给两个任务：冻结其中一个，看哪个任务受影响。',
      },
    },
    outcome: {
      epochs: 12,
      tasks: {
        shape: { metric: 'accuracy', reaches: 0.55, blind: 0.13 },
        dots: { metric: 'kappa', reaches: 0.3, blind: 0 },
      },
    },
    project: multiBranch,
  },
  {
    id: 'scenes-co-training',
    group: 'images',
    text: {
      title: { en: 'Scenes: co-training with soft sharing', 'zh-CN': '场景：软共享的协同训练' },
      watch: {
        en: 'Two networks, pulled together by dashed links between their twin layers: raise a link’s weight towards hard sharing, or lower it to 0 for none.',
        'zh-CN': '两个网络由对应层之间的虚线连接相互牵引：提高连接权重趋向硬共享，降为 0 则完全独立。',
      },
    },
    outcome: {
      epochs: 12,
      tasks: {
        shape: { metric: 'accuracy', reaches: 0.6, blind: 0.13 },
        box: { metric: 'meanIou', reaches: 0.7, blind: 0.2 },
      },
    },
    project: coTraining,
  },
  {
    id: 'scenes-attention',
    group: 'images',
    text: {
      title: { en: 'Scenes: attention per task', 'zh-CN': '场景：各任务的注意力' },
      watch: {
        en: 'Each task lays a mask of its own over the shared features: open the two masks and compare where they let through.',
        'zh-CN': '每个任务在共享特征上加一层自己的掩码：打开两个掩码，比较它们各让哪里通过。',
      },
    },
    outcome: {
      epochs: 12,
      tasks: {
        shape: { metric: 'accuracy', reaches: 0.6, blind: 0.13 },
        box: { metric: 'meanIou', reaches: 0.67, blind: 0.2 },
      },
    },
    project: attention,
  },
  {
    id: 'scenes-transformer',
    group: 'images',
    text: {
      title: { en: 'Scenes: Transformer with task embedding', 'zh-CN': '场景：带任务嵌入的 Transformer' },
      watch: {
        en: 'Sixteen patches are tokens, and each task adds one of its own that gathers what it needs: watch the attention of the two task tokens part ways.',
        'zh-CN': '十六个图像块作为词元，每个任务再加入自己的一个词元来汇集所需信息：观察两个任务词元的注意力逐渐分开。',
      },
    },
    outcome: {
      epochs: 12,
      tasks: {
        shape: { metric: 'accuracy', reaches: 0.53, blind: 0.13 },
        present: { metric: 'accuracy', reaches: 0.97, blind: 0.81 },
      },
    },
    project: transformer,
  },
  {
    id: 'scenes-cascade',
    group: 'images',
    text: {
      title: { en: 'Scenes: a cascade', 'zh-CN': '场景：级联' },
      watch: {
        en: 'The answer of the first task goes into the second, without its gradient: take the gradient stop out, and the box begins to bend the first answer to its needs.',
        'zh-CN': '第一个任务的答案送入第二个，但不回传梯度：去掉梯度阻断，定位任务便会让第一个答案迁就自己。',
      },
    },
    outcome: {
      epochs: 6,
      tasks: {
        present: { metric: 'accuracy', reaches: 0.97, blind: 0.81 },
        box: { metric: 'meanIou', reaches: 0.58, blind: 0.2 },
      },
    },
    project: cascade,
  },
  {
    id: 'scenes-fusion',
    group: 'images',
    text: {
      title: { en: 'Scenes: gated fusion', 'zh-CN': '场景：门控融合' },
      watch: {
        en: 'Outline and colour are read by networks of their own, and a gate mixes them: the picture in the gate shows how much of each it takes.',
        'zh-CN': '轮廓与颜色由各自的网络读取，再由门控混合：门控中的图显示各占多少。',
      },
    },
    outcome: {
      epochs: 12,
      tasks: {
        shape: { metric: 'accuracy', reaches: 0.67, blind: 0.13 },
        present: { metric: 'accuracy', reaches: 0.97, blind: 0.81 },
      },
    },
    project: fusion,
  },
  {
    id: 'scenes-imbalanced',
    group: 'images',
    text: {
      title: { en: 'Scenes: unequal classes, unequal tasks', 'zh-CN': '场景：不均衡的类别与任务' },
      watch: {
        en: 'Half of the shapes are rare and only one image in ten has a box: switch the class weights off and watch macro F1 rather than accuracy.',
        'zh-CN': '一半的形状很少见，且十张图像中只有一张带定位框：关闭类别权重，观察宏平均 F1 而非准确率。',
      },
    },
    outcome: {
      epochs: 12,
      tasks: {
        shape: { metric: 'macroF1', reaches: 0.52, blind: 0.04 },
        box: { metric: 'meanIou', reaches: 0.5, blind: 0.2 },
      },
    },
    project: imbalanced,
  },
  {
    id: 'digits-vision',
    group: 'images',
    text: {
      title: { en: 'Digits: name, find, draw', 'zh-CN': '数字：识别、检索与重绘' },
      watch: {
        en: 'One code of 32 numbers serves a classifier, a search for digits alike, and a decoder: watch the drawings sharpen, and the neighbours become the same digit.',
        'zh-CN': '一个 32 维编码同时用于分类、检索相似数字和解码重绘：观察重绘逐渐清晰、近邻逐渐变成同一个数字。',
      },
    },
    outcome: {
      epochs: 4,
      tasks: {
        digit: { metric: 'accuracy', reaches: 0.91, blind: 0.12 },
        alike: { metric: 'recallAt1', reaches: 0.9, blind: 0.1 },
        image: { metric: 'psnr', reaches: 13.5, blind: 11.7 },
      },
    },
    project: digitsVision,
  },
  {
    id: 'digits-clutter',
    group: 'images',
    text: {
      title: { en: 'Digits on clutter: which, whether, where', 'zh-CN': '杂乱背景中的数字：哪个、有无、何处' },
      watch: {
        en: 'The box needs positions that the class would rather forget: change their weights and watch one improve at the other’s cost.',
        'zh-CN': '定位需要的位置信息，分类却宁愿忘掉：调整权重，观察一方改善而另一方变差。',
      },
    },
    outcome: {
      epochs: 5,
      tasks: {
        digit: { metric: 'accuracy', reaches: 0.5, blind: 0.13 },
        present: { metric: 'accuracy', reaches: 0.97, blind: 0.78 },
        box: { metric: 'meanIou', reaches: 0.53, blind: 0.2 },
      },
    },
    project: clutter,
  },
];
