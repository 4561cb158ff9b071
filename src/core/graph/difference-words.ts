import { balancingMethod } from '../balancing/index.ts';
import { layerKind } from '../layers/layer-kinds.ts';
import type { Project } from '../project/schema.ts';
import { interpolate } from '../util/interpolate.ts';
import { inLanguage, type Language, type LocalizedText } from '../util/localized.ts';
import { formatNumber } from '../util/number-text.ts';
import { ownValue } from '../util/own-value.ts';
import { nodeLabel } from './catalogue.ts';
import { type DocumentDifference, documentDifference, type ValueChange } from './difference.ts';

const words = {
  nothing: { en: 'the same document', 'zh-CN': '文档相同' },
  moreLayers: { en: '{{n}} {{n, layer|layers}} more ({{names}})', 'zh-CN': '多 {{n}} 层（{{names}}）' },
  fewerLayers: { en: '{{n}} {{n, layer|layers}} fewer ({{names}})', 'zh-CN': '少 {{n}} 层（{{names}}）' },
  rewired: { en: 'wired otherwise ({{n}} {{n, wire|wires}})', 'zh-CN': '连线不同（{{n}} 条）' },
  changed: { en: '{{of}}: {{what}} {{from}} → {{to}}', 'zh-CN': '{{of}}：{{what}} {{from}} → {{to}}' },
  set: { en: '{{what}} {{from}} → {{to}}', 'zh-CN': '{{what}} {{from}} → {{to}}' },
  frozen: { en: '{{of}} frozen', 'zh-CN': '{{of}}已冻结' },
  thawed: { en: '{{of}} no longer frozen', 'zh-CN': '{{of}}不再冻结' },
  taskAdded: { en: 'task {{of}} added', 'zh-CN': '新增任务{{of}}' },
  taskRemoved: { en: 'task {{of}} removed', 'zh-CN': '移除任务{{of}}' },
  taskOn: { en: '{{of}} switched on', 'zh-CN': '启用{{of}}' },
  taskOff: { en: '{{of}} switched off', 'zh-CN': '停用{{of}}' },
  weight: { en: 'weight of {{of}} {{from}} → {{to}}', 'zh-CN': '{{of}}的权重 {{from}} → {{to}}' },
  softSharing: { en: 'other soft sharing', 'zh-CN': '软共享不同' },
  and: { en: ', ', 'zh-CN': '，' },
  further: { en: '{{n}} more', 'zh-CN': '另有 {{n}} 项' },
} as const satisfies Readonly<Record<string, LocalizedText>>;

/** What settings are called, by where they stand. */
const titles: Readonly<Record<string, LocalizedText>> = {
  seed: { en: 'seed', 'zh-CN': '随机种子' },
  learningRate: { en: 'learning rate', 'zh-CN': '学习率' },
  batchSize: { en: 'batch size', 'zh-CN': '批大小' },
  epochs: { en: 'epochs', 'zh-CN': '轮数' },
  stopAtGoal: { en: 'stops at the goal', 'zh-CN': '到目标即停' },
  clipNorm: { en: 'gradient clipping', 'zh-CN': '梯度裁剪' },
  'optimizer.kind': { en: 'optimiser', 'zh-CN': '优化器' },
  'schedule.kind': { en: 'schedule', 'zh-CN': '学习率调度' },
  'balancing.method': { en: 'balancing', 'zh-CN': '平衡方法' },
  'earlyStopping.enabled': { en: 'early stopping', 'zh-CN': '早停' },
  dataset: { en: 'data', 'zh-CN': '数据' },
  'split.train': { en: 'training share', 'zh-CN': '训练集比例' },
  'split.validation': { en: 'validation share', 'zh-CN': '验证集比例' },
  loss: { en: 'loss', 'zh-CN': '损失' },
  kind: { en: 'kind', 'zh-CN': '类型' },
  target: { en: 'target', 'zh-CN': '目标' },
  rate: { en: 'learning rate ×', 'zh-CN': '学习率倍数' },
  taken: { en: 'taken layer', 'zh-CN': '取用的层' },
  stages: { en: 'stages', 'zh-CN': '训练阶段' },
  labelsKept: { en: 'labels kept', 'zh-CN': '保留标签' },
  labelNoise: { en: 'label noise', 'zh-CN': '标签噪声' },
};

