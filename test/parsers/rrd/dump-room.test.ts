import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMiss } from '../../../parsers/contract.ts';
import { readDump } from '../../../parsers/rrd/dump.ts';
import { dumpRoom } from '../../../parsers/rrd/dump-room.ts';
import { readWith } from './reading.ts';

const bytes = (content: string) => new TextEncoder().encode(content);
const file = { fileName: 'a.xml', path: 'a.xml' };

/** As rrdtool 1.7 prints it: two sources, two archives, the second a prediction. */
const text = `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE rrd SYSTEM "https://oss.oetiker.ch/rrdtool/rrdtool.dtd">
<!-- Round Robin Database Dump -->
<rrd>
	<version>0003</version>
	<step>300</step> <!-- Seconds -->
	<lastupdate>1800000123</lastupdate> <!-- 2027-01-15 08:02:03 UTC -->

	<ds>
		<name> busy </name>
		<type> GAUGE </type>
		<minimal_heartbeat>600</minimal_heartbeat>
		<min>0.0000000000e+00</min>
		<max>NaN</max>
		<last_ds>4</last_ds>
	</ds>

	<ds>
		<name> twice </name>
		<type> COMPUTE </type>
		<cdef> busy,2,* </cdef>
	</ds>

	<rra>
		<cf>AVERAGE</cf>
		<pdp_per_row>1</pdp_per_row> <!-- 300 seconds -->
		<params>
		<xff>5.0000000000e-01</xff>
		</params>
		<cdp_prep>
			<ds><value>NaN</value></ds>
		</cdp_prep>
		<database>
			<!-- 2027-01-15 07:50:00 UTC / 1799999400 --> <row><v>4.0000000000e+00</v><v>8.0000000000e+00</v></row>
			<!-- 2027-01-15 07:55:00 UTC / 1799999700 --> <row><v>NaN</v><v>NaN</v></row>
			<!-- 2027-01-15 08:00:00 UTC / 1800000000 --> <row><v>-1.5000000000e+03</v><v>inf</v></row>
		</database>
	</rra>
	<rra>
		<cf>SEASONAL</cf>
		<pdp_per_row>1</pdp_per_row>
		<database>
			<row><v>1.0</v><v>1.0</v></row>
		</database>
	</rra>
</rrd>
`;
const times = [1_799_999_400_000, 1_799_999_700_000, 1_800_000_000_000];

/** The same without what came with 1.2 and 1.4: no header, no \`params\`, blanks around texts. */
const old = text
  .replace(/^.*?(?=<rrd>)/s, '')
  .replace(/<\/?params>/g, '')
  .replace(/>\s*([^<\s]+)\s*</g, '> $1 <');

describe('readDump', () => {
  it('reads head, sources and rows', () => {
    expect(readDump(text)).toEqual({
      version: '0003',
      step: 300,
      lastUpdate: 1_800_000_123,
      sources: [
        { name: 'busy', type: 'GAUGE', heartbeat: 600, min: 0 },
        { name: 'twice', type: 'COMPUTE' },
      ],
      archives: [
        {
          consolidation: 'AVERAGE',
          pdpPerRow: 1,
          xff: 0.5,
          stepSeconds: 300,
          times: Float64Array.from(times),
          values: [
            Float64Array.of(4, Number.NaN, -1500),
            Float64Array.of(8, Number.NaN, Number.POSITIVE_INFINITY),
          ],
        },
      ],
      skipped: ['SEASONAL'],
    });
  });

  it('reads what old versions print, and rows without comments', () => {
    expect(old).not.toBe(text);
    expect(readDump(old)).toEqual(readDump(text));
    expect(readDump(text.replaceAll(/<!--.*?-->/g, ''))).toEqual(readDump(text));
  });

  it('reads as many whole rows of a cut archive as there are, by the time in the comment', () => {
    const cut = readDump(text.slice(0, text.indexOf('-1.5000')));
    if (isMiss(cut)) throw new Error(cut.reason);
    expect(cut.cut).toBe('cut off in or after archive 1');
    expect([...(cut.archives[0]?.times ?? [])]).toEqual(times.slice(0, 2));
  });

  it('never throws, and is a miss or says that it is cut, wherever the text ends', () => {
    for (let length = 0; length < text.indexOf('</rrd>'); length += 1) {
      const dump = readDump(text.slice(0, length));
      expect('reason' in dump || dump.cut !== undefined).toBe(true);
    }
    fc.assert(
      fc.property(fc.string(), fc.nat(), (any, at) => {
        const place = at % text.length;
        expect(readDump(text.slice(0, place) + any + text.slice(place + any.length))).toBeDefined();
      }),
    );
  });

  it.each([
    ['<version>0003', '<version>RRD4J', /version is not one of/],
    ['<step>300', '<step>0', /step is not/],
    ['<lastupdate>1800000123', '<lastupdate>now', /lastupdate/],
    ['<name> busy </name>', '', /ds is not/],
    ['<pdp_per_row>1', '<pdp_per_row>0', /pdp_per_row/],
    ['<v>NaN</v><v>NaN</v>', '<v>NaN</v>', /row 2 is not one value for each source/],
    ['<v>NaN</v><v>NaN</v>', '<v>NaN</v><v>many</v>', /row 2 is not made of numbers/],
    [/<row>.*<\/row>/g, '', /database is not at least one row/],
    [/<rra>.*<\/rra>/s, '', /rra is not there/],
  ])('names what is damaged: %s', (part, replacement, reason) => {
    const dump = readDump(text.replace(part, replacement));
    expect(isMiss(dump) && dump.reason).toMatch(reason);
  });
});

describe('dumpRoom', () => {
  it.each([
    [text, true],
    [old, true],
    ['<rrd xmlns="https://oss.oetiker.ch/rrdtool/rrdtool-dump.xml">', true],
    ['<!-- <rrd> --><html>', false],
    ['<rrdgraph>', false],
    ['', false],
  ])('recognises %j: %s', (head, expected) => {
    expect(dumpRoom.recognises(bytes(head))).toBe(expected);
  });

  it('gives a series for each source, with what was left out', () => {
    const { series, notes } = readWith([dumpRoom], bytes(text));
    expect(series.map(({ name, kind, stepMs }) => [name, kind, stepMs])).toEqual([
      ['busy', 'gauge', 300_000],
      ['twice', undefined, 300_000],
    ]);
    expect(notes).toEqual(['archives left out, as predictions are no measurements: SEASONAL']);
  });

  it('says where a dump is cut off', () => {
    const { notes } = readWith([dumpRoom], bytes(text.slice(0, text.indexOf('<cf>SEASONAL'))));
    expect(notes).toEqual(['cut off in or after archive 2']);
    expect(dumpRoom.read(bytes(text.slice(0, 200)), file)).toHaveProperty('reason');
  });
});
