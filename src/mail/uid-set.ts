/** UIDs as IMAP writes sets of them. RFC 3501, 9: sequence-set. */

/** UIDs of one mailbox that are believed; a set such as `1:4294967295` takes few bytes to claim. */
const MAX_UIDS = 2_000_000

/** Consecutive ones as ranges: `1:3,7`. @param uids ascending. */
export function uidSet(uids: readonly number[]): string {
  const ranges: { first: number; last: number }[] = []
  for (const uid of uids) {
    const range = ranges.at(-1)
    if (range && range.last + 1 === uid) range.last = uid
    else ranges.push({ first: uid, last: uid })
  }
  return ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}:${last}`)).join(',')
}

/** In ascending order, each once; null where the text is no set, or one of more than MAX_UIDS. */
export function readUidSet(text: string): readonly number[] | null {
  const uids: number[] = []
  for (const range of text === '' ? [] : text.split(',')) {
    const [, one = '', other = one] = /^(\d{1,10})(?::(\d{1,10}))?$/.exec(range) ?? []
    if (one === '') return null
    const [first, last] = [Math.min(Number(one), Number(other)), Math.max(Number(one), Number(other))]
    if (uids.length + last - first >= MAX_UIDS) return null
    for (let uid = first; uid <= last; uid++) uids.push(uid)
  }
  return [...new Set(uids)].sort((a, b) => a - b)
}