/** A name in a list of names stays short. */
const mostNames = 3;

/** What a setting's last name says, where it has no title: options of data, of optimisers and of methods. */
const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

const list = (value: readonly unknown[]): string => `[${value.map((one) => valueText(one, 'en')).join(', ')}]`;

function valueText(value: unknown, language: Language): string {
  if (typeof value === 'number') return formatNumber(value);
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return value ? '✓' : '–';
  if (Array.isArray(value)) return list(value);
  if (typeof value === 'object') return JSON.stringify(value);
  return inLanguage(balancingMethod(String(value))?.text.title ?? String(value), language);
}

/** A difference said in the reader's language, a phrase each: what the network does otherwise first. Empty where there is none. */
export function differencePhrases(
  difference: DocumentDifference,
  before: Project,
  after: Project,
  language: Language,
): readonly string[] {
  const say = (text: LocalizedText, values: Parameters<typeof interpolate>[1] = {}): string =>
    interpolate(inLanguage(text, language), values, language);
  const named = (nodes: DocumentDifference['nodes']['added'], document: Project): string => {
    const names = nodes.slice(0, mostNames).map((node) => inLanguage(nodeLabel(node, document), language));
    return [...names, ...(nodes.length > mostNames ? ['…'] : [])].join(say(words.and));
  };
  const title = (path: string): string => inLanguage(ownValue(titles, path) ?? lastName(path), language);
  const fromTo = ({ before: from, after: to }: ValueChange) => ({ from: valueText(from, language), to: valueText(to, language) });
  const setting = (change: ValueChange): string => say(words.set, { what: title(change.path), ...fromTo(change) });
  const layers = (nodes: DocumentDifference['nodes']['added'], document: Project, text: LocalizedText) =>
    nodes.length === 0 ? [] : [say(text, { n: nodes.length, names: named(nodes, document) })];

  const { nodes, wires, tasks, ties, training, data, seed } = difference;
  const rewired = wires.added + wires.removed;
  return [
    ...data.map(setting),
    ...tasks.added.map(({ id, name }) => say(words.taskAdded, { of: name || id })),
    ...tasks.removed.map(({ id, name }) => say(words.taskRemoved, { of: name || id })),
    ...tasks.changed.flatMap(({ task, changes }) =>
      changes.map((change) => {
        const of = task.name || task.id;
        if (change.path === 'weight') return say(words.weight, { of, ...fromTo(change) });
        if (change.path === 'enabled') return say(task.enabled ? words.taskOn : words.taskOff, { of });
        return say(words.changed, { of, what: title(change.path), ...fromTo(change) });
      }),
    ),
    ...layers(nodes.added, after, words.moreLayers),
    ...layers(nodes.removed, before, words.fewerLayers),
    ...nodes.changed.flatMap(({ node, changes }) => {
      const of = inLanguage(nodeLabel(node, after), language);
      return changes.map((change) => {
        if (change.path === 'frozen') return say(node.frozen ? words.frozen : words.thawed, { of });
        const name = lastName(change.path);
        const field = layerKind(node.kind)?.fields.find((one) => one.name === name)?.title;
        return say(words.changed, { of, what: inLanguage(field ?? title(change.path), language), ...fromTo(change) });
      });
    }),
    ...(rewired === 0 ? [] : [say(words.rewired, { n: rewired })]),
    ...(ties.added + ties.removed + ties.changed > 0 ? [say(words.softSharing)] : []),
    ...training.map(setting),
    ...(seed ? [setting(seed)] : []),
  ];
}

/** What `after` does otherwise than `before`, in one line of so many phrases at the most. */
export function differenceLine(before: Project, after: Project, language: Language, most = 3): string {
  const phrases = differencePhrases(documentDifference(before, after), before, after, language);
  if (phrases.length === 0) return inLanguage(words.nothing, language);
  const left = phrases.length - most;
  const shown = left > 0 ? phrases.slice(0, most) : phrases;
  const rest = left > 0 ? [interpolate(inLanguage(words.further, language), { n: left }, language)] : [];
  return [...shown, ...rest].join(inLanguage(words.and, language));
}
