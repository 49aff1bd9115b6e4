import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogFacts } from '../../src/ingest/log-facts.ts';
import { StateFile } from '../../src/watch/state-file.ts';
import { stateOf, stateText, type WatchState } from '../../src/watch/state-text.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();

const state: WatchState = {
  logs: [
    {
      path: '/var/log/a.log',
      facts: new LogFacts().part,
      files: [{ device: 1, inode: 2, head: 'YQ==', position: 77 }],
    },
  ],
  incidents: [],
  samples: [
    {
      name: 'node_load1',
      labels: {},
      vendor: 'prometheus',
      paths: ['proc:'],
      times: Float64Array.of(1, 2),
      values: Float64Array.of(0.5, Number.NaN),
    },
  ],
};

function stateFile(name: string): { readonly file: StateFile; readonly warnings: string[] } {
  const warnings: string[] = [];
  const warn = (text: string): void => void warnings.push(text);
  return { file: new StateFile(name, { clock: () => 0, warn }), warnings };
}

describe('a state', () => {
  it('comes back as it was, numbers that are not finite and columns too', () => {
    expect(stateOf(stateText(state))).toEqual(state);
  });

  it('that is damaged in any place is none', () => {
    const text = stateText(state);
    fc.assert(
      fc.property(fc.nat(text.length - 2), fc.constantFrom('', 'x', '{', '\n'), (at, put) => {
        const damaged = text.slice(0, at) + put + text.slice(at + 1);
        fc.pre(damaged !== text);
        expect(typeof stateOf(damaged)).toBe('string');
      }),
    );
  });
});

describe('the file of a state', () => {
  it('is not there at first', async () => {
    const { file, warnings } = stateFile(`${files.path}/none`);
    expect(await file.load()).toBeUndefined();
    expect(warnings).toEqual([]);
  });

  it('gives what was saved', async () => {
    const { file } = stateFile(`${files.path}/saved`);
    await file.save(state);
    expect(await file.load()).toEqual(state);
  });

  it('is set aside where it is damaged, with a word', async () => {
    const path = `${files.path}/damaged`;
    writeFileSync(path, 'culprit/watch-state@1 0\n{"logs":');
    const { file, warnings } = stateFile(path);
    expect(await file.load()).toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining('is damaged: it is not as it was written')]);
    expect(existsSync(path)).toBe(false);
    expect(readFileSync(`${path}.damaged`, 'utf8')).toContain('{"logs":');
  });

  it('of another version is set aside too', async () => {
    const path = `${files.path}/newer`;
    writeFileSync(path, 'culprit/watch-state@2 0\n{}');
    const { file, warnings } = stateFile(path);
    expect(await file.load()).toBeUndefined();
    expect(warnings[0]).toContain('it does not begin with culprit/watch-state@1');
  });

  it('that cannot be written is said once', async () => {
    const { file, warnings } = stateFile(`${files.path}/no/folder/here`);
    await file.save(state);
    await file.save(state);
    expect(warnings).toHaveLength(1);
  });
});
