import { expect, it } from 'vitest';
import { victoriaNativeRoom } from '../../../parsers/prometheus/native-room.ts';

/** The first bytes of an export: its span, zigzag and big-endian, and the length of a block. */
function native(fromMs: number, toMs: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(20));
  view.setBigInt64(0, BigInt(fromMs) * 2n);
  view.setBigInt64(8, BigInt(toMs) * 2n);
  return new Uint8Array(view.buffer);
}

it('refuses the native export of VictoriaMetrics by its name', () => {
  const bytes = native(1_795_225_250_000, 1_795_229_000_000);
  expect(victoriaNativeRoom.recognises(bytes)).toBe(true);
  const miss = victoriaNativeRoom.read(bytes, { fileName: 'x', path: 'x' });
  expect(miss).toMatchObject({ reason: expect.stringContaining('/api/v1/export/native') });
});

it.each([
  native(0, 0),
  native(2_000_000_000_000, 1_000_000_000_000),
  new TextEncoder().encode('RRD\x000003 and more that follows'),
  new TextEncoder().encode('{"metric":{"__name__":"up"}}'),
  new Uint8Array(12),
])('takes nothing else for it: %j', (bytes) => {
  expect(victoriaNativeRoom.recognises(bytes)).toBe(false);
});
