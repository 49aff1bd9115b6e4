import type { Contrast, Fared } from '../analysis/farm-contrast.ts';
import { count, counted } from '../report/numbers.ts';

/** How the other hosts of the farm fared, as sentences. */
export function contrastText({ without, with: receiving }: Contrast): string {
  const sentences = [
    ...sentenceOf(without, { whose: 'without it', expected: 'flat' }),
    ...sentenceOf(receiving, { whose: 'with it', expected: 'risen' }),
  ];
  return sentences.join(' ');
}

const words = { flat: 'stayed flat', risen: 'rose as well' } as const;

function sentenceOf(
  fared: Fared,
  { whose, expected }: { readonly whose: string; readonly expected: keyof Fared },
): string[] {
  const hosts = fared.flat + fared.risen;
  if (hosts === 0) return [];
  const whom = `${counted(hosts, 'other host')} ${whose}`;
  return [`${count(fared[expected])} of ${whom} ${words[expected]}.`];
}
