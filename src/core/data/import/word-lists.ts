/** Words that stand in an order, from least to most. */
const orders: readonly (readonly string[])[] = [
  ['very low', 'low', 'medium', 'high', 'very high'],
  ['very low', 'low', 'moderate', 'high', 'very high'],
  ['none', 'mild', 'moderate', 'severe'],
  ['none', 'minor', 'medium', 'substantial'],
  ['tiny', 'small', 'medium', 'large', 'huge'],
  ['xxs', 'xs', 's', 'm', 'l', 'xl', 'xxl', '2xl', 'xxxl', '3xl', '4xl'],
  ['short', 'medium', 'long'],
  ['slow', 'medium', 'fast'],
  ['young', 'middle-aged', 'old'],
  ['cold', 'cool', 'mild', 'warm', 'hot'],
  ['bronze', 'silver', 'gold', 'platinum'],
  ['primary', 'secondary', 'tertiary'],
  ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'],
  ['1st', '2nd', '3rd', '4th', '5th', '6th', '7th', '8th', '9th', '10th'],
  ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'],
  ['very poor', 'poor', 'fair', 'average', 'good', 'very good', 'excellent'],
  ['strongly disagree', 'disagree', 'neutral', 'agree', 'strongly agree'],
  ['very dissatisfied', 'dissatisfied', 'neutral', 'satisfied', 'very satisfied'],
  ['never', 'rarely', 'sometimes', 'often', 'always'],
  ['f', 'e', 'd', 'c', 'b', 'a'],
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
  ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'],
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'],
  ['第一', '第二', '第三', '第四', '第五', '第六', '第七', '第八', '第九', '第十'],
  ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'],
  ['小学', '初中', '高中', '大专', '本科', '硕士', '博士'],
  ['很低', '低', '中', '高', '很高'],
  ['小', '中', '大'],
  ['很差', '差', '较差', '中', '一般', '较好', '良', '好', '很好', '优', '优秀'],
  ['不及格', '及格', '中', '良', '优'],
  ['从不', '很少', '有时', '经常', '总是'],
  ['非常不同意', '不同意', '一般', '同意', '非常同意'],
];

/** Where a word stands in an order, in any case of its letters. */
const placeIn = (order: readonly string[], word: string): number => order.indexOf(word.toLowerCase());

/** The words of a column from least to most, where they are of a known order, three at least; null otherwise. */
export function orderOf(words: readonly string[]): readonly string[] | null {
  if (words.length < 3) return null;
  const order = orders.find((list) => words.every((word) => placeIn(list, word) >= 0));
  return order ? [...words].sort((a, b) => placeIn(order, a) - placeIn(order, b)) : null;
}

/** The words from least to most in the known order that has most of them, two at least; those that it has not stand behind, as readers expect. */
export function byKnownOrder(words: readonly string[]): readonly string[] {
  const knownIn = (list: readonly string[]): readonly string[] => words.filter((word) => placeIn(list, word) >= 0);
  const [best = []] = [...orders].sort((a, b) => knownIn(b).length - knownIn(a).length);
  const known = knownIn(best);
  if (known.length < 2) return sortedLevels(words);
  const others = words.filter((word) => placeIn(best, word) < 0);
  return [...[...known].sort((a, b) => placeIn(best, a) - placeIn(best, b)), ...sortedLevels(others)];
}

const affirmative: readonly string[] =
  'yes y true t 1 positive pos on present male m ja wahr oui vrai sí si sim sì да はい 是 有 对 真 男 阳性'.split(' ');
const negative: readonly string[] =
  'no n false f 0 negative neg off absent none female nein falsch non faux não нет いいえ 否 无 没有 错 假 女 阴性'.split(' ');

/** Which of two words says yes: one that is known to, one beside one that is known to say no, or the later one. */
export function yesOf(words: readonly string[]): string {
  const known = words.find((word) => affirmative.includes(word.toLowerCase()));
  const others = words.filter((word) => !negative.includes(word.toLowerCase()));
  return known ?? [...(others.length > 0 ? others : words)].sort().at(-1) ?? '';
}

const numeric = new Intl.Collator('en', { numeric: true });

/** Levels in the order that readers expect: known ones by their order, numbers by size, words by the alphabet. */
export const sortedLevels = (words: readonly string[]): readonly string[] =>
  orderOf(words) ?? [...words].sort((a, b) => numeric.compare(a, b) || (a < b ? -1 : 1));
