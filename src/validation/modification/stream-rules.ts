/** Rule for streams that say the same in another encoding. ISO 32000-2, 7.3.8 and 7.4. */
import { equalBytes } from '../../bytes.ts'
import { asStream } from '../../format/pdf/narrow.ts'
import { decodeLaxly } from './effort.ts'
import { changedKeys } from './update.ts'
import { LAX } from './update-ambiguity.ts'
import { deny, follow, type Work } from './work.ts'

/** How the data are packed, and nothing of what they are. */
const PACKING = new Set(['Length', 'Filter', 'DecodeParms', 'DL'])

/** Streams packed anew, as writers do who save without compression or with a better one: a reader unpacks the same bytes as before. */
export function explainRepackedStreams(work: Work): void {
  const { file, before, after, overridden } = work.update
  for (const object of overridden) {
    if (work.explained.has(object)) continue
    const was = asStream(file.object(object, before)?.value)
    const is = asStream(file.object(object, after)?.value)
    if (!was || !is || changedKeys(was.dictionary, is.dictionary).some((key) => !PACKING.has(key))) continue
    const [old, now] = [decodeLaxly(file, work.effort, was, before), decodeLaxly(file, work.effort, is, after)]
    if (!old || !now || !equalBytes(old.bytes, now.bytes)) continue
    if (!old.isSound || !now.isSound) {
      deny(work, object, LAX)
      continue
    }
    work.explained.add(object)
    for (const key of PACKING) follow(work, is.dictionary.entries.get(key))
  }
}
