import { interpolate } from '../util/interpolate.ts';
import { inLanguage, type Language, type LocalizedText } from '../util/localized.ts';
import { formatNumber } from '../util/number-text.ts';
import { ownValue } from '../util/own-value.ts';
import type { NodeAgreement, SharedAgreement } from './agreement.ts';
import { architectures } from './architectures/registry.ts';
import { equalCost } from './contenders/single.ts';
import { type Contender, kindOf } from './experiment.ts';
import type { ContenderResult, Paired, Report } from './report.ts';

/** What the report says, on the page and in files. */
export const reportWords = {
  title: { en: 'Should these tasks share?', 'zh-CN': '这些任务应当共享吗？' },
  task: { en: 'Task', 'zh-CN': '任务' },
  contender: { en: 'Way to train', 'zh-CN': '训练方案' },
  meanRank: { en: 'Mean rank', 'zh-CN': '平均名次' },
  improvement: { en: 'Δm', 'zh-CN': 'Δm' },
  improvementNote: {
    en: 'Δm: mean over tasks of the improvement over what is compared with, relative to its mean over these seeds, in per cent; positive is better (Maninis et al., 2019).',
    'zh-CN': 'Δm：各任务相对参照方案（取其在这些种子上的均值）的改进百分比的平均，正值更好（Maninis 等，2019）。',
  },
  rankNote: { en: 'Ranks are among these ways alone, 1 is best.', 'zh-CN': '名次仅在这些方案之间比较，1 为最好。' },
  method: {
    en: 'Test split, weights of the best epoch by mean validation loss. Pairs from the same seed; exact sign-flip test, corrected over tasks (Holm). Two equal ways are told apart in at most 5 % of reports by any of the tasks, and in about 5 % by Δm. In brackets: every difference that this test does not rule out, so that they hold 0 exactly where nothing can be told. Beside them, and after ±, the 95 % t interval, which takes the differences for normally distributed.',
    'zh-CN':
      '测试集，取平均验证损失最低的一轮的权重。按相同随机种子配对；精确符号翻转检验，并对任务数做 Holm 校正。两个实际等效的方案，至多有 5% 的报告会在某个任务上判为不同，约 5% 会按 Δm 判为不同。括号内为该检验不能排除的全部差值，因此当且仅当“无法判断”时包含 0。旁边及 ± 之后为 95% t 区间，它假定差值服从正态分布。',
  },
  helps: {
    en: '“{{contender}}” helps {{task}}: {{gain}} ({{interval}}), p = {{p}}, from {{n}} {{n, seed|seeds}}.',
    'zh-CN': '“{{contender}}”对{{task}}有帮助：{{gain}}（{{interval}}），p = {{p}}，{{n}} 个种子。',
  },
  hurts: {
    en: '“{{contender}}” hurts {{task}}: {{gain}} ({{interval}}), p = {{p}}, from {{n}} {{n, seed|seeds}}.',
    'zh-CN': '“{{contender}}”对{{task}}有损害：{{gain}}（{{interval}}），p = {{p}}，{{n}} 个种子。',
  },
  cannotTell: {
    en: 'Cannot tell whether “{{contender}}” helps {{task}}: {{gain}} ({{interval}}), p = {{p}}, from {{n}} {{n, seed|seeds}}.',
    'zh-CN': '无法判断“{{contender}}”对{{task}}是否有帮助：{{gain}}（{{interval}}），p = {{p}}，{{n}} 个种子。',
  },
  verdictHelps: { en: 'helps', 'zh-CN': '有帮助' },
  verdictHurts: { en: 'hurts', 'zh-CN': '有损害' },
  verdictOpen: { en: 'cannot tell', 'zh-CN': '无法判断' },
  figures: { en: '{{gain}} ({{interval}}), p = {{p}}', 'zh-CN': '{{gain}}（{{interval}}），p = {{p}}' },
  interval: { en: '{{low}} to {{high}}', 'zh-CN': '{{low}} 至 {{high}}' },
  unbounded: { en: 'nothing is ruled out', 'zh-CN': '不能排除任何差值' },
  tInterval: { en: '95 % t interval {{interval}}', 'zh-CN': '95% t 区间 {{interval}}' },
  agreement: {
    en: 'Do the tasks pull together where they share? Gradients of “{{contender}}”, {{runs}} {{runs, run|runs}}, {{looks}} {{looks, look|looks}}',
    'zh-CN': '任务在共享处方向是否一致？“{{contender}}”的梯度，{{runs}} 次运行，{{looks}} 次测量',
  },
  agreePair: {
    en: '{{a}} and {{b}}: mean cosine {{cosine}}; a small step for {{a}} lowers the loss of {{b}} by {{ab}}, one for {{b}} that of {{a}} by {{ba}} (first order, TAG).',
    'zh-CN': '{{a}}与{{b}}：平均余弦 {{cosine}}；为{{a}}走一小步使{{b}}的损失降低 {{ab}}，反之为 {{ba}}（一阶近似，TAG）。',
  },
  apart: {
    en: '{{node}}: tasks pull apart in {{share}} of {{looks}} {{looks, look|looks}}.',
    'zh-CN': '{{node}}：{{looks}} 次测量中有 {{share}} 方向相反。',
  },
  splitHere: { en: 'Split here', 'zh-CN': '在此拆分' },
  splitLayer: { en: 'Split {{node}} per task', 'zh-CN': '将{{node}}按任务拆分' },
  seedsOf: {
    en: 'Differences to what is compared with, a dot per seed; the band is what the test does not rule out, the line the 95 % t interval',
    'zh-CN': '与参照方案之差，每个点为一个种子；色带为检验不能排除的差值，细线为 95% t 区间',
  },
  differences: { en: 'Differences to “{{reference}}”', 'zh-CN': '与“{{reference}}”之差' },
  oneSeed: { en: 'one seed', 'zh-CN': '一个种子' },
  notRuledOut: { en: 'what the test does not rule out', 'zh-CN': '检验不能排除的差值' },
  tName: { en: '95 % t interval', 'zh-CN': '95% t 区间' },
  seedsNeeded: { en: 'about {{n}} {{n, seed|seeds}} would tell', 'zh-CN': '约需 {{n}} 个种子' },
  verdictTable: { en: 'Against “{{reference}}”, from {{n}} {{n, seed|seeds}}', 'zh-CN': '与“{{reference}}”相比，{{n}} 个种子' },
  allTasksHead: { en: 'All tasks (Δm)', 'zh-CN': '全部任务（Δm）' },
  needed: { en: 'About {{n}} {{n, seed|seeds}} would tell such a difference.', 'zh-CN': '约需 {{n}} 个种子才能判断这样的差别。' },
  allTasks: { en: 'all tasks together', 'zh-CN': '全部任务' },
  fewSeeds: {
    en: '{{n}} {{n, seed|seeds}} cannot be significant at 5 % on any task (of {{tasks}}), however large the differences are: use {{least}} or more.',
    'zh-CN': '有 {{tasks}} 个任务时，{{n}} 个种子在任何单个任务上无论差别多大都达不到 5% 的显著水平：请用 {{least}} 个以上。',
  },
  failed: { en: '{{n}} {{n, run failed and is|runs failed and are}} left out.', 'zh-CN': '{{n}} 次训练失败，未计入。' },
  nothingYet: { en: 'No pair of runs is complete yet.', 'zh-CN': '尚无完整的一对运行。' },
  noBaseline: {
    en: 'There is no baseline to compare with: what the runs reach stands side by side.',
    'zh-CN': '没有可供比较的基线：各次运行达到的结果并列显示。',
  },
  atEqualCost: { en: ', equal total cost', 'zh-CN': '（总成本相等）' },
  repeat: {
    en: 'This file holds the documents and seeds that repeat it, as JSON.',
    'zh-CN': '本文件以 JSON 形式包含可重复此报告的文档与种子。',
  },
} as const satisfies Readonly<Record<string, LocalizedText>>;

