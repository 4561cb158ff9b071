import { Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Picture } from '../../../core/runs/protocol.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import { useDerived, usePicture, useProject, useRun } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import type { PictureContent } from '../elements/flow-types.ts';
import { GateMatrix } from './gate-matrix.tsx';
import { gatesBeside } from './gate-siblings.ts';
import { PictureView } from './picture-view.tsx';
import { usePictures } from './use-pictures.ts';

interface LearnedProps {
  readonly node: string;
  readonly title: string;
  readonly content: PictureContent;
}

const helpKey = (kind: PictureContent['kind'], coloured: boolean) =>
  kind === 'filters' && coloured ? ('editor.pictures.filtersColourHelp' as const) : (`editor.pictures.${kind}Help` as const);

/** What a node has learned, larger than on its card and with all of its filters or heads. */
export function Learned({ node, title, content }: LearnedProps) {
  const { t } = useTranslation();
  const generation = useRun(({ shown }) => shown?.generation);
  const [last, setLast] = useState<{ readonly of: number; readonly picture: Picture | undefined } | null>(null);
  // What a head answers over the plane is known in full on its card.
  const onCard = usePicture(node);
  usePictures(content.kind === 'plane' ? null : node, (of, pictures) => setLast({ of, picture: ownValue(pictures, node) }));
  const { analysis } = useDerived();
  const project = useProject((document) => document);
  const gates = useMemo(
    () => (content.kind === 'gates' ? gatesBeside(project, analysis, node) : []),
    [content.kind, project, analysis, node],
  );
  const asked = last && last.of === generation ? last.picture : null;
  const found = content.kind === 'plane' ? onCard : asked;
  const picture = found?.kind === content.kind ? found : null;
  return (
    <section className="ed-learned" aria-label={t('editor.pictures.learned')}>
      <Text component="h4" size="xs" fw={600}>
        {t('editor.pictures.learned')}
      </Text>
      {picture ? (
        <>
          <Text size="xs">{t(helpKey(content.kind, picture.shape[3] === 3))}</Text>
          <PictureView picture={picture} content={content} title={title} size="large" />
          {gates.length > 0 ? <GateMatrix gates={gates} ways={content.ways} /> : null}
        </>
      ) : (
        <Text size="xs">{t('editor.pictures.waiting')}</Text>
      )}
    </section>
  );
}
