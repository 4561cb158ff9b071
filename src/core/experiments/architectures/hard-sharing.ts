import { sharingDepthOf, withSharingDepth } from '../../graph/sharing-depth.ts';
import type { LocalizedText } from '../../util/localized.ts';
import type { Architecture } from './architecture.ts';

/** All tasks share the first layers, of which `depthOf` says how many of `most`; the others each has to itself. */
const sharing = (id: string, title: LocalizedText, depthOf: (most: number) => number): Architecture => ({
  id,
  title,
  build(project, signature) {
    const found = sharingDepthOf(project, signature);
    return found.ok ? withSharingDepth(project, signature, depthOf(found.value.most)) : found;
  },
});

export const nothingShared = sharing('nothingShared', { en: 'Nothing shared', 'zh-CN': '不共享' }, () => 0);

export const shallow = sharing('shallow', { en: 'Only the first layer shared', 'zh-CN': '仅共享第一层' }, (most) =>
  Math.min(1, most),
);

export const half = sharing('half', { en: 'Half of the layers shared', 'zh-CN': '共享一半的层' }, (most) => Math.ceil(most / 2));

export const deep = sharing('deep', { en: 'Everything but outputs shared', 'zh-CN': '除输出外全部共享' }, (most) => most);