/** What a contender is called; `methodTitle`: that of a balancing method by its id. */
export function contenderName(
  contender: Contender,
  language: Language,
  methodTitle: (id: string) => LocalizedText | undefined,
): string {
  const title = inLanguage(kindOf(contender).title, language);
  const { kind, value } = contender;
  if (value === '') return title;
  if (kind === 'method') return `${title} ${inLanguage(methodTitle(value) ?? value, language)}`;
  if (kind === 'architecture') {
    const known = architectures.find(({ id }) => id === value)?.title ?? value;
    return `${title} ${inLanguage(known, language)}`;
  }
  if (kind === 'single' && value === equalCost) return `${title}${inLanguage(reportWords.atEqualCost, language)}`;
  return kind === 'weighted' || kind === 'searched' ? `${title} ${value}` : value;
}

const signed = (value: number): string => (value > 0 ? `+${formatNumber(value)}` : formatNumber(value));

/** A p as papers write it: never 0. */
export const pText = (p: number): string => (p < 0.001 ? '< 0.001' : formatNumber(p));

/** The two ends of an interval. */
function intervalText([low, high]: readonly [number, number], unit: string, language: Language): string {
  const ends = { low: `${signed(low)}${unit}`, high: `${signed(high)}${unit}` };
  return interpolate(inLanguage(reportWords.interval, language), ends, language);
}

