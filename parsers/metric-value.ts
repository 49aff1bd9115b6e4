/** What a page or a file tells of one metric now. */
export interface MetricValue {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The values of texts by name, those that are numbers. */
export function valuesNamed(
  names: Readonly<Record<string, string>>,
  texts: ReadonlyMap<string, string>,
  scale = 1,
): readonly MetricValue[] {
  return Object.entries(names).flatMap(([word, name]) => {
    const value = Number(texts.get(word) ?? Number.NaN);
    return Number.isFinite(value) ? [{ name, labels: {}, value: value * scale }] : [];
  });
}

/** Lines of a word, a colon and a text. */
export function colonLines(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split('\n').flatMap((line): (readonly [string, string])[] => {
      const colon = line.indexOf(':');
      return colon < 0 ? [] : [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()]];
    }),
  );
}
