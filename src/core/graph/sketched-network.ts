import { inputKind, type Project } from '../project/schema.ts';
import type { InputInfo } from '../project/signature.ts';
import { addNode, connect } from './edits.ts';
import { columnWidth } from './insert.ts';
import type { Branch, BranchLayer } from './proposed-branches.ts';

/** A network as it grows from its inputs, column by column. */
export class Sketch {
  private columns = 1;

  constructor(public project: Project) {}

  /** An input and the layers behind it, in a row; those that gather only where `gathered`. Returns the last node's id. */
  branch(input: InputInfo, { reads, gathers }: Branch, y: number, gathered: boolean): string {
    let last = `input-${input.id}`.slice(0, 60);
    this.project = addNode(this.project, { kind: inputKind, id: last, params: { input: input.id }, position: { x: 0, y } });
    const layers = gathered ? [...reads, ...gathers] : reads;
    layers.forEach(({ kind, params }, step) => {
      const nth = 1 + layers.slice(0, step).filter((layer) => layer.kind === kind).length;
      const id = `${kind}-${input.id}${nth > 1 ? `-${nth}` : ''}`.slice(0, 60);
      this.add({ kind, ...(params ? { params } : {}) }, id, { x: (step + 1) * columnWidth, y }, [last]);
      last = id;
    });
    this.columns = Math.max(this.columns, layers.length + 1);
    return last;
  }

  /** What all branches share: joined where there are several. */
  trunk(ends: readonly string[], layers: readonly (BranchLayer & { readonly id: string })[], y: number): void {
    let last = ends[0];
    if (ends.length > 1) {
      this.add({ kind: 'concat' }, 'all', { x: this.columns++ * columnWidth, y }, ends);
      last = 'all';
    }
    for (const { id, ...layer } of layers) {
      this.add(layer, id, { x: this.columns++ * columnWidth, y }, last === undefined ? [] : [last]);
      last = id;
    }
  }

  private add(
    layer: BranchLayer,
    id: string,
    position: { readonly x: number; readonly y: number },
    from: readonly string[],
  ): void {
    this.project = addNode(this.project, { ...layer, id, position });
    for (const source of from) this.project = connect(this.project, { source, target: id, port: 'in' });
  }
}
