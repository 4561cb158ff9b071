import { Button, List, Stack, Text } from '@mantine/core';
import { kindOf } from '../../../core/experiments/experiment.ts';
import type { Report } from '../../../core/experiments/report.ts';
import { agreementSentences, apartSentence, reportWords } from '../../../core/experiments/words.ts';
import { nodeLabel } from '../../../core/graph/catalogue.ts';
import { inLanguage } from '../../../core/util/localized.ts';
import { usePlayground, useProject } from '../../../store/react.tsx';
import { splitIn } from '../../common/split-in.ts';
import { useExperiments, useWords } from './use-compare.ts';

/** How the gradients of the tasks agreed in the network that they share, and the layers that could be split. */
export function AgreementView({ report }: { readonly report: Report }) {
  const { say, language, nameOf } = useWords();
  const { project, view } = usePlayground();
  const here = useProject(({ graph }) => graph.nodes);
  const { experiment } = useExperiments().slice;
  const { agreement: found, tasks, results } = report;
  const shared = results.find(({ contender }) => kindOf(contender).looks);
  if (!found || !shared || !experiment) return null;
  const { runs, looks, nodes } = found;
  const { document } = experiment;
  const nameOfNode = (id: string): string => {
    const node = document.graph.nodes.find((one) => one.id === id);
    return node ? inLanguage(nodeLabel(node, document), language) : id;
  };
  return (
    <Stack gap={4} data-testid="compare-agreement">
      <Text size="xs" fw={600}>
        {say(reportWords.agreement, { contender: nameOf(shared.contender), runs, looks })}
      </Text>
      <List size="xs" spacing={2}>
        {agreementSentences(found, language, (id) => tasks.find((task) => task.id === id)?.name || id).map((text) => (
          <List.Item key={text}>{text}</List.Item>
        ))}
        {nodes.map((node) => (
          <List.Item key={node.id} data-verdict={node.verdict}>
            {apartSentence(node, nameOfNode(node.id), language)}{' '}
            {node.verdict === 'apart' && here.some(({ id }) => id === node.id) ? (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={say(reportWords.splitLayer, { node: nameOfNode(node.id) })}
                onClick={() => {
                  view.select([node.id]);
                  project.edit((current) => splitIn(current, node.id));
                }}
              >
                {say(reportWords.splitHere)}
              </Button>
            ) : null}
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}
