/** The part that a word of a column of parts names: 0 training, 1 validation, 2 test; null: none. */
export function partOf(word: string): 0 | 1 | 2 | null {
  const said = word.toLowerCase();
  if (/^(train(ing)?|训练集?)$/.test(said)) return 0;
  if (/^(val(id(ation)?)?|dev(elopment)?|验证集?)$/.test(said)) return 1;
  return /^(test(ing)?|eval(uation)?|测试集?)$/.test(said) ? 2 : null;
}
