/** How entries of our ZIP files are written: equal content has equal bytes, whenever and wherever it is written. */
import type { Options } from 'yazl'

/**
 * Stored and not deflated, since what comes out of zlib differs between its versions. The time is one without a zone, the
 * earliest that ZIP can write, at noon since midnight is left out in some places when summer time begins.
 */
export const SAME_EVERYWHERE: Options = {
  compress: false,
  compressionLevel: 0,
  mtime: new Date(1980, 0, 1, 12),
  forceDosTimestamp: true,
  forceZip64Format: false,
  mode: 0o100444,
}
