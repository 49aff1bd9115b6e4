/** What is wrong with compressed bytes. */
export type Damage =
  | 'is damaged'
  | 'ends too early'
  | 'needs too much memory'
  | 'uses an option that is not read'
  | 'holds NUL bytes without end';

/**
 * Compressed bytes that cannot be inflated. The code puts it among the errors of files (`file-errors.ts`), whose
 * message then names the path.
 */
export class DamagedInput extends Error {
  override readonly name = 'DamagedInput';
  readonly code = 'Z_DAMAGED_INPUT';

  /** `format` is what the bytes claim to be: `bzip2`. */
  constructor(format: string, what: Damage) {
    super(`its ${format} data ${what}`);
  }
}
