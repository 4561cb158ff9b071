import { describe, expect, it } from 'vitest';
import { addedNodes, removeNodes } from './edits.ts';
import { copyFragment, duplicateNodes, parseFragment, pasteFragment, serializeFragment } from './fragment.ts';
import { sharedDocument, wiresOf } from './testing/documents.ts';
import { topologyOf } from './topology.ts';

const offset = { x: 10, y: 20 };

describe('copy and paste', () => {
  it('keeps the edges among the copied nodes and no others', () => {
    const project = sharedDocument();
    const pasted = duplicateNodes(project, ['shared', 'd'], offset);
    expect(addedNodes(project, pasted)).toEqual(['shared-1', 'd-1']);
    expect(wiresOf(pasted).filter((wire) => !wiresOf(project).includes(wire))).toEqual(['shared-1>d-1']);
    const [from, to] = ['d', 'd-1'].map((id) => topologyOf(pasted.graph).nodes.get(id));
    expect(to).toEqual({ ...from, id: 'd-1', position: { x: (from?.position.x ?? 0) + 10, y: 20 } });
  });

  it('leaves out the head of a task that has one, and brings it back after a cut', () => {
    const project = sharedDocument();
    const fragment = copyFragment(project, ['d', 'digit-head']);
    expect(addedNodes(project, pasteFragment(project, fragment, offset))).toEqual(['d-1']);
    const cut = removeNodes(project, ['d', 'digit-head']);
    expect(addedNodes(cut, pasteFragment(cut, fragment, offset))).toHaveLength(2);
    const foreign = { ...cut, tasks: [] };
    expect(addedNodes(foreign, pasteFragment(foreign, fragment, offset))).toHaveLength(1);
  });

  it('survives the clipboard, which may hold anything else', () => {
    const fragment = copyFragment(sharedDocument(), ['shared', 'd']);
    expect(parseFragment(serializeFragment(fragment))).toEqual(fragment);
    for (const text of ['', 'hello', '{}', '[1]', JSON.stringify({ ...fragment, nodes: [{ id: 'a b' }] })]) {
      expect(parseFragment(text)).toBeNull();
    }
  });

  it('of nothing changes nothing', () => {
    const project = sharedDocument();
    expect(duplicateNodes(project, [], offset)).toBe(project);
    expect(duplicateNodes(project, ['digit-head'], offset)).toBe(project);
  });
});
