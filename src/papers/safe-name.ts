/** Names of files and folders from what strangers wrote: only ever a name, never a path, on any system. */

/** Longest name kept, in characters: file systems take 255 bytes with the ending, and a Vietnamese letter can have three. */
const MAX_NAME = 80

/** Device names of Windows, with or without an ending. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu

/**
 * Without control and direction characters, without what a path or a shell would read, and without `.pdf` at its end.
 *
 * @param otherwise stands in for a name that has nothing to keep.
 */
export function safeName(text: string, otherwise: string): string {
  const name = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}<>:"/\\|?*;%]/gu, ' ')
    .replace(/\.pdf$/i, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.~-]+|[\s.]+$/g, '')
  const kept = [...name]
    .slice(0, MAX_NAME)
    .join('')
    .replace(/[\s.]+$/, '')
  if (kept === '') return otherwise
  return RESERVED.test(kept) ? `_${kept}` : kept
}
