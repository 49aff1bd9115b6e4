import { describe, expect, it } from 'vitest';
import { TailHeaders } from '../../src/follow/tail-headers.ts';

/** The lines of each file, from blocks of whole lines. */
function filesOf(blocks: readonly string[]): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  const headers = new TailHeaders((name = '', lines) => {
    files[name] = (files[name] ?? '') + Buffer.from(lines).toString();
  });
  for (const block of blocks) headers.take(Buffer.from(block));
  return files;
}

const printed = '==> a.log <==\na1\na2\n\n==> b.log <==\nb1\n\n==> a.log <==\na3\n';

describe('what tail -F prints', () => {
  it('of one file is that file’s', () => {
    expect(filesOf(['one\n', '==> not a header\n'])).toEqual({ '': 'one\n==> not a header\n' });
  });

  it('of several files is told apart', () => {
    expect(filesOf([printed])).toEqual({ 'a.log': 'a1\na2\na3\n', 'b.log': 'b1\n' });
  });

  it('may come line by line', () => {
    const lines = printed.split(/(?<=\n)/);
    expect(filesOf(lines)).toEqual(filesOf([printed]));
  });

  it('keeps empty lines that are of a file', () => {
    const lines = ['==> a.log <==\n', 'a1\n', '\n', 'a2\n', '\n', '\n', '==> b.log <==\n', 'b1\n'];
    expect(filesOf(lines)).toEqual({ 'a.log': 'a1\n\na2\n\n', 'b.log': 'b1\n' });
    expect(filesOf([lines.join('')])).toEqual(filesOf(lines));
  });

  it('puts a line together that a header cuts', () => {
    const cut = '==> a.log <==\na1\na2 beg\n==> b.log <==\nb1\n\n==> a.log <==\nins\na3\n';
    expect(filesOf([cut])).toEqual({ 'a.log': 'a1\na2 begins\na3\n', 'b.log': 'b1\n' });
  });

  it('keeps lines that only look like headers', () => {
    const text = '==> a.log <==\n==> x\na1 ==> b <==\n';
    expect(filesOf([text])).toEqual({ 'a.log': '==> x\na1 ==> b <==\n' });
  });
});
