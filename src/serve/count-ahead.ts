/** The count, begun before anybody asks for it; and whether it has room: a process without room ends in the midst of it. */
import { getHeapStatistics } from 'node:v8'
import { vietnameseNumber } from '../report/vietnamese-number.ts'
import type { Ground, Task } from './ground.ts'
import { untilStopped } from './run-together.ts'

/** Of a document while all are counted anew at night beside the count that is kept; some 6 KB stay. Measured at a hundred thousand. */
const BYTES_PER_DOCUMENT = 14_000
/** A service with few documents. */
const BYTES_BESIDE = 150_000_000
const MB = 2 ** 20

/** Whoever comes first finds it under way: of a hundred thousand documents it takes some ten seconds. */
export function countAhead({ ports, tally, terminal }: Ground): Task {
  const count = async () => {
    const { documents } = await ports.store.progress()
    const lack = explainLackOfMemory(documents, getHeapStatistics().heap_size_limit)
    if (lack !== null) terminal.say(lack)
    await tally()
  }
  return async (stop) => {
    const counted = count().catch((error: unknown) => {
      // Whoever stops the service does not wait for a count that nobody will see, and closes what it reads from.
      if (!stop.aborted) ports.onError(error)
    })
    await Promise.race([counted, untilStopped(stop)])
  }
}

/** To whoever runs the service. @param limit of memory that Node takes by itself, in bytes. */
export function explainLackOfMemory(documents: number, limit: number): string | null {
  const wanted = BYTES_BESIDE + documents * BYTES_PER_DOCUMENT
  if (wanted <= limit) return null
  const inMb = (bytes: number) => Math.ceil(bytes / MB)
  return (
    `Đã có ${vietnameseNumber(documents)} văn bản: để đếm, chương trình cần khoảng ${vietnameseNumber(inMb(wanted))} MB bộ nhớ, ` +
    `nhưng Node chỉ được dùng ${vietnameseNumber(inMb(limit))} MB nên có thể dừng giữa chừng. ` +
    `Đặt NODE_OPTIONS=--max-old-space-size=${inMb(wanted)} rồi khởi động lại.`
  )
}
