import { isMiss } from '../../parsers/contract.ts';
import { type CompiledFormat, compileFormat, detect } from '../../parsers/index.ts';
import { ExpectedError } from '../errors.ts';
import { type ConfiguredFormat, fittingFormat } from '../server-config/configured-format.ts';
import type { LogFacts } from './log-facts.ts';

/** A file is of another kind that is known: an error log, say, which lies beside access logs. */
export class ForeignFileError extends ExpectedError {}

/** Finds the format of one log by samples of its lines. */
export class FormatFinder {
  readonly #name: string;
  readonly #configured: readonly ConfiguredFormat[];
  /** Why the first sample told no format. */
  #unknown: string | undefined;

  /**
   * `name` is the log's in messages. `configured` are formats that a configuration has for it, best first: the one that fits
   * is taken before any is detected.
   */
  constructor(name: string, configured: readonly ConfiguredFormat[] = []) {
    this.#name = name;
    this.#configured = configured;
  }

  /**
   * The format by a sample, and in the facts where it comes from; undefined where another sample may tell. Throws an
   * ExpectedError where none fits.
   */
  find(
    sample: readonly Uint8Array[],
    facts: LogFacts,
    isLast: boolean,
  ): CompiledFormat | undefined {
    return this.#configuredFormat(sample, facts) ?? this.#detectedFormat(sample, facts, isLast);
  }

  #configuredFormat(sample: readonly Uint8Array[], facts: LogFacts): CompiledFormat | undefined {
    const found = fittingFormat(this.#name, sample, this.#configured);
    facts.configuredBy = found?.configured;
    facts.misconfigured = found === undefined ? this.#configured[0] : undefined;
    return found?.format;
  }

  /** Undefined where another sample may tell. */
  #detectedFormat(
    sample: readonly Uint8Array[],
    facts: LogFacts,
    isLast: boolean,
  ): CompiledFormat | undefined {
    const { best, reason, isForeign, candidates } = detect(sample);
    facts.candidates = candidates;
    if (best === undefined) {
      this.#unknown ??= reason;
      if (isForeign) throw this.#notKnown(ForeignFileError);
      if (isLast) throw this.#notKnown(ExpectedError);
      return undefined;
    }
    const format = compileFormat(best.name);
    if (isMiss(format)) throw new Error(`preset ${best.name}: ${format.reason}`);
    return format;
  }

  #notKnown(Kind: typeof ExpectedError): ExpectedError {
    return new Kind(
      `${this.#name} is no access log that is known: ${this.#unknown}`,
      'name an access log, or give its format with --log-format',
    );
  }
}
