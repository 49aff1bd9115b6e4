import type { Draw } from './draw.ts';
import type { PlannedRequest } from './planned-request.ts';
import { isStaticFile } from './route-costs.ts';
import { image } from './site.ts';

/** What a site has that a mechanism asks for. */
export interface SitePages {
  /** What its own pages are known by where they lead somewhere. */
  readonly origin: string;
  readonly home: string;
  readonly signIn: string;
  /** Pages, and folders of pages, that are asked for so often that they hold workers when they are slow. */
  readonly busyPages: readonly string[];
  /** Pages whose clients ask again where they get no answer. */
  readonly askedAgain: readonly string[];
  /** A page that may get into the news, and what belongs to it. */
  readonly newsPage: string;
  readonly newsFiles: readonly string[];
  /** A page behind those that people look at. */
  readonly deepPage: (place: number) => string;
  readonly isCheap: (target: string) => boolean;
  readonly cheapTarget: (draw: Draw) => string;
}

/** The pages of the site of `site.ts`. */
export const ownPages: SitePages = {
  origin: 'https://shop.example',
  home: '/',
  signIn: '/account/signin',
  busyPages: ['/item/', '/shop/'],
  askedAgain: ['/api/v2/stock', '/api/v2/prices', '/basket'],
  newsPage: '/item/2044',
  newsFiles: ['elm', 'fir', 'oak'].map((word) => `/static/img/${word}-2.webp`),
  deepPage: (place) => `/archive/${2012 + (place % 15)}/${400 + place}`,
  isCheap: (target) => target.startsWith('/static/'),
  cheapTarget: image,
};

/** Whether a target is a page, or one in a folder of pages. */
export function isOf(page: string, target: string): boolean {
  const path = pathOf(target);
  return page.length > 1 && page.endsWith('/') ? path.startsWith(page) : path === page;
}

const SIGN_IN = /log-?in|sign-?in|auth|session/i;
/** So many different files and pages are enough to choose from. */
const CHOICES = 40;

/** What a real site has, from what was asked of it; busy is what is asked for so often in a time. */
export function pagesOf(
  requests: readonly PlannedRequest[],
  busy: { readonly from: number; readonly to: number; readonly least: number },
): SitePages {
  const answered = requests.filter(({ status, target }) => status < 400 && target.startsWith('/'));
  const shown = answered.filter(({ target }) => !isStaticFile(target));
  const paths = mostFirst(shown.map(({ target }) => pathOf(target)));
  const files = mostFirst(answered.map(({ target }) => target).filter(isStaticFile));
  const [home = '/'] = paths.includes('/') ? ['/'] : paths;
  const cheap = (files.length > 0 ? files : paths).slice(0, CHOICES);
  const often = busyPages(shown, busy);
  return {
    origin: originOf(requests) ?? ownPages.origin,
    home,
    signIn: signInOf(requests) ?? ownPages.signIn,
    busyPages: often,
    askedAgain: often,
    newsPage: paths[Math.min(paths.length - 1, CHOICES)] ?? home,
    newsFiles: cheap.slice(0, 3),
    deepPage: (place) => `${paths[1] ?? home}?page=${400 + place}`,
    isCheap: isStaticFile,
    cheapTarget: (draw) => cheap[draw.rank(cheap.length)] ?? home,
  };
}

/** The one that leads to most of its requests. */
function originOf(requests: readonly PlannedRequest[]): string | undefined {
  const origins = requests.flatMap(({ referer }) => /^https?:\/\/[^/?#]+/.exec(referer) ?? []);
  return mostFirst(origins)[0];
}

function signInOf(requests: readonly PlannedRequest[]): string | undefined {
  const tried = requests.filter(({ method, target }) => method === 'POST' && SIGN_IN.test(target));
  return mostFirst(tried.map(({ target }) => pathOf(target)))[0];
}

/** Beyond such a part of the traffic a page is no page any more, but the site. */
const MOST_SHARE = 0.6;

function busyPages(
  shown: readonly PlannedRequest[],
  { from, to, least }: { readonly from: number; readonly to: number; readonly least: number },
): readonly string[] {
  const during = shown.filter(({ at }) => at >= from && at < to).map(({ target }) => target);
  const counts = countsOf(during.flatMap((target) => [...new Set(placesOf(target))]));
  const most = MOST_SHARE * during.length;
  const all = [...counts].sort(([, x], [, y]) => y - x);
  const found = all.filter(([, count]) => count >= least && count <= most);
  const [busiest] = all;
  // Where no page is busy enough, the one that is busiest has the trouble.
  if (busiest !== undefined) return (found.length > 0 ? found : [busiest]).map(([page]) => page);
  return shown.slice(0, 1).map(({ target }) => pathOf(target));
}

/** A page, and the folders that it lies in. */
function placesOf(target: string): readonly string[] {
  const path = pathOf(target);
  const [, first, second] = path.split('/');
  const folders = [`/${first}/`, `/${first}/${second}/`];
  return [path, ...folders.filter((folder) => folder !== '//' && path.startsWith(folder))];
}

function pathOf(target: string): string {
  return target.split('?', 1)[0] ?? target;
}

function mostFirst(texts: readonly string[]): readonly string[] {
  return [...countsOf(texts)].sort(([, a], [, b]) => b - a).map(([text]) => text);
}

function countsOf(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}
