import { healthSigns } from '../../../core/runs/health-signs.ts';
import { useHealth } from '../../../store/react.tsx';
import { HealthIcon } from '../../common/health-icon.tsx';
import { useHealthWords } from '../../common/use-health-words.ts';
import './health-mark.css';

/** What is wrong with a layer while its health is measured, and what could be changed. */
export function HealthMark({ node, title }: { readonly node: string; readonly title: string }) {
  const sign = healthSigns(useHealth()).get(node);
  const words = useHealthWords();
  if (!sign) return null;
  const { marked, advice } = words(title, sign);
  return (
    <span className="ed-health" data-sign={sign.kind} role="img" aria-label={`${marked}. ${advice}`} title={advice}>
      <HealthIcon kind={sign.kind} />
      <span aria-hidden="true">{marked}</span>
    </span>
  );
}