/** What a finding quotes: the mean gain, what the test does not rule out, and its p. */
const numbersOf = ({ mean, interval, p }: Paired, unit: string, language: Language) => ({
  gain: `${signed(mean)}${unit}`,
  interval: interval ? intervalText(interval, unit, language) : inLanguage(reportWords.unbounded, language),
  p: pText(p),
});

/** One finding in a sentence, and how many seeds it would take where there is none. */
export function sentence(paired: Paired, contender: string, task: string, unit: string, language: Language): string {
  const { verdict, gains, needed } = paired;
  const text = verdict === 'cannot tell' ? reportWords.cannotTell : reportWords[verdict];
  const values = { contender, task, ...numbersOf(paired, unit, language), n: gains.length };
  const said = interpolate(inLanguage(text, language), values, language);
  if (needed === null) return said;
  return `${said}${language === 'zh-CN' ? '' : ' '}${interpolate(inLanguage(reportWords.needed, language), { n: needed })}`;
}

/** A verdict as a table holds it: the word, its numbers, and what it would take where there is none. */
export interface VerdictCell {
  readonly verdict: Paired['verdict'];
  readonly word: string;
  readonly figures: string;
  /** The t interval under its name; empty for fewer than two pairs. */
  readonly t: string;
  /** Empty where the verdict is clear, or no number of seeds would do. */
  readonly needed: string;
}

const verdictWords = { helps: reportWords.verdictHelps, hurts: reportWords.verdictHurts, 'cannot tell': reportWords.verdictOpen };

function verdictCell(paired: Paired, unit: string, language: Language): VerdictCell {
  const { mean, half, verdict, needed } = paired;
  const say = (text: LocalizedText, values: Parameters<typeof interpolate>[1] = {}): string =>
    interpolate(inLanguage(text, language), values, language);
  return {
    verdict,
    word: say(verdictWords[verdict]),
    figures: say(reportWords.figures, numbersOf(paired, unit, language)),
    t: half === null ? '' : say(reportWords.tInterval, { interval: intervalText([mean - half, mean + half], unit, language) }),
    needed: needed === null ? '' : say(reportWords.seedsNeeded, { n: needed }),
  };
}

