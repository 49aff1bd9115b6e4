/** Products and systems that no browser in use names: Internet Explorer, Presto's Opera, Windows before 7. */
const LONG_GONE =
  /\bMSIE \d|\bTrident\/|\bPresto\/|^Opera\/|Windows (?:9[58]|CE|NT [45]\.|NT 6\.0|XP)|Win 9x|\bPPC Mac OS X\b/;

/**
 * Windows 7, 8 and 8.1. Firefox 115 is the last there
 * (https://support.mozilla.org/en-US/kb/firefox-users-windows-7-8-and-81-moving-extended-support), and Chrome 109
 * (https://support.google.com/chrome/thread/185534985).
 */
const WINDOWS_7 = /Windows NT 6\.[123]/;
const LAST_CHROME_THERE = 109;
const LAST_FIREFOX_THERE = 115;

const CHROME = /\bChrome\/(\d{1,4})\./;
const FIREFOX = /\bFirefox\/(\d{1,4})\./;

/**
 * Whether a User-Agent names a browser that nobody uses any more, or one that never was on that system: what programs
 * write that draw one at random. A log of the time of such browsers has many of them; tell it by its contrast.
 */
export function isOddAgent(agent: string): boolean {
  const chrome = Number(CHROME.exec(agent)?.[1] ?? Number.NaN);
  const firefox = Number(FIREFOX.exec(agent)?.[1] ?? Number.NaN);
  if (LONG_GONE.test(agent)) return true;
  // Both renew themselves: who names less than the last for Windows 7 has not for years.
  if (chrome < LAST_CHROME_THERE || firefox < LAST_FIREFOX_THERE) return true;
  return WINDOWS_7.test(agent) && (chrome > LAST_CHROME_THERE || firefox > LAST_FIREFOX_THERE);
}
