import {
  type Icon,
  IconArrowsMinimize,
  IconChartCandle,
  IconChartHistogram,
  IconCirclePlus,
  IconCircleX,
  IconCubeUnfolded,
  IconDatabase,
  IconDivide,
  IconGrain,
  IconGridScan,
  IconHelp,
  IconMathAvg,
  IconMathFunction,
  IconMathMax,
  IconSlice,
  IconStack2,
  IconTarget,
  IconTopologyComplex,
  IconTransformPoint,
} from '@tabler/icons-react';

/** The icons that layer kinds name; by name, because the catalogue of layers draws nothing itself. */
const icons: Readonly<Record<string, Icon>> = {
  IconArrowsMinimize,
  IconChartCandle,
  IconChartHistogram,
  IconCirclePlus,
  IconCircleX,
  IconCubeUnfolded,
  IconDatabase,
  IconDivide,
  IconGrain,
  IconGridScan,
  IconMathAvg,
  IconMathFunction,
  IconMathMax,
  IconSlice,
  IconStack2,
  IconTarget,
  IconTopologyComplex,
  IconTransformPoint,
};

export function KindIcon({ name, size = 16 }: { readonly name: string; readonly size?: number }) {
  const Drawn = icons[name] ?? IconHelp;
  return <Drawn size={size} stroke={1.75} aria-hidden="true" />;
}

/** For the test that every layer kind has its icon here. */
export const knownIcons: ReadonlySet<string> = new Set(Object.keys(icons));
