import { type Palette, paletteOf } from '../../chart/theme.ts';

/** How a page looks: on a phone, on a wide screen, in light and dark, on paper. */
export function pageStyle(): string {
  return [
    `:root{${variables(paletteOf('light'))}}`,
    `@media screen and (prefers-color-scheme:dark){:root{${variables(paletteOf('dark'))}}}`,
    RULES,
  ].join('\n');
}

function variables(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name}:${colour};`)
    .join('');
}

const RULES = `
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main,nav{max-width:60rem;margin:0 auto;padding:0 1rem}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0;margin:1rem 0 0}
h1{font-size:1.6rem;line-height:1.25;margin:1rem 0}
h2{font-size:1.3rem;border-bottom:1px solid var(--rule);padding-bottom:.25rem;margin:2.5rem 0 1rem}
h3{font-size:1.1rem;margin:2rem 0 .5rem}
h1,h2,h3,p,li,summary,figcaption,button,output,td code{overflow-wrap:anywhere}
a{color:var(--resource)}
.skip{position:absolute;left:-100rem}
.skip:focus{position:static;display:block;padding:.5rem 1rem}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.875em}
code{background:color-mix(in srgb,var(--faint) 14%,transparent);border-radius:.25rem;padding:.1em .3em}
pre{background:color-mix(in srgb,var(--faint) 10%,transparent);border-radius:.4rem;padding:.75rem;white-space:pre-wrap;overflow-wrap:anywhere}
pre code{background:none;padding:0}
pre:has(.drawing){white-space:pre;overflow-x:auto;overflow-wrap:normal}
.scroll{overflow-x:auto;margin:1rem 0}
table{border-collapse:collapse;font-size:.9375rem}
caption{text-align:left;color:var(--faint);font-size:.875rem;padding-bottom:.25rem}
th,td{border:1px solid var(--rule);padding:.3rem .6rem;text-align:left;vertical-align:top}
td,th{overflow-wrap:normal}
td:has(code){min-width:11rem}
th{background:color-mix(in srgb,var(--faint) 10%,transparent)}
td.number,td[align=right],th[align=right]{text-align:right;font-variant-numeric:tabular-nums}
figure{margin:1.5rem 0}
figcaption{color:var(--faint);font-size:.875rem}
details{margin:.5rem 0}
details .scroll{max-height:24rem;overflow:auto}
summary{cursor:pointer}
.still{display:block;max-width:100%;height:auto;border:1px solid var(--rule);border-radius:.4rem}
.live .chart{position:relative;touch-action:pan-y;border:1px solid var(--rule);border-radius:.4rem;overflow:hidden;cursor:crosshair}
.mark,.span{position:absolute;top:0;bottom:0;pointer-events:none}
.mark{width:0;border-left:1.5px solid var(--ink)}
.span{background:var(--resource);opacity:.2}
.tools{display:flex;flex-wrap:wrap;gap:.4rem;margin:.5rem 0}
button{font:inherit;font-size:.875rem;color:inherit;background:var(--paper);border:1px solid var(--faint);border-radius:.4rem;padding:.35rem .7rem;cursor:pointer;text-align:left;max-width:100%}
button:hover{background:color-mix(in srgb,var(--faint) 14%,transparent)}
button[aria-pressed=true]{background:var(--ink);color:var(--paper)}
:focus-visible{outline:3px solid var(--resource);outline-offset:2px}
.readout{display:block;min-height:3em;font-variant-numeric:tabular-nums;font-size:.9375rem}
.help{color:var(--faint);font-size:.875rem;margin:.25rem 0}
[hidden]{display:none!important}
.is-live .still{display:none}
@media print{
body{font-size:10pt}
main,nav{max-width:none;padding:0}
nav,.skip,.live,details{display:none!important}
.still{display:block!important;max-height:20cm}
h2,h3{break-after:avoid}
figure,tr,pre{break-inside:avoid}
}
`;
