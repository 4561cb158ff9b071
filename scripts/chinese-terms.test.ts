import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { textsOf } from '../src/locales/translation.ts';
import { strings } from '../src/locales/zh-CN/strings.ts';
import { collectTexts } from './collect-texts.ts';
import { findTexts } from './later-texts.ts';

/** What the page says in Chinese, with the English beside it: the strings of the interface, and the catalogue's texts. */
interface Pair {
  readonly where: string;
  readonly english: string;
  readonly chinese: string;
}

const source = resolve(import.meta.dirname, '../src');

function interfacePairs(): readonly Pair[] {
  const chinese = textsOf(strings);
  return [...collectTexts().interface].map(([where, english]) => ({ where, english, chinese: chinese.get(where) ?? '' }));
}

function cataloguePairs(): readonly Pair[] {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|[/\\]testing[/\\]/.test(name))
    .map((name) => ({ name, text: readFileSync(join(source, name), 'utf8') }))
    .filter(({ text }) => text.includes("'zh-CN'"))
    .flatMap(({ name, text }) => findTexts(text, name).map(({ says, chinese }) => ({ where: name, english: says, chinese })));
}

const pairs = [...interfacePairs(), ...cataloguePairs()];

/** What English calls by one name, Chinese calls by one name. */
const terms: readonly { readonly english: RegExp; readonly chinese: string }[] = [
  { english: /(?<!word )\bdropout\b/i, chinese: '随机失活' },
  { english: /\bearly stopping\b/i, chinese: '早停' },
  { english: /\bpatience\b/i, chinese: '容忍轮数' },
  { english: /\bschedule\b/i, chinese: '学习率调度' },
  { english: /\bknown result\b/i, chinese: '参考结果' },
  { english: /\bby guessing\b|\(guessing: /i, chinese: '基线' },
  { english: /\bspecies\b/i, chinese: '物种' },
  { english: /^male$/i, chinese: '雄性' },
  { english: /^group of two digits$/i, chinese: '数字组' },
  { english: /\blast sound\b/i, chinese: '末尾音素' },
  { english: /\bsharing depth\b/i, chinese: '共享深度' },
  { english: /^filters$/i, chinese: '滤波器数' },
];

/** What was said beside those terms, or as nobody says it in Chinese. */
const otherwise: readonly { readonly said: RegExp; readonly instead: string }[] = [
  { said: /盲猜/, instead: '基线' },
  { said: /已知结果/, instead: '参考结果' },
  { said: /学习率计划/, instead: '学习率调度' },
  { said: /提前停止/, instead: '早停' },
  { said: /耐心/, instead: '容忍轮数' },
  { said: /(?<!随机)失活/, instead: '随机失活' },
  { said: /种类/, instead: '物种 of penguins, 类型 of layers' },
  { said: /性别/, instead: '雄性, as the task is called' },
  { said: /末音|尾音(?!素)/, instead: '末尾音素' },
  { said: /卷积核数/, instead: '滤波器数' },
  { said: /服务于/, instead: '用于' },
  { said: /未被如此/, instead: '未识别为该类' },
  { said: /发出询问/, instead: '查询（query）' },
  { said: /分开之处/, instead: '分叉处' },
  { said: /各让哪|就要等待|所能教会/, instead: 'a sentence as Chinese builds it' },
  { said: /直到提高/, instead: '提高其中一个任务的权重可打破僵局，但…' },
  { said: /气温容易(?!预测)|气温与城市|城市居中/, instead: '气温容易预测，判断城市…' },
  { said: /您/, instead: '你' },
  { said: /” \p{Script=Han}|\{\{task\}\} \{\{metric\}\}/u, instead: '“…” without a blank behind it' },
  { said: /[«»]/, instead: '“…”' },
  {
    said: /\p{Script=Han}[;:?!]|[;:?!]\p{Script=Han}|\p{Script=Han},(?![^[]*\])/u,
    instead: 'marks of full width, but in [axes]',
  },
];

const list = (found: readonly Pair[]): readonly string[] => found.map(({ where, chinese }) => `${where}: ${chinese}`);

describe('Chinese says', () => {
  it.each(terms)('$chinese wherever English says $english', ({ english, chinese }) => {
    const concerned = pairs.filter((pair) => english.test(pair.english));
    expect(concerned).not.toEqual([]);
    expect(list(concerned.filter((pair) => !pair.chinese.includes(chinese)))).toEqual([]);
  });

  it.each(otherwise)('$instead, never $said', ({ said }) => {
    expect(list(pairs.filter(({ chinese }) => said.test(chinese)))).toEqual([]);
  });
});
