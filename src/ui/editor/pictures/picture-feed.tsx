import { usePlayground } from '../../../store/react.tsx';
import { usePictures } from './use-pictures.ts';

/** Keeps the pictures of all cards up to date while it is there; it shows nothing itself. */
export function PictureFeed() {
  const { pictures } = usePlayground();
  usePictures(undefined, pictures.receive);
  return null;
}
