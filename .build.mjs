import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

// What `bin` runs: few files instead of hundreds, since opening and linking each takes time. What a command does not need
// stays in files of its own. Packages that npm installs with culprit stay where it puts them; the parts of others that
// culprit uses, which draw pictures and pages, are in the bundle.
const bundle = await build({
  entryPoints: ['src/main.ts', 'src/segments/worker.ts'],
  // The program of a thread is found beside the file that starts it.
  entryNames: '[name]',
  outdir: 'dist/bundle',
  bundle: true,
  // Puts the values of constants where their names stand: a name at the top of a bundle is looked up each time.
  minifySyntax: true,
  splitting: true,
  external: Object.keys(dependencies),
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning',
  metafile: true,
});

// The script of a report as HTML, which stands in the page.
const page = await build({
  entryPoints: { page: 'src/report/html/browser/main.ts' },
  outdir: 'dist/bundle',
  bundle: true,
  minify: true,
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  charset: 'ascii',
  legalComments: 'none',
  banner: {
    js: '/* With Apache ECharts (Apache-2.0) and ZRender (BSD-3-Clause), https://echarts.apache.org */',
  },
  logLevel: 'warning',
  metafile: true,
});

// What the licences of packages ask for that are passed on inside the bundle.
const packages = new Set(
  [bundle, page]
    .flatMap(({ metafile }) => Object.keys(metafile.inputs))
    .flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []),
);
const licences = [...packages].sort().map((folder) => {
  const files = readdirSync(folder).filter((name) =>
    /^(?:licen[cs]e|notice)(?:\.\w+)?$/i.test(name),
  );
  return [basename(folder), ...files.map((name) => readFileSync(join(folder, name), 'utf8'))].join(
    '\n\n',
  );
});
writeFileSync('dist/bundle/LICENSES', licences.join('\n\n'));
