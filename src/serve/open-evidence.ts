/** The evidence of the service: what the folders hold, what was kept, and the network where it is switched on. */
import { join } from 'node:path'
import type { FetchConfig } from '../config/fetch.ts'
import type { ImportFolders } from '../evidence/imported.ts'
import { type OpenedEvidence, openEvidence } from '../evidence/open-evidence.ts'
import type { Clock } from '../system.ts'
import type { Log } from './log.ts'
import { StartError } from './start-error.ts'
import { problemTeller } from './tell-problems.ts'
import type { Terminal } from './terminal.ts'

type Options = {
  readonly home: string
  readonly folders: ImportFolders
  readonly fetch: FetchConfig | null
  readonly terminal: Terminal
  readonly log: Log
  readonly clock: Clock
  /** Ends requests that are under way. */
  readonly signal: AbortSignal
  /** Whom to trust is asked for on the pages: until then nobody is. */
  readonly mayBeEmpty: boolean
}

const NO_LIST =
  'Trong các thư mục đã khai báo chưa có danh sách thu hồi nào, nên văn bản chỉ được tạm tính. Nhập danh sách bằng lệnh ' +
  'npm run -s trust -- import, hoặc đặt SOKYSO_FETCH=on.'

/** @throws StartError where nobody is trusted, EvidenceFolderError. */
export async function openServiceEvidence(options: Options): Promise<OpenedEvidence> {
  const { home, folders, fetch, terminal, log, clock, signal, mayBeEmpty } = options
  const keptIn = join(home, 'evidence')
  const onFault = ({ code, host }: { readonly code: string; readonly host: string }) =>
    log.info('evidence-fault', { code, host })
  const opened = await openEvidence({ folders, keptIn, fetch }, { clock, onFault, signal })
  const tellProblems = problemTeller(opened.problems, terminal)
  const refresh = async () => {
    const news = await opened.refresh()
    tellProblems()
    return news
  }
  const evidence: OpenedEvidence = { ...opened, refresh }
  tellProblems()
  const { anchors } = await evidence.trust()
  if (anchors.length === 0 && !mayBeEmpty) {
    await evidence.close()
    throw new StartError(
      `Trong thư mục ${folders.trust.join(', ')} không có chứng thư số gốc nào, nên không chữ ký nào có thể hợp lệ. ` +
        'Chép chứng thư số của các tổ chức chứng thực vào đó rồi khởi động lại.',
    )
  }
  if (fetch === null && opened.held().length === 0 && !mayBeEmpty) terminal.say(NO_LIST)
  return evidence
}
