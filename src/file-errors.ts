import { ExpectedError } from './errors.ts';

/** What the system's error codes mean to who named the path (`man 3 errno`; zlib's for damaged gzip). */
const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'part of the path is no folder',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'no file may be so large',
  EROFS: 'the file system is read-only',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'the path is too long',
  Z_DATA_ERROR: 'its gzip data is damaged',
  Z_BUF_ERROR: 'its gzip data ends too early',
};

/** The error for a file that cannot be read; what is no error of a file comes back as it is. */
export function unreadable(path: string, error: unknown): Error {
  return fileError(`cannot read ${path}`, 'check the path, or export the file anew', error);
}

/** The error for a file that cannot be written; what is no error of a file comes back as it is. */
export function unwritable(path: string, error: unknown): Error {
  return fileError(
    `cannot write ${path}`,
    'name a file in a folder that exists and may be written',
    error,
    { ...CAUSES, ENOENT: 'its folder is not there' },
  );
}

function fileError(
  what: string,
  instead: string,
  error: unknown,
  causes: Readonly<Record<string, string>> = CAUSES,
): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const code = 'code' in error ? String(error.code) : '';
  const isOfFile = 'syscall' in error || code.startsWith('Z_');
  const cause = causes[code] ?? (isOfFile ? error.message : undefined);
  return cause === undefined || error instanceof ExpectedError
    ? error
    : new ExpectedError(`${what}: ${cause}`, instead);
}
