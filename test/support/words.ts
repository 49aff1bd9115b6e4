/** A word for each number: names without digits, which no token rule replaces. */
export function word(number: number): string {
  return [...String(number)].map((digit) => 'bcdfghjklm'[Number(digit)]).join('');
}

/** `count` different words between a prefix and a suffix. */
export function words(count: number, prefix = '', suffix = ''): string[] {
  return Array.from({ length: count }, (_, at) => `${prefix}${word(at)}${suffix}`);
}
