import type { SliceView } from '../rollup/slice-view.ts';
import type { Scene } from './scene.ts';

/** The site's own pages lead to at least this part of its requests. */
const LEAST_SHARE = 0.05;

/**
 * The slices without those that are told by a link on the site's own pages: whoever visits a site follows its links and loads
 * what its pages show, so that they name nobody. Its own pages are those of the virtual hosts of the log, and those that led to
 * most requests before the incident; a link that brings a crowd did not.
 */
export function withoutOwnPages(scene: Scene, slices: readonly SliceView[]): readonly SliceView[] {
  const own = ownSites(scene, slices);
  if (own.size === 0) return slices;
  return slices.filter(
    ({ subject }) => subject.referer === undefined || !own.has(siteOf(subject.referer)),
  );
}

function ownSites(scene: Scene, slices: readonly SliceView[]): ReadonlySet<string> {
  const hosts = slices.flatMap(({ subject }) => subject.vhost ?? []);
  const referer = ownReferer(scene, slices);
  return new Set([...hosts, ...(referer === undefined ? [] : [referer])].map(siteOf));
}

/** One site has pages with and without TLS, with and without `www.`, and at several ports. */
function siteOf(name: string): string {
  return name
    .replace(/^[a-z][a-z\d+.-]*:\/\//i, '')
    .replace(/^www\./i, '')
    .replace(/:\d+$/, '')
    .toLowerCase();
}

function ownReferer(scene: Scene, slices: readonly SliceView[]): string | undefined {
  const before = (slice: SliceView | undefined): number =>
    scene.usual(scene.activity(slice, 'requests'));
  let own: string | undefined;
  let most = LEAST_SHARE * before(undefined);
  for (const slice of slices) {
    const { referer, ...others } = slice.subject;
    if (referer === undefined || Object.keys(others).length > 0) continue;
    const requests = before(slice);
    if (!(requests >= most)) continue;
    own = referer;
    most = requests;
  }
  return own;
}
