import { claim, look, measured, reading, shipped } from '../claims/variants.ts';
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
        en: 'Convolutions of 32, 64 and 128 filters, a class and “is there an object”: compare how soon the easy task and the hard one stop improving.',
        'zh-CN': '32、64、128 个滤波器的卷积，一个分类和一个“有无物体”：比较简单任务与困难任务各在何时停止进步。',
      },
    },
    claims: look,
    outcome: {
      epochs: 6,
      tasks: {
        shape: { metric: 'accuracy', reaches: 0.65 },
        present: { metric: 'accuracy', reaches: 0.97 },
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
        en: 'The size of the classic networks, eight images at a time: look at the memory that the page announces, and at how far 280 images go for ten shapes.',
        'zh-CN': '经典网络的尺寸，每批八张图像：留意页面给出的内存估计，以及仅凭 280 张图像能把十种形状学到什么程度。',
      },
    },
    claims: look,
    outcome: {
      epochs: 8,
      tasks: {
        shape: { metric: 'accuracy', reaches: 0.26 },
        present: { metric: 'accuracy', reaches: 0.97 },
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
        en: 'One branch looks at fine detail, the other at coarse shape, and both feed both tasks: freeze one, and compare what the two tasks make of it.',
        'zh-CN': '一个分支看细节，另一个看整体形状，二者同时供给两个任务：冻结其中一个，比较两个任务各受什么影响。',
      },
    },
    claims: look,
    outcome: {
      epochs: 12,
      tasks: {
        shape: { metric: 'accuracy', reaches: 0.55 },
        dots: { metric: 'kappa', reaches: 0.3 },
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
    claims: look,
    outcome: {
      epochs: 12,
      tasks: {
        shape: { metric: 'accuracy', reaches: 0.6 },
        box: { metric: 'meanIou', reaches: 0.7 },
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
        'zh-CN': '每个任务在共享特征上加一层自己的掩码：打开两个掩码，比较它们各自保留图像的哪些位置。',
      },
    },
    claims: look,
    outcome: {
      epochs: 12,
      tasks: {
        shape: { metric: 'accuracy', reaches: 0.6 },
        box: { metric: 'meanIou', reaches: 0.67 },
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
        en: 'Sixteen patches are tokens, and each task adds one of its own that gathers what it needs: compare where the two task tokens look.',
        'zh-CN': '十六个图像块作为词元，每个任务再加入自己的一个词元来汇集所需信息：比较两个任务词元各看向哪里。',
      },
    },
    claims: look,
    outcome: {
      epochs: 12,
      tasks: {
        shape: { metric: 'accuracy', reaches: 0.53 },
        present: { metric: 'accuracy', reaches: 0.97 },
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
        en: 'The answer of the first task goes into the second, without its gradient: take the gradient stop out, which lets the box bend the first answer to its needs, and compare both tasks.',
        'zh-CN': '第一个任务的答案送入第二个，但不回传梯度：去掉梯度阻断，定位任务便可以让第一个答案迁就自己，请比较两个任务。',
      },
    },
    claims: look,
    outcome: {
      epochs: 6,
      tasks: {
        present: { metric: 'accuracy', reaches: 0.97 },
        box: { metric: 'meanIou', reaches: 0.58 },
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
    claims: look,
    outcome: {
      epochs: 12,
      tasks: {
        shape: { metric: 'accuracy', reaches: 0.67 },
        present: { metric: 'accuracy', reaches: 0.97 },
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
        en: 'Half of the shapes are rare, so that rare classes weigh more, and only one image in ten has a box: compare macro F1, which counts every class alike, with accuracy, which the common ones decide.',
        'zh-CN':
          '一半的形状很少见，因此稀有类别的权重更大；且十张图像中只有一张带定位框：比较宏平均 F1（各类别同等计入）与主要由常见类别决定的准确率。',
      },
    },
    claims: look,
    outcome: {
      epochs: 12,
      tasks: {
        shape: { metric: 'macroF1', reaches: 0.52 },
        box: { metric: 'meanIou', reaches: 0.5 },
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
    claims: measured(
      claim(
        reading(shipped('digits-vision'), 'image', 'psnr', 4),
        'higher',
        reading(shipped('digits-vision'), 'image', 'psnr', 1),
      ),
      claim(
        reading(shipped('digits-vision'), 'alike', 'recallAt1', 4),
        'higher',
        reading(shipped('digits-vision'), 'alike', 'recallAt1', 1),
      ),
    ),
    outcome: {
      epochs: 4,
      tasks: {
        digit: { metric: 'accuracy', reaches: 0.91 },
        alike: { metric: 'recallAt1', reaches: 0.9 },
        image: { metric: 'psnr', reaches: 13.5 },
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
        en: 'One trunk must say which digit, whether there is one, and where: change the weights of digit and box, and compare.',
        'zh-CN': '同一个主干要回答是哪个数字、有没有数字、在哪里：调整“数字”与“定位框”的权重并比较。',
      },
    },
    claims: look,
    outcome: {
      epochs: 5,
      tasks: {
        digit: { metric: 'accuracy', reaches: 0.5 },
        present: { metric: 'accuracy', reaches: 0.97 },
        box: { metric: 'meanIou', reaches: 0.53 },
      },
    },
    project: clutter,
  },
];
