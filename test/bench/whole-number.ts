/** A number that an option takes. Throws an Error that names it. */
export function wholeNumber(option: string, text: string, least = 1): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= least) return number;
  throw new Error(`${option} ${text} is no whole number from ${least} on`);
}
