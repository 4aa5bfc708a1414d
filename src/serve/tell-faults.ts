/** Faults while the service runs: ids and codes to the log, and a sentence to whoever watches the terminal. */
import { EvidenceFolderError } from '../evidence/folder.ts'
import { pollFaultOf } from '../pipeline/intake.ts'
import { RedisAwayError } from '../queue/redis-away.ts'
import { RedisSettingError } from '../queue/redis-settings.ts'
import { explainFault } from '../report/explain-fault.ts'
import { FailedSyncError } from '../store/failed-sync.ts'
import { StoreAwayError } from '../store/store-away.ts'
import type { Log } from './log.ts'
import type { Terminal } from './terminal.ts'

/** A sentence is said once until another comes, since the same fault returns with each try. */
export function tellFaults(terminal: Terminal, log: Log): (error: unknown) => void {
  let said = ''
  return (error) => {
    log.error('fault', error)
    const sentence = sentenceOf(error)
    if (sentence === said) return
    said = sentence
    terminal.say(sentence)
  }
}

const STORE_AWAY =
  'Chưa kết nối được tới cơ sở dữ liệu, hoặc cơ sở dữ liệu chưa trả lời. Thư vẫn còn nguyên trong hộp thư; chương trình tự thử lại.'

const SYNC_FAILED =
  'Ổ đĩa không ghi được những gì vừa lưu vào cơ sở dữ liệu. Thư vẫn còn nguyên trong hộp thư; chương trình tự mở lại cơ sở dữ liệu ' +
  'và làm lại phần chưa ghi được. Kiểm tra dung lượng trống; nếu lỗi lặp lại, kiểm tra ổ đĩa.'

const REDIS_AWAY =
  'Chưa kết nối được tới Redis. Thư vẫn được nhận; việc kiểm tra văn bản tiếp tục khi có Redis. Chương trình tự thử lại.'

function sentenceOf(error: unknown): string {
  if (error instanceof EvidenceFolderError || error instanceof RedisSettingError) return error.message
  if (error instanceof FailedSyncError) return SYNC_FAILED
  if (error instanceof StoreAwayError) return STORE_AWAY
  if (error instanceof RedisAwayError) return REDIS_AWAY
  return explainFault(pollFaultOf(error))
}
