/** What is drawn in a colour. */
export type Colour =
  | 'paper'
  | 'ink'
  | 'faint'
  | 'rule'
  | 'resource'
  | 'limit'
  | 'band'
  | 'traffic'
  | 'first'
  | 'second'
  | 'third';
export type Scheme = 'light' | 'dark';

/**
 * Colours of pictures, for light and dark surroundings. Lines are told apart by panel, label and dash too: no meaning
 * hangs on a colour alone. Hues that colour-blind eyes tell apart: https://jfly.uni-koeln.de/color/ (Okabe and Ito).
 */
const colours: Readonly<Record<Colour, Readonly<Record<Scheme, string>>>> = {
  paper: { light: '#ffffff', dark: '#0d1117' },
  ink: { light: '#1f2328', dark: '#e6edf3' },
  faint: { light: '#59636e', dark: '#9198a1' },
  rule: { light: '#d1d9e0', dark: '#3d444d' },
  resource: { light: '#0072b2', dark: '#56b4e9' },
  limit: { light: '#b3261e', dark: '#ff8f85' },
  band: { light: '#e69f00', dark: '#e6a117' },
  traffic: { light: '#8c959f', dark: '#768390' },
  first: { light: '#d55e00', dark: '#ff9040' },
  second: { light: '#9c4f86', dark: '#e39ac4' },
  third: { light: '#00805d', dark: '#2fc79c' },
};

/** The colours of one scheme. */
export type Palette = Readonly<Record<Colour, string>>;

export function paletteOf(scheme: Scheme): Palette {
  const entries = Object.entries(colours).map(([name, both]) => [name, both[scheme]]);
  return Object.fromEntries(entries) as Palette;
}

/** Colours of culprits by rank; those of the fourth on are those of the first again. */
const culpritColours: readonly Colour[] = ['first', 'second', 'third'];

export function culpritColour(rank: number): Colour {
  return culpritColours[(rank - 1) % culpritColours.length] ?? 'first';
}

/** Style rules by which an SVG that is drawn in light colours turns dark where its reader's surroundings are. */
export function darkRules(): string {
  const rules = Object.values(colours).map(
    ({ light, dark }) => `[fill="${light}"]{fill:${dark}}[stroke="${light}"]{stroke:${dark}}`,
  );
  return `@media (prefers-color-scheme:dark){${rules.join('')}}`;
}
