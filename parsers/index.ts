/**
 * The door to access logs. To add a server:
 *
 * 1. Make a folder with `index.ts`, which exports one `LogFormatRoom` of `contract.ts`.
 * 2. Put its directives in a table with the vendor's address above, and turn its format strings into the parts
 *    of `part.ts`; `layout.ts` compiles them.
 * 3. Give it presets with sample lines; `test/parsers/contract.ts` runs them.
 * 4. Say in `likeness` what tells its lines from another server's with the same layout.
 * 5. Add it to `rooms.ts`.
 */
export { type CompiledFormat, compileFormat } from './compile-format.ts';
export { type Candidate, detect } from './detect.ts';
export { type Fit, fitOf } from './fit.ts';
