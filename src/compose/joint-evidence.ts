import type { JointShare } from '../analysis/joint-shares.ts';
import { counted, share } from '../report/numbers.ts';
import type { Evidence } from '../report/report.ts';
import { round } from './evidence.ts';

/** What a culprit explains beside the others of its incident, and whether it can be told from them. */
export function jointEvidence(
  own: JointShare | undefined,
  context: {
    readonly series: string;
    /** Culprits that share it. */
    readonly sharing: number;
    readonly idAt: (place: number) => string;
  },
): readonly Evidence[] {
  if (own === undefined) return [];
  const { series, sharing, idAt } = context;
  const parts = `this one ${share(own.share)}`;
  const whole = `Together the ${counted(sharing, 'slice')} that are named explain ${share(own.together)} of how ${series} moved, ${parts}.`;
  const others = own.inseparable.map(idAt).join(' and ');
  const doubt = others === '' ? '' : ` It moves too much like ${others} to be told from it.`;
  return [{ factor: 'joint-share', value: round(own.share), text: `${whole}${doubt}` }];
}