/** Contenders that can be compared × all tasks together and each: a cell for every question that has an answer, null for the others. */
export function verdictRows(
  { tasks, results }: Report,
  language: Language,
): readonly { readonly result: ContenderResult; readonly cells: readonly (VerdictCell | null)[] }[] {
  return results
    .map((result) => ({
      result,
      cells: [
        result.improvement && verdictCell(result.improvement, ' %', language),
        ...tasks.map(({ id }) => {
          const found = ownValue(result.against, id);
          return found ? verdictCell(found, '', language) : null;
        }),
      ],
    }))
    .filter(({ cells }) => cells.some((cell) => cell !== null));
}

const percent = (value: number | null): string => (value === null ? '–' : `${formatNumber(100 * value)} %`);

/** How two tasks' gradients agreed, a sentence for every pair. */
export function agreementSentences(
  { tasks, cosine, affinity }: SharedAgreement,
  language: Language,
  nameOf: (task: string) => string,
): readonly string[] {
  const value = (of: readonly (number | null)[], row: number, column: number): number | null =>
    of[row * tasks.length + column] ?? null;
  return tasks.flatMap((a, i) =>
    tasks.slice(i + 1).map((b, further) => {
      const j = i + 1 + further;
      const between = value(cosine, i, j);
      return interpolate(
        inLanguage(reportWords.agreePair, language),
        {
          a: nameOf(a),
          b: nameOf(b),
          cosine: between === null ? '–' : signed(between),
          ab: percent(value(affinity, i, j)),
          ba: percent(value(affinity, j, i)),
        },
        language,
      );
    }),
  );
}

/** How often tasks pulled apart at a node. */
export const apartSentence = ({ negative, looks }: NodeAgreement, node: string, language: Language): string =>
  interpolate(inLanguage(reportWords.apart, language), { node, share: percent(negative), looks }, language);

/** The fewest seeds with which as many tasks can be told anything at 5 %. */
export function fewestSeeds(tasks: number): number {
  let n = 1;
  while ((2 / 2 ** n) * tasks > 0.05) n++;
  return n;
}

/** What a report says first, a sentence each: what restricts it, then every contender on all tasks together. `verdictRows` has the rest. */
export function sentencesOf(report: Report, language: Language, nameOf: (result: ContenderResult) => string): readonly string[] {
  const say = (text: LocalizedText, values: Parameters<typeof interpolate>[1]): string =>
    interpolate(inLanguage(text, language), values, language);
  const { tasks, seeds, results, conclusive, failed } = report;
  const restrictions = [
    ...(conclusive
      ? []
      : [say(reportWords.fewSeeds, { n: seeds.length, tasks: tasks.length, least: fewestSeeds(tasks.length) })]),
    ...(failed > 0 ? [say(reportWords.failed, { n: failed })] : []),
  ];
  const findings = results.flatMap((result) =>
    result.improvement
      ? [sentence(result.improvement, nameOf(result), inLanguage(reportWords.allTasks, language), ' %', language)]
      : [],
  );
  const nothing = results.every(({ against }) => Object.keys(against).length === 0);
  const why = report.reference === null ? reportWords.noBaseline : reportWords.nothingYet;
  return [...restrictions, ...findings, ...(nothing ? [inLanguage(why, language)] : [])];
}

