import { Panel, useReactFlow, useStore, type Viewport } from '@xyflow/react';
import { memo, type PointerEvent, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from '../../common/use-translation.ts';
import type { FlowNode } from '../elements/flow-types.ts';
import { boundsOf, colourPaths } from './overview-paths.ts';
import { overviewPlace, overviewSize as sides } from './overview-place.ts';

/** Room around the network, as a share of what is shown. */
const room = 0.05;

interface OverviewProps {
  readonly nodes: readonly FlowNode[];
  readonly onMoveStart: (event: MouseEvent | TouchEvent | null) => void;
  readonly onMoveEnd: (event: MouseEvent | TouchEvent | null, viewport: Viewport) => void;
}

const Cards = memo(function Cards({ nodes }: Pick<OverviewProps, 'nodes'>) {
  const paths = useMemo(() => colourPaths(nodes), [nodes]);
  return paths.map(([color, path]) => <path key={color} className="ed-overview-nodes" d={path} fill={color} />);
});

/** The whole network in small, with the part that is in view; a drag moves that part, the wheel its size. One path per colour, however large it is. */
export function Overview({ nodes, onMoveStart, onMoveEnd }: OverviewProps) {
  const { t } = useTranslation();
  const flow = useReactFlow();
  const svg = useRef<SVGSVGElement>(null);
  const [x, y, zoom] = useStore((state) => state.transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const bounds = useMemo(() => boundsOf(nodes), [nodes]);

  const seen = { left: -x / zoom, top: -y / zoom, right: (width - x) / zoom, bottom: (height - y) / zoom };
  const left = Math.min(bounds.x, seen.left);
  const top = Math.min(bounds.y, seen.top);
  const across = Math.max(bounds.x + bounds.width, seen.right) - left;
  const down = Math.max(bounds.y + bounds.height, seen.bottom) - top;
  const scale = Math.max(across / sides.width, down / sides.height) * (1 + 2 * room);
  const box = {
    x: left + across / 2 - (scale * sides.width) / 2,
    y: top + down / 2 - (scale * sides.height) / 2,
    width: scale * sides.width,
    height: scale * sides.height,
  };

  const place = overviewPlace(nodes, bounds, { x, y, zoom }, { width, height });
  const shown = place !== null;

  useEffect(() => {
    const element = svg.current;
    if (!element || !shown) return;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      onMoveStart(event);
      void flow.zoomTo(flow.getZoom() * 2 ** (-event.deltaY / 500));
      onMoveEnd(event, flow.getViewport());
    };
    // React listens passively, and the page must not scroll meanwhile.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [flow, onMoveStart, onMoveEnd, shown]);

  const onDrag = (event: PointerEvent<SVGSVGElement>): void => {
    if (event.buttons !== 1) return;
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    onMoveStart(event.nativeEvent);
    const place = event.currentTarget.getBoundingClientRect();
    const at = {
      x: box.x + ((event.clientX - place.left) / place.width) * box.width,
      y: box.y + ((event.clientY - place.top) / place.height) * box.height,
    };
    void flow.setCenter(at.x, at.y, { zoom });
    onMoveEnd(event.nativeEvent, flow.getViewport());
  };

  if (place === null) return null;

  const outside = `M${box.x} ${box.y}h${box.width}v${box.height}h${-box.width}z`;
  const inside = `M${seen.left} ${seen.top}h${seen.right - seen.left}v${seen.bottom - seen.top}h${seen.left - seen.right}z`;
  return (
    <Panel position="top-left" style={{ left: place.x, top: place.y }} className="react-flow__minimap ed-minimap">
      <svg
        ref={svg}
        role="img"
        aria-label={t('editor.aria.minimap')}
        viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`}
        onPointerDown={onDrag}
        onPointerMove={onDrag}
      >
        <Cards nodes={nodes} />
        <path className="react-flow__minimap-mask" d={outside + inside} fillRule="evenodd" pointerEvents="none" />
      </svg>
    </Panel>
  );
}
