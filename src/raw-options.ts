/** What was typed, as commander hands it over. */
export interface RawOptions {
  readonly metrics?: readonly string[];
  readonly host?: readonly string[];
  readonly logFormat?: string;
  readonly serverConfig?: readonly string[];
  readonly limit?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly at?: string;
  readonly alert?: string;
  readonly tz?: string;
  readonly trustedProxy?: readonly string[];
  readonly queryNames?: boolean;
  readonly output?: string;
  readonly format?: string;
  readonly top?: string;
  readonly jobs?: string;
  readonly seed?: string;
  readonly anonymize?: boolean;
  readonly quiet?: boolean;
  readonly color?: boolean;
  readonly exitCode?: boolean;
}
