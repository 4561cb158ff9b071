import { usePlayground } from '../../../store/react.tsx';
import { usePlanes } from './use-planes.ts';

/** Keeps what heads answer over the plane up to date while it is there; it shows nothing itself. */
export function PlaneFeed() {
  const { pictures } = usePlayground();
  usePlanes((generation, planes) => pictures.receive(generation, planes, true));
  return null;
}
