import { derive } from '../../../store/derived.ts';
import { usePlayground, useProject } from '../../../store/react.tsx';
import { arriving } from '../../common/arriving.tsx';
import { usePictures } from './use-pictures.ts';

const PlaneFeed = arriving(async () => (await import('./plane-feed.tsx')).PlaneFeed);

function Values() {
  const { pictures } = usePlayground();
  usePictures(undefined, pictures.receive);
  return null;
}

/** Keeps the pictures of all cards up to date while it is there; it shows nothing itself. */
export function PictureFeed() {
  const kinds = useProject((project) => {
    const pictured = [...(derive(project).analysis?.nodes.values() ?? [])].flatMap(({ picture }) => picture ?? []);
    const planes = pictured.filter(({ kind }) => kind === 'plane').length;
    return planes === 0 ? 'values' : planes === pictured.length ? 'planes' : 'both';
  });
  return (
    <>
      {kinds === 'planes' ? null : <Values />}
      {kinds === 'values' ? null : <PlaneFeed />}
    </>
  );
}
