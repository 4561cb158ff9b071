import { IconBoltOff, IconTrendingDown, IconTrendingUp } from '@tabler/icons-react';
import type { HealthSign } from '../../core/runs/health-signs.ts';

const icons = { vanishing: IconTrendingDown, exploding: IconTrendingUp, dead: IconBoltOff } as const;

/** Stands beside the word that says the same. */
export function HealthIcon({ kind, size = 13 }: { readonly kind: HealthSign['kind']; readonly size?: number }) {
  const Icon = icons[kind];
  return <Icon size={size} stroke={2.25} aria-hidden="true" />;
}
