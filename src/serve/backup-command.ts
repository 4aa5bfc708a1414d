/** `backup` and `restore` on the command line. */
import { readFileSync } from 'node:fs'
import { BackupError } from '../backup/manifest.ts'
import { type BackupCommand, EXIT } from '../cli.ts'
import { readAdministerConfig } from '../config.ts'
import { documentCount } from '../report/vietnamese-number.ts'
import type { Clock } from '../system.ts'
import { readCampaignOf } from './arrange.ts'
import { backUp, restore, tryBackup } from './back-up.ts'
import { explainOutage } from './explain-outage.ts'
import { homeOf } from './home.ts'
import type { Output } from './terminal.ts'

type Streams = { readonly stdout: Output; readonly stderr: Output; readonly clock: Clock }

export async function runBackup(
  command: BackupCommand,
  environment: NodeJS.ProcessEnv,
  { stdout, stderr, clock }: Streams,
): Promise<number> {
  const config = readAdministerConfig(environment, (path) => readFileSync(path, 'utf8'))
  const home = homeOf(config.data, config.isPractice)
  const place = { databaseUrl: config.databaseUrl, home }
  try {
    if (command.kind === 'backup') {
      const path = await backUp(place, (store) => readCampaignOf(config, store), command.folder, clock)
      stdout.write(`Đã sao lưu vào ${path}\n`)
    } else {
      const { path, manifest } = await (command.verify ? tryBackup(command.folder) : restore(place, command.folder))
      stdout.write(`${command.verify ? 'Bản sao lưu khôi phục được' : 'Đã khôi phục'}: ${path}\n`)
      stdout.write(`Số đếm khớp với lúc sao lưu; ${documentCount(manifest.content.length)} và thư trong kho tệp.\n`)
      if (manifest.missing.length > 0) {
        stdout.write(
          `Lúc sao lưu, kho tệp đã thiếu ${manifest.missing.length} tệp mà cơ sở dữ liệu nói đến: mục missing của manifest.json.\n`,
        )
      }
    }
    return EXIT.allValid
  } catch (error) {
    const sentence = error instanceof BackupError ? error.message : explainOutage(error)
    if (sentence === null) throw error
    stderr.write(`${sentence}\n`)
    return EXIT.someNotValid
  }
}
