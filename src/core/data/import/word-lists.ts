/** Words that stand in an order, from least to most. */
const orders: readonly (readonly string[])[] = [
  ['very low', 'low', 'medium', 'high', 'very high'],
  ['very low', 'low', 'moderate', 'high', 'very high'],
  ['none', 'mild', 'moderate', 'severe'],
  ['none', 'minor', 'medium', 'substantial'],
  ['tiny', 'small', 'medium', 'large', 'huge'],
  ['xs', 's', 'm', 'l', 'xl', 'xxl'],
  ['very poor', 'poor', 'fair', 'average', 'good', 'very good', 'excellent'],
  ['strongly disagree', 'disagree', 'neutral', 'agree', 'strongly agree'],
  ['very dissatisfied', 'dissatisfied', 'neutral', 'satisfied', 'very satisfied'],
  ['never', 'rarely', 'sometimes', 'often', 'always'],
  ['f', 'e', 'd', 'c', 'b', 'a'],
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
  ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'],
  ['很低', '低', '中', '高', '很高'],
  ['小', '中', '大'],
  ['很差', '差', '较差', '中', '一般', '较好', '良', '好', '很好', '优', '优秀'],
  ['不及格', '及格', '中', '良', '优'],
  ['从不', '很少', '有时', '经常', '总是'],
  ['非常不同意', '不同意', '一般', '同意', '非常同意'],
];

/** The words of a column from least to most, where they are of a known order, three at least; null otherwise. */
export function orderOf(words: readonly string[]): readonly string[] | null {
  if (words.length < 3) return null;
  const said = words.map((word) => word.toLowerCase());
  const order = orders.find((list) => said.every((word) => list.includes(word)));
  return order ? [...words].sort((a, b) => order.indexOf(a.toLowerCase()) - order.indexOf(b.toLowerCase())) : null;
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
