import type { SliceView } from '../rollup/slice-view.ts';
import type { Scene } from './scene.ts';

/** The site's own pages lead to at least this part of its requests. */
const LEAST_SHARE = 0.05;

/**
 * The slices without those that are told by a link on the site's own pages: whoever visits a site follows its links and loads
 * what its pages show, so that they name nobody. Its own pages are those that led to most requests before the incident; a
 * link that brings a crowd did not.
 */
export function withoutOwnPages(scene: Scene, slices: readonly SliceView[]): readonly SliceView[] {
  const referer = ownReferer(scene, slices);
  if (referer === undefined) return slices;
  const own = siteOf(referer);
  return slices.filter(({ subject }) => {
    return subject.referer === undefined || siteOf(subject.referer) !== own;
  });
}

/** One site has pages with and without TLS, and with and without `www.`. */
function siteOf(referer: string): string {
  return referer.replace(/^[a-z][a-z\d+.-]*:\/\//i, '').replace(/^www\./i, '');
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
