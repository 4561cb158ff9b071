import { expect, test } from 'vitest';
import { rank } from './rank.ts';

const item = (title: string, kind: string, chinese: string, summary = '') => ({ title, summary, terms: [kind, title, chinese] });
const items = [
  item('Dense', 'dense', '全连接', 'Every output is a weighted sum of all inputs.'),
  item('Activation', 'activation', '激活'),
  item('2-D convolution', 'conv2d', '二维卷积'),
  item('Max pooling', 'maxPool', '最大池化'),
  item('Average pooling', 'avgPool', '平均池化'),
  item('Batch normalisation', 'batchNorm', '批归一化'),
  item('Add', 'add', '相加', 'Adds its inputs.'),
];
const titles = (query: string) => rank(items, query).map(({ title }) => title);

test('without a query everything is offered in its own order', () => {
  expect(rank(items, '  ')).toBe(items);
});

test('the beginning of a name comes before its middle', () => {
  expect(titles('a')[0]).toBe('Activation');
  expect(titles('add')[0]).toBe('Add');
});

test('a layer is found by its kind, by initials, and in the other language', () => {
  expect(titles('conv2d')).toEqual(['2-D convolution']);
  expect(titles('bn')[0]).toBe('Batch normalisation');
  expect(titles('全连')).toEqual(['Dense']);
});

test('the beginning of any word counts', () => {
  expect(titles('pool').slice(0, 2)).toEqual(['Max pooling', 'Average pooling']);
});

test('a description answers last', () => {
  expect(titles('weighted')).toEqual(['Dense']);
});

test('signs that mean something to regular expressions are plain text', () => {
  expect(titles('(.*')).toEqual([]);
});

test('what is nowhere gives nothing', () => {
  expect(titles('transformer')).toEqual([]);
});
