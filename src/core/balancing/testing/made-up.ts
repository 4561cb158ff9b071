import { z } from 'zod';
import type { PlainMethod } from '../contract.ts';

const schema = z.strictObject({});
const name = { en: 'made up', 'zh-CN': '虚构' };

/** A method that is in no registry: the first task counts twice. */
export const madeUpMethod: PlainMethod<z.infer<typeof schema>, 'made-up'> = {
  id: 'made-up',
  family: 'losses',
  honours: 'factor',
  needs: 'nothing',
  text: { title: name, brief: name, more: name },
  helps: name,
  formula: '2 L_1 + L_2',
  paper: null,
  schema,
  fields: [],
  properties: () => ['linear'],
  initialState: () => new Float64Array(0),
  weigh: ({ taskCount }) => new Float64Array(taskCount).fill(1).fill(2, 0, 1),
};
