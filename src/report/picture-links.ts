import type { Incident } from './report.ts';

/** Where the pictures of incidents stand, as addresses relative to the report, and what they tell in words. */
export type PictureLinks = ReadonlyMap<Incident, { readonly url: string; readonly alt: string }>;
