import { textWidth } from './text-width.ts';

/** What stays together: code, and words. */
const PIECES = /(?:`[^`]*`|\S)+/g;
/** What a line begins with; the lines that it goes on in begin below its text. */
const LEAD = /^ *(?:[-*] )?/;

/** A line of a page in lines of so many columns; a word that is longer stands alone. */
export function wrappedLine(line: string, columns: number): readonly string[] {
  if (textWidth(line) <= columns) return [line];
  const [lead = ''] = LEAD.exec(line) ?? [];
  const indent = ' '.repeat(lead.length);
  const lines: string[] = [];
  let current = lead;
  for (const piece of piecesOf(line.slice(lead.length), columns - lead.length)) {
    const isFirst = current === lead || current === indent;
    if (!isFirst && textWidth(current) + 1 + textWidth(piece) > columns) {
      lines.push(current);
      current = indent + piece;
    } else {
      current += isFirst ? piece : ` ${piece}`;
    }
  }
  return [...lines, current];
}

/** Code that is longer than a line is cut at its spaces. */
function piecesOf(text: string, columns: number): readonly string[] {
  return (text.match(PIECES) ?? []).flatMap((piece) =>
    textWidth(piece) > columns ? piece.split(' ') : [piece],
  );
}