/** Labels of the page's own. */
export const compareWords = {
  intro: {
    en: 'Trains every way below from several seeds, beside the run that is shown, and says what the evidence allows.',
    'zh-CN': '在当前训练之外，用多个随机种子训练以下各方案，并据证据作出判断。',
  },
  methods: { en: 'Balancing methods', 'zh-CN': '平衡方法' },
  architectures: { en: 'Architectures', 'zh-CN': '架构' },
  architecturesHelp: {
    en: 'The same tasks wired otherwise. Those that this network cannot become are not offered.',
    'zh-CN': '同样的任务，不同的结构。当前网络无法变成的架构不在其列。',
  },
  baseline: { en: 'Each task alone has', 'zh-CN': '单独训练时使用' },
  equalTrunk: { en: 'the same network', 'zh-CN': '同样的网络' },
  equalTotal: { en: 'its share of the parameters', 'zh-CN': '其份额的参数' },
  baselineHelp: {
    en: 'The same network for each task costs as many times as much as there are tasks; at equal total cost all of them together have no more parameters than the one that is shared (Standley et al., 2020).',
    'zh-CN':
      '每个任务使用同样的网络，总成本是任务数的倍数；总成本相等时，各网络的参数合计不超过共享的那个网络（Standley 等，2020）。',
  },
  mode: { en: 'What to find out', 'zh-CN': '要弄清什么' },
  modeCompare: { en: 'Compare', 'zh-CN': '比较' },
  modeSweep: { en: 'Sweep λ', 'zh-CN': '扫描 λ' },
  modeSearch: { en: 'Search', 'zh-CN': '搜索' },
  sweepIntro: {
    en: 'Trains the tasks together with weights that move from one of two tasks to the other, and draws what each gives up for the other.',
    'zh-CN': '共同训练各任务，权重从两个任务中的一个逐步移向另一个，并画出二者如何此消彼长。',
  },
  sweepFirst: { en: 'From', 'zh-CN': '从' },
  sweepSecond: { en: 'To', 'zh-CN': '到' },
  points: { en: 'Points', 'zh-CN': '点数' },
  searchIntro: {
    en: 'Draws configurations at random from the document’s seed and trains them in rounds: the best third by validation goes on with three times the epochs (successive halving).',
    'zh-CN': '由文档的随机种子随机抽取配置，分轮训练：按验证结果取最好的三分之一，以三倍轮数继续（逐次减半）。',
  },
  searched: { en: 'What is drawn', 'zh-CN': '抽取哪些设置' },
  drawRate: { en: 'Learning rate', 'zh-CN': '学习率' },
  drawWeights: { en: 'Weights', 'zh-CN': '权重' },
  drawDepth: { en: 'Sharing depth', 'zh-CN': '共享深度' },
  drawWidth: { en: 'Width', 'zh-CN': '宽度' },
  drawDropout: { en: 'Dropout', 'zh-CN': '随机失活' },
  drawMethods: { en: 'Methods', 'zh-CN': '方法' },
  configurations: { en: 'Configurations', 'zh-CN': '配置数' },
  bestBy: { en: 'Best by', 'zh-CN': '以何为最佳' },
  bestByMean: { en: 'mean rank over tasks', 'zh-CN': '各任务平均名次' },
  startSearch: { en: 'Search ({{n}} {{n, run|runs}})', 'zh-CN': '开始搜索（{{n}} 次训练）' },
  startSweep: { en: 'Sweep ({{n}} {{n, run|runs}})', 'zh-CN': '开始扫描（{{n}} 次训练）' },
  searchTitle: { en: 'The search so far, best first', 'zh-CN': '目前的搜索结果，最佳在前' },
  round: { en: 'Epochs', 'zh-CN': '轮数' },
  openBest: { en: 'Open the best', 'zh-CN': '打开最佳配置' },
  openOne: { en: 'Open {{name}}', 'zh-CN': '打开{{name}}' },
  searchNote: {
    en: 'Ordered by validation in the last round that each reached; test is what the best epoch by validation gives. Every round trains anew.',
    'zh-CN': '按各配置所达最后一轮的验证结果排序；测试值取验证最佳的一轮。每一轮都重新训练。',
  },
  tradeOff: { en: 'Trade-off', 'zh-CN': '权衡' },
  measures: { en: 'Measures', 'zh-CN': '指标' },
  measuresHelp: { en: 'Two make a plane, more make parallel axes.', 'zh-CN': '两个构成平面，更多则为平行坐标。' },
  loss: { en: 'loss', 'zh-CN': '损失' },
  frontNote: {
    en: 'Full dots are on the Pareto front: nothing else here is at least as good everywhere and better somewhere. A click opens the document.',
    'zh-CN': '实心点位于帕累托前沿：此处没有其他点在各方面都不逊于它且在某方面更好。点击可打开文档。',
  },
  dominated: { en: 'dominated', 'zh-CN': '被支配' },
  onFront: { en: 'on the front', 'zh-CN': '在前沿上' },
  noPoints: { en: 'Nothing has both measures yet.', 'zh-CN': '尚无同时具有所选指标的结果。' },
  seeds: { en: 'Seeds', 'zh-CN': '随机种子数' },
  epochs: { en: 'Epochs', 'zh-CN': '轮数' },
  settings: { en: 'Tried settings', 'zh-CN': '尝试的设置数' },
  settingsHelp: {
    en: 'Learning rates (and weights, where they are tuned) that each way tries with the first seed; it goes on with the best by validation.',
    'zh-CN': '每个方案用第一个种子尝试的学习率（调优权重时也包括权重）数量；之后采用验证结果最好的设置。',
  },
  start: { en: 'Compare ({{n}} {{n, run|runs}})', 'zh-CN': '开始比较（{{n}} 次训练）' },
  cannot: { en: 'The document cannot be trained as it is.', 'zh-CN': '当前文档无法训练。' },
  progress: { en: '{{done}} of {{total}} {{total, run|runs}}', 'zh-CN': '已完成 {{done}}/{{total}} 次' },
  timeLeft: { en: 'about {{time}} left', 'zh-CN': '约剩 {{time}}' },
  pause: { en: 'Pause', 'zh-CN': '暂停' },
  cancel: { en: 'Cancel', 'zh-CN': '取消' },
  cancelled: { en: 'cancelled; what finished stays', 'zh-CN': '已取消；已完成的结果保留' },
  atATime: { en: '{{n}} at a time', 'zh-CN': '同时进行 {{n}} 次' },
  capped: {
    en: 'No more than {{n}} at a time, although there are {{processors}} processors: each takes memory of its own.',
    'zh-CN': '虽有 {{processors}} 个处理器，同时最多只进行 {{n}} 次：每次训练都要单独占用内存。',
  },
  asPage: { en: 'As a page', 'zh-CN': '整页显示' },
  report: { en: 'Report', 'zh-CN': '报告' },
  closePage: { en: 'Close the report', 'zh-CN': '关闭报告' },
  putAway: { en: 'The comparison before this is put away.', 'zh-CN': '先前的比较已收起。' },
  bringBack: { en: 'Bring it back', 'zh-CN': '取回' },
  goOn: { en: 'Continue', 'zh-CN': '继续' },
  another: { en: 'New comparison', 'zh-CN': '新的比较' },
  unkept: { en: 'It cannot be kept in this browser: {{reason}}', 'zh-CN': '此浏览器无法保存它：{{reason}}' },
  export: { en: 'Export the report', 'zh-CN': '导出报告' },
  seconds: { en: '{{n}} s', 'zh-CN': '{{n}} 秒' },
  minutes: { en: '{{n}} min', 'zh-CN': '{{n}} 分钟' },
  against: { en: 'Compared with', 'zh-CN': '参照方案' },
  verdicts: { en: 'What the evidence says', 'zh-CN': '证据表明' },
  values: { en: 'Test split, mean ± spread', 'zh-CN': '测试集，均值 ± 标准差' },
} as const satisfies Readonly<Record<string, LocalizedText>>;

/** How long, in a word. */
export const durationText = (seconds: number, language: Language): string =>
  seconds < 90
    ? interpolate(inLanguage(compareWords.seconds, language), { n: Math.max(1, Math.round(seconds)) }, language)
    : interpolate(inLanguage(compareWords.minutes, language), { n: Math.round(seconds / 60) }, language);
