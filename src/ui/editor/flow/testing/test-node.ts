import type { Position } from '../../../../core/project/schema.ts';
import type { FlowNode, NodeContent } from '../../elements/flow-types.ts';

const content: NodeContent = {
  kind: 'dense',
  icon: '',
  title: '',
  shape: null,
  parameters: null,
  tasks: [],
  sharing: 'one',
  serves: '',
  frozen: false,
  faded: false,
  ports: [],
  hasOutput: true,
  task: null,
  problem: null,
  picture: null,
  label: '',
};

/** A card for tests, serving tasks of these colours. */
export const testNode = (id: string, position: Position, ...colors: readonly string[]): FlowNode => ({
  id,
  type: 'card',
  position,
  data: { ...content, tasks: colors.map((color) => ({ id: color, name: color, color, symbol: '●' })) },
});
