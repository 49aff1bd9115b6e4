import { build } from 'esbuild';

// What `bin` runs: few files instead of hundreds, since opening and linking each takes time. What a command does not need
// stays in files of its own. Packages stay where npm puts them.
await build({
  entryPoints: ['src/main.ts', 'src/segments/worker.ts'],
  // The program of a thread is found beside the file that starts it.
  entryNames: '[name]',
  outdir: 'dist/bundle',
  bundle: true,
  splitting: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning',
});
