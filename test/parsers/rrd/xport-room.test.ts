import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { xportRoom } from '../../../parsers/rrd/xport-room.ts';
import { readWith } from './reading.ts';

const bytes = (content: string) => new TextEncoder().encode(content);
const file = { fileName: 'a.xml', path: 'a.xml' };

/** As rrdtool 1.7 prints it. */
const xml = `<?xml version="1.0" encoding="ISO-8859-1"?>

<xport>
  <meta>
    <start>1800000000</start>
    <end>1800000600</end>
    <step>300</step>
    <rows>3</rows>
    <columns>2</columns>
    <legend>
      <entry>a < b & "c"</entry>
      <entry>load</entry>
    </legend>
  </meta>
  <data>
    <row><v>1.5000000000e+00</v><v>NaN</v></row>
    <row><v>NaN</v><v>-2.0000000000e+00</v></row>
    <row><v>2.5000000000e+00</v><v>3.0000000000e+03</v></row>
  </data>
</xport>
`;
const json = `{ "about": "RRDtool graph JSON output",
  "meta": {
    "start": 1800000000,
    "end": 1800000600,
    "step": 300,
    "legend": [
      "a < b & "c"",
      "load"
          ]
     },
  "data": [
    [ 1.5000000000e+00, null ],
    [ null, -2.0000000000e+00 ],
    [ 2.5000000000e+00, 3.0000000000e+03 ]
  ]
}
`;
/** Stamps each row of either text, as \`--showtime\` does. */
const stamped = (text: string, seconds: readonly number[]) => {
  let row = 0;
  return text.replaceAll(/<row>|\[ (?=[-\dn])/g, (start) => {
    const at = seconds[row];
    row += 1;
    return start === '<row>' ? `<row><t>${at}</t>` : `[ "${at}",`;
  });
};
const inOrder = [1_800_000_000, 1_800_000_300, 1_800_000_600];

const expected = [
  {
    name: 'a < b & "c"',
    labels: {},
    stepMs: 300_000,
    times: Float64Array.from(inOrder, (seconds) => seconds * 1000),
    values: Float64Array.of(1.5, Number.NaN, 2.5),
  },
  {
    name: 'load',
    labels: {},
    stepMs: 300_000,
    times: Float64Array.from(inOrder.slice(1), (seconds) => seconds * 1000),
    values: Float64Array.of(-2, 3000),
  },
];

/** The JSON of rrdtool 1.4: keys without quotes, single quotes, the start where the end should be. */
const oldJson = json
  .replace('"about": "RRDtool graph', "about: 'RRDtool xport")
  .replace('output"', "output'")
  .replace('"meta"', 'meta')
  .replace('"end": 1800000600', '"end": 1800000000')
  .replace('"a < b & "c""', '\'a < b & "c"\'')
  .replace('"load"', "'load'");

describe('xportRoom', () => {
  it.each([
    ['XML', xml],
    ['XML with times', stamped(xml, inOrder)],
    ['XML with numbered columns', xml.replaceAll(/<v>(.*?)<\/v>/g, '<v0>$1</v0>')],
    ['XML on one line', xml.replaceAll(/\n\s*/g, '')],
    ['JSON', json],
    ['JSON with times', stamped(json, inOrder)],
    ['JSON of 1.4', oldJson],
    ['JSON with escapes', json.replace('"a < b & "c""', '"a < b & \\"c\\""')],
    ['JSON on one line', json.replaceAll(/\n\s*/g, '')],
    [
      'JSON of a graph',
      json.replace(
        '          ]\n',
        '          ]\n    ,"gprints": [\n        { "line": "load" }\n        ]\n',
      ),
    ],
  ])('reads %s', (_, text) => {
    expect(readWith([xportRoom], bytes(text))).toEqual({ series: expected, notes: [] });
  });

  it('reads rows whose times descend', () => {
    const { series } = readWith([xportRoom], bytes(stamped(xml, [...inOrder].reverse())));
    expect(series[0]?.times).toEqual(expected[0]?.times);
    expect(series[0]?.values).toEqual(Float64Array.of(2.5, Number.NaN, 1.5));
  });

  it('reads legends that are not UTF-8', () => {
    const latin1 = Uint8Array.from(xml.replace('load', 'Wärme'), (char) => char.charCodeAt(0));
    expect(readWith([xportRoom], latin1).series[1]?.name).toBe('Wärme');
    expect(readWith([xportRoom], bytes(xml.replace('load', 'Wärme'))).series[1]?.name).toBe(
      'Wärme',
    );
  });

  it.each([
    ['load', 'load max'],
    ['load avg', 'load max'],
    ['load', 'min load'],
    ['load average', 'load-minimum'],
  ])('leaves the extremes of %s out: %s', (name, extreme) => {
    const text = xml.replace('a < b & "c"', name).replace('<entry>load<', `<entry>${extreme}<`);
    const { series, notes } = readWith([xportRoom], bytes(text));
    expect(series.map((one) => one.name)).toEqual([name]);
    expect(notes).toEqual([`column left out, as it holds the extremes of another: ${extreme}`]);
  });

  it.each(['max clients', 'load max'])('keeps %s where there is nothing else of it', (legend) => {
    const text = xml.replace('<entry>load<', `<entry>${legend}<`);
    expect(readWith([xportRoom], bytes(text)).series[1]?.name).toBe(legend);
  });

  it.each([
    ['XML', xml, '<v>3.0000'],
    ['JSON', json, ', 3.0000'],
  ])('says where %s is cut off in its last row', (_, text, place) => {
    const { series, notes } = readWith([xportRoom], bytes(text.slice(0, text.indexOf(place) + 5)));
    expect(notes).toEqual(['cut off after row 2']);
    expect(series.map(({ values }) => [...values])).toEqual([[1.5], [-2]]);
  });

  it.each([
    [xml, '<step>300', '<step>0', /step is not/],
    [xml, '<start>1800000000</start>', '', /start is not/],
    [xml, /<entry>.*<\/entry>/g, '', /legend is not there/],
    [xml, /<row>.*<\/row>/g, '', /data is not there/],
    [xml, '<v>NaN</v><v>-2', '<v>-2', /row 2 is not 2 values/],
    [xml, '<v>NaN</v><v>-2', '<v>much</v><v>-2', /row 2 is not made of numbers/],
    [stamped(xml, inOrder), '<t>1800000600', '<t>1800000300', /times is not ascending/],
    [json, '"step": 300', '"step": 0', /step is not/],
    [json, 'null, -2', 'maybe, -2', /row 2 is not made of numbers/],
    [json, '"load"', '"load",\n "more"', /row 1 is not 3 values/],
  ])('names what is damaged (%#)', (text, part, replacement, reason) => {
    const read = xportRoom.read(bytes(text.replace(part, replacement)), file);
    expect('reason' in read && read.reason).toMatch(reason);
  });

  it.each([
    ['<xport><meta>', true],
    ['<!-- made today --><xport>', true],
    ['{"about":"RRDtool graph JSON output","meta":{', true],
    ["{ about: 'RRDtool xport JSON output',\n  meta: {", true],
    ['{"status":"success"}', false],
    ['<export>', false],
    ['', false],
  ])('recognises %j: %s', (head, is) => {
    expect(xportRoom.recognises(bytes(head))).toBe(is);
  });

  it.each([
    ['<xport><meta><step>1</step><legend>', '<entry>'],
    ['<xport><meta><step>1</step></meta><data>', '<row>'],
    ['{ "about": "RRDtool graph JSON output", "legend": [ "a" ] }, "data": [ ', '[ '],
    ['{ "about": "RRDtool graph JSON output", "data": [ [', ' '],
  ])('takes no longer for what never ends: %s', (start, part) => {
    const started = performance.now();
    expect(xportRoom.read(bytes(start + part.repeat(300_000)), file)).toHaveProperty('reason');
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(xml, json, oldJson), fc.string(), fc.nat(), (text, any, at) => {
        const place = at % text.length;
        const changed = text.slice(0, place) + any + text.slice(place + any.length);
        expect(xportRoom.read(bytes(changed), file)).toBeDefined();
      }),
    );
  });
});
