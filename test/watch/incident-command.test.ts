import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { IncidentCommand, MAX_WAITING } from '../../src/watch/incident-command.ts';
import type { WatchEvent } from '../../src/watch/watch-event.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();

function event(id: string): WatchEvent {
  return { schema: 'culprit/event@1', event: 'incident-began', time: '', id } as WatchEvent;
}

function commandOf(text: string, settings: { readonly timeoutMs?: number } = {}) {
  const warnings: string[] = [];
  const warn = (warning: string): void => void warnings.push(warning);
  return { command: new IncidentCommand(text, { warn, pauseMs: 1, ...settings }), warnings };
}

describe('a command for incidents', () => {
  it('gets each event on its standard input, one after another', async () => {
    const out = `${files.path}/events`;
    const { command, warnings } = commandOf(`cat >> ${out}`);
    for (const id of ['1', '2', '3']) command.tell(event(id));
    await command.end();
    const ids = readFileSync(out, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).id);
    expect(ids).toEqual(['1', '2', '3']);
    expect(warnings).toEqual([]);
  });

  it('that fails, or does not read, is said', async () => {
    const { command, warnings } = commandOf('exit 3');
    command.tell(event('1'));
    await command.end();
    expect(warnings).toEqual(['--on-incident: it ended with 3']);
  });

  it('that hangs is ended', async () => {
    const { command, warnings } = commandOf('exec sleep 30', { timeoutMs: 50 });
    command.tell(event('1'));
    await command.end();
    expect(warnings).toEqual(['--on-incident: it ended with SIGTERM']);
  });

  it('is never waited for, and what waits is bounded', async () => {
    const out = `${files.path}/many`;
    const { command, warnings } = commandOf(`sleep 0.1; echo x >> ${out}`);
    const before = performance.now();
    for (let id = 0; id < MAX_WAITING + 3; id++) command.tell(event(String(id)));
    expect(performance.now() - before).toBeLessThan(1000);
    expect(existsSync(out)).toBe(false);
    expect(warnings).toHaveLength(2);
  });
});
