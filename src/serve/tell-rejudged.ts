/** Tells on the terminal how many documents are judged again, and when that is done how many results are others. */
import type { Instant } from '../lang.ts'
import { documentCount } from '../report/vietnamese-number.ts'
import type { Store } from '../store/store.ts'

/** Changes asked for at a time. */
const PAGE = 100

const KEPT = 'Kết quả cũ, nếu có, được giữ nguyên; khởi động lại chương trình để kiểm tra lại.'

export type RejudgedTeller = {
  /** @param why how the sentence begins; null: nothing is said until something has changed. @param at before any was judged again. */
  readonly began: (documents: number, why: string | null, at: Instant) => void
  /** Says how it ended, once it has. */
  readonly look: () => Promise<void>
}

export function rejudgedTeller(
  store: Pick<Store, 'progress' | 'verdictChanges' | 'deadDocuments'>,
  say: (sentence: string) => void,
): RejudgedTeller {
  let since: Instant | null = null
  let announced = 0
  let dead = 0
  return {
    began: (documents, why, at) => {
      if (documents === 0) return
      since ??= at
      if (why === null) return
      announced += documents
      say(`${why}: kiểm tra lại ${documentCount(documents)}.`)
    },
    look: async () => {
      if (since === null || (await store.progress()).documentsWaiting > 0) return
      const changed = await countChanges(store, since)
      if (changed > 0) say(`Đã kiểm tra lại xong: ${documentCount(changed)} đổi kết quả, xem trang Thay đổi kết quả.`)
      else if (announced > 0) say('Đã kiểm tra lại xong: không văn bản nào đổi kết quả.')
      since = null
      announced = 0
      const failed = await store.deadDocuments()
      if (failed > dead) say(`Không kiểm tra được ${documentCount(failed)} vì lỗi của chương trình. ${KEPT}`)
      dead = failed
    },
  }
}

/** Newest first: those from `since` on stand at the head. */
async function countChanges({ verdictChanges }: Pick<Store, 'verdictChanges'>, since: Instant): Promise<number> {
  for (let count = 0; ; ) {
    const page = await verdictChanges({ offset: count, limit: PAGE })
    const recent = page.filter(({ at }) => at >= since).length
    count += recent
    if (recent < PAGE) return count
  }
}
