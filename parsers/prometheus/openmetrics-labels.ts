import type { LabelGrammar } from './label-set.ts';

/** Labels as OpenMetrics writes them. */
export const openMetricsLabels: LabelGrammar = {
  escapes: 'lenient',
  blanks: false,
  trailingComma: false,
  anyName: false,
  reserved: /^__/,
};
