/** The part of the service that shows the pages. */
import type { Config } from '../config.ts'
import type { OpenedEvidence } from '../evidence/open-evidence.ts'
import { type Door, openDoor } from '../web/door.ts'
import { tellFirstLink } from './first-link.ts'
import type { Ground } from './ground.ts'
import type { Seen } from './look-at-signs.ts'
import { openAccess } from './open-access.ts'
import type { Letters } from './open-letters.ts'
import { openPictures } from './open-pictures.ts'
import { openWeb } from './open-web.ts'
import { openSetup } from './setup/open-setup.ts'
import { StartError } from './start-error.ts'
import type { Terminal } from './terminal.ts'

/** The door outlives what is shown behind it: it is opened once, when there is something to show. */
export type Doorway = {
  readonly open: (config: Config) => Promise<Door>
  /** Tells that the service runs, until that has gone well once. */
  readonly begin: (tell: () => Promise<void>) => Promise<void>
}

/** @param lasting closes the door. */
export function doorway(lasting: AsyncDisposableStack): Doorway {
  let door: Door | null = null
  let hasBegun = false
  return {
    open: async ({ host, port }) => {
      if (door !== null) return door
      try {
        door = await openDoor({ host, port })
      } catch (error) {
        const why = error instanceof Error ? error.message : error
        throw new StartError(`${why} (SOKYSO_HOST, SOKYSO_PORT)`, { cause: error })
      }
      lasting.defer(door.close)
      return door
    },
    begin: async (tell) => {
      if (hasBegun) return
      await tell()
      hasBegun = true
    },
  }
}

/** Serves from now on until `opened` is closed. @throws StartError */
export async function openWebPart(
  ground: Ground,
  evidence: OpenedEvidence,
  look: () => Promise<Seen>,
  letters: Letters,
  opened: AsyncDisposableStack,
  entrance: Doorway,
): Promise<void> {
  const { config, terminal, log, clock, home, seal, counted } = ground
  const { store, files } = ground.ports
  const pictures = await openPictures({ home, files, clock, log })
  opened.defer(pictures.close)
  const { drawPage } = pictures
  const access = openAccess({ config, seal, store, log })
  const setup = ground.given.mail.kind === 'practice' ? null : await openSetup(ground, opened)
  const { campaign } = ground.arrangement
  const { wake } = ground.ports
  const known = { config, home, look, counted, store, files, evidence, drawPage, access, letters, setup, clock, log }
  const web = openWeb({ ...known, campaign, wake, isFetching: ground.fetch !== null })
  const door = await entrance.open(config)
  door.show(web.app)
  opened.defer(async () => {
    web.end()
    await door.shut()
  })
  await entrance.begin(async () => {
    announce(door.url, config, terminal)
    if (access.practice === null) await tellFirstLink(store, access.origin ?? door.url, clock(), terminal)
    log.info('started', { port: Number(new URL(door.url).port) })
  })
}

function announce(url: string, { mail }: Config, terminal: Terminal): void {
  terminal.say(`Sổ Ký Số đang chạy. Mở trang sau bằng trình duyệt: ${url}`)
  if (mail.kind !== 'practice') return
  terminal.say('Chưa khai báo hộp thư, nên đây là hộp thư thực hành: mọi thư, văn bản và chữ ký đều do máy tạo ra.')
  terminal.say('Để dùng với hộp thư thật: dừng chương trình rồi chạy npm run setup.')
}
