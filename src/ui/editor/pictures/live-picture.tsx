import { usePicture } from '../../../store/react.tsx';
import type { PictureContent } from '../elements/flow-types.ts';
import { PictureView } from './picture-view.tsx';

interface LivePictureProps {
  readonly node: string;
  readonly title: string;
  readonly content: PictureContent;
}

/** The last picture of one node: rendered when it changes, whatever becomes of the others. Nothing before there is one. */
export function LivePicture({ node, title, content }: LivePictureProps) {
  const picture = usePicture(node);
  // After an edit the document may be ahead of the run, which knows the node as it was.
  return picture?.kind === content.kind ? <PictureView picture={picture} content={content} title={title} size="card" /> : null;
}
