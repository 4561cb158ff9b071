import { describe, expect, test } from 'vitest';
import { classTitle } from './class-titles.ts';
import { builtInDatasets } from './registry.ts';

/** Invented languages and their speakers, and the sounds of English in their usual letters. */
const proper = /^(Ada|Ben|Cleo|Dov|Eva|Finn|Amari|Brull|Ceshe|[A-Z]{1,2})$/;

describe('the classes of', () => {
  test.each(builtInDatasets.all().map((one) => [one.id, one] as const))(
    '%s have a Chinese name, unless they are names or figures',
    (_, { schema, signature }) => {
      for (const target of signature(schema.parse({})).targets) {
        const names = target.format === 'class' ? target.classes : target.format === 'multiLabel' ? target.labels : [];
        for (const name of names.filter((each) => /[a-z]/i.test(each) && !proper.test(each))) {
          expect(classTitle(name, 'zh-CN'), `${target.id}: ${name}`).toMatch(/\p{Script=Han}/u);
          expect(classTitle(name, 'en')).toBe(name);
        }
      }
    },
  );
});

test('a class that nobody has named stands as it is', () => {
  expect(classTitle('Brull', 'zh-CN')).toBe('Brull');
  expect(classTitle('7', 'en')).toBe('7');
});
