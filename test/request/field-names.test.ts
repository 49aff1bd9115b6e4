import { describe, expect, it, vi } from 'vitest';

import { AccessRecord, textSlot } from '../../parsers/record.ts';
import {
  FieldNames,
  MAX_KNOWN_BYTES,
  MAX_KNOWN_TEXT_BYTES,
  MAX_KNOWN_TEXTS,
} from '../../src/request/field-names.ts';

const agentSlot = textSlot('agent');

/** A record of which only the agent is known, behind something else. */
function recordOf(agent: string): AccessRecord {
  const bytes = Buffer.from(`x ${agent}`);
  const record = new AccessRecord();
  record.reset(bytes, 0, bytes.length, 'backslash');
  record.setRange(agentSlot, 2, bytes.length);
  return record;
}

function namesOfAgents(): { names: FieldNames; name: ReturnType<typeof vi.fn> } {
  const name = vi.fn((text: string) => (text === 'nothing' ? undefined : text.toUpperCase()));
  return { names: new FieldNames('agent', name), name };
}

describe('the names of a field', () => {
  it('are asked for once for each text, also where a text has none', () => {
    const { names, name } = namesOfAgents();
    const texts = ['a', 'b', 'nothing', 'ab', 'a', 'nothing', 'b', 'ba'];
    const told = ['A', 'B', undefined, 'AB', 'A', undefined, 'B', 'BA'];
    expect(texts.map((text) => names.of(recordOf(text)))).toEqual(told);
    expect(name).toHaveBeenCalledTimes(5);
  });

  it('are of texts as the server meant them', () => {
    expect(namesOfAgents().names.of(recordOf('say \\"é\\"'))).toBe('SAY "É"');
  });

  it.each(['-', ''])('are absent where the field is %o', (agent) => {
    const { names, name } = namesOfAgents();
    expect(names.of(recordOf(agent))).toBeUndefined();
    expect(names.of(new AccessRecord())).toBeUndefined();
    expect(name).not.toHaveBeenCalled();
  });

  it.each([
    ['texts', MAX_KNOWN_TEXTS, (i: number) => `x${i}`],
    ['bytes', MAX_KNOWN_BYTES / 4096, (i: number) => `x${i}`.padEnd(4096, '.')],
  ])('are forgotten when their %s are too many, and stay the same', (_, many, textOf) => {
    const { names, name } = namesOfAgents();
    for (let i = 0; i <= many; i++) names.of(recordOf(textOf(i)));
    expect(name).toHaveBeenCalledTimes(many + 1);
    expect(names.of(recordOf(textOf(many)))).toBe(textOf(many).toUpperCase());
    expect(name).toHaveBeenCalledTimes(many + 1);
    expect(names.of(recordOf(textOf(0)))).toBe(textOf(0).toUpperCase());
    expect(name).toHaveBeenCalledTimes(many + 2);
  });

  it('are not remembered of a text that is too long', () => {
    const { names, name } = namesOfAgents();
    const record = recordOf('x'.repeat(MAX_KNOWN_TEXT_BYTES + 1));
    expect(names.of(record)).toBe(names.of(record));
    expect(name).toHaveBeenCalledTimes(2);
  });
});
