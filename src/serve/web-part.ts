/** The part of the service that shows the pages. */
import type { Config } from '../config.ts'
import type { OpenedEvidence } from '../evidence/open-evidence.ts'
import { tellFirstLink } from './first-link.ts'
import type { Ground } from './ground.ts'
import type { Seen } from './look-at-signs.ts'
import { openAccess } from './open-access.ts'
import type { Letters } from './open-letters.ts'
import { openPictures } from './open-pictures.ts'
import { openWeb } from './open-web.ts'
import type { Terminal } from './terminal.ts'

/** Serves from now on until `opened` is closed. @throws StartError */
export async function openWebPart(
  ground: Ground,
  evidence: OpenedEvidence,
  look: () => Promise<Seen>,
  letters: Letters,
  opened: AsyncDisposableStack,
): Promise<void> {
  const { config, terminal, log, clock, home, tally } = ground
  const { store, files } = ground.ports
  const pictures = await openPictures({ home, files, clock, log })
  opened.defer(pictures.close)
  const { drawPage } = pictures
  const access = await openAccess({ config, home, store, log })
  const { campaign } = ground.arrangement
  const { wake } = ground.ports
  const known = { config, home, look, tally, store, files, evidence, drawPage, access, letters, clock, log }
  const web = await openWeb({ ...known, campaign, wake })
  opened.defer(web.close)
  announce(web.url, config, terminal)
  if (access.practice === null) await tellFirstLink(store, access.origin ?? web.url, clock(), terminal)
  log.info('started', { port: Number(new URL(web.url).port) })
}

function announce(url: string, { mail }: Config, terminal: Terminal): void {
  terminal.say(`Sổ Ký Số đang chạy. Mở trang sau bằng trình duyệt: ${url}`)
  if (mail.kind !== 'practice') return
  terminal.say('Chưa khai báo hộp thư, nên đây là hộp thư thực hành: mọi thư, văn bản và chữ ký đều do máy tạo ra.')
}
