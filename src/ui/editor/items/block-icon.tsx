import {
  type Icon,
  IconAdjustments,
  IconAdjustmentsHorizontal,
  IconArrowFork,
  IconArrowMerge,
  IconArrowsCross,
  IconArrowsSplit2,
  IconBlocks,
  IconComponents,
  IconGitMerge,
  IconLink,
  IconListCheck,
  IconMask,
  IconStairs,
  IconStairsUp,
} from '@tabler/icons-react';

/** The icons that composite blocks name. */
const icons: Readonly<Record<string, Icon>> = {
  IconAdjustments,
  IconAdjustmentsHorizontal,
  IconArrowFork,
  IconArrowMerge,
  IconArrowsCross,
  IconArrowsSplit2,
  IconBlocks,
  IconGitMerge,
  IconLink,
  IconListCheck,
  IconMask,
  IconStairs,
  IconStairsUp,
};

export function BlockIcon({ name }: { readonly name: string }) {
  const Drawn = icons[name] ?? IconComponents;
  return <Drawn size={16} stroke={1.75} aria-hidden="true" />;
}

/** For the test that every block has its icon here. */
export const knownBlockIcons: ReadonlySet<string> = new Set(Object.keys(icons));
