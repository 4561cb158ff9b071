import { Badge, Group, Stack, Text } from '@mantine/core';
import { type BalancingMethod, passesOf } from '../../core/balancing/contract.ts';
import { LongText } from '../common/long-text.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import { useMethodFacts } from './use-method-facts.ts';

/** What tells methods apart for those who choose one. */
const told = ['nonConflicting', 'scaleInvariant'] as const;

export interface BalancingFactsProps {
  readonly method: BalancingMethod;
  readonly parameters: Record<string, unknown>;
}

/** When a method helps, and what it computes. */
function AtLength({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const facts = useMethodFacts(id);
  if (!facts) return null;
  return (
    <>
      <Text size="xs">
        <b>{t('methodFacts.helps')}</b> {localized(facts.helps)}
      </Text>
      <section
        className="method-formula"
        aria-label={t('methodFacts.formula')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it may be wider than its column, and what scrolls is scrolled by keyboard
        tabIndex={0}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: the build made it of what stands in the source
        dangerouslySetInnerHTML={{ __html: facts.mathml }}
      />
      <Text size="xs" c="dimmed">
        {t('methodFacts.notation')}
      </Text>
    </>
  );
}

/** For those who ask for more: what a method does, promises and costs, what becomes of the visitor's weights, and where it is from. */
export function BalancingFacts({ method, parameters }: BalancingFactsProps) {
  const { t } = useTranslation();
  const { family, honours, needs, paper, text } = method;
  const passes = passesOf(method, parameters);
  const promised = told.filter((property) => method.properties(parameters).includes(property));
  return (
    <Stack gap={6} pt={4}>
      <Text size="xs">
        <LongText text={text.more} />
      </Text>
      <AtLength id={method.id} />
      {promised.length > 0 ? (
        <Group gap={4}>
          {promised.map((property) => (
            <Badge key={property} size="sm" variant="light" tt="none">
              {t(`methodFacts.promises.${property}`)}
            </Badge>
          ))}
        </Group>
      ) : null}
      {family === 'nothing' ? null : (
        <Text size="xs" c="dimmed">
          {t(`methodFacts.honours.${honours}`)} {t(`methodFacts.needs.${needs}`)}{' '}
          {passes.whole + passes.forward > 1 ? t('methodFacts.passes', { ...passes }) : ''}
        </Text>
      )}
      {paper ? (
        <Text size="xs" c="dimmed">
          {paper.title}, {paper.venue} {paper.year}
        </Text>
      ) : null}
    </Stack>
  );
}
