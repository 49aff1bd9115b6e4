import { eastAsianWidth } from 'get-east-asian-width';

/** Columns of a text in which every character is visible, as those of a page are. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += eastAsianWidth(character.codePointAt(0) ?? 0);
  return width;
}
