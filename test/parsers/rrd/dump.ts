/** What an rrdtool dump in XML tells of an RRD, for comparison. */
export interface Dump {
  readonly version: string;
  readonly step: number;
  readonly lastUpdate: number;
  readonly sources: readonly { name: string; type: string; min: number; max: number }[];
  readonly archives: readonly {
    readonly consolidation: string;
    readonly pdpPerRow: number;
    readonly xff: number;
    readonly rows: readonly { readonly seconds: number; readonly values: readonly number[] }[];
  }[];
}

const number = (text: string | undefined) => Number((text ?? '').trim());

function element(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]?.trim();
}

export function readDump(xml: string): Dump {
  const [head = '', ...archives] = xml.split('<rra>');
  return {
    version: element(head, 'version') ?? '',
    step: number(element(head, 'step')),
    lastUpdate: number(element(head, 'lastupdate')),
    sources: head
      .split('<ds>')
      .slice(1)
      .map((source) => ({
        name: element(source, 'name') ?? '',
        type: element(source, 'type') ?? '',
        min: number(element(source, 'min')),
        max: number(element(source, 'max')),
      })),
    archives: archives.map((archive) => ({
      consolidation: element(archive, 'cf') ?? '',
      pdpPerRow: number(element(archive, 'pdp_per_row')),
      xff: number(element(archive, 'xff') ?? element(archive, 'value')),
      rows: [...archive.matchAll(/\/ (\d+) -->\s*<row>(.*?)<\/row>/gs)].map((row) => ({
        seconds: number(row[1]),
        values: [...(row[2] ?? '').matchAll(/<v>([^<]*)<\/v>/g)].map((value) => number(value[1])),
      })),
    })),
  };
}
