/** `doctor`: looks at all that the service stands on, one line each with what to do. It changes nothing that the service would not. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { access, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { openSeal } from '../access/seal.ts'
import { openAdministered } from '../administer/open-administered.ts'
import { writeWhole } from '../backup/copy-whole.ts'
import { EXIT } from '../cli.ts'
import { type Config, ConfigError, readAdministerConfig, readConfig } from '../config.ts'
import { openImportedEvidence } from '../evidence/imported.ts'
import { type MailSource, MailSourceError } from '../mail/mail-source.ts'
import { makeFolder } from '../make-folder.ts'
import { printableLines } from '../printable.ts'
import { checkPolicy, checkRedis, RedisSettingError } from '../queue/redis-settings.ts'
import { explainFault } from '../report/explain-fault.ts'
import { vietnameseDateTime } from '../report/vietnamese-date.ts'
import { vietnameseNumber } from '../report/vietnamese-number.ts'
import { checkMigrations, pendingSteps } from '../store/migrations/migrate.ts'
import { orNull } from '../store/missing-file.ts'
import { examinePostgres } from '../store/postgres.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../system.ts'
import { choosePolicy } from '../verify/choose-policy.ts'
import { openKey } from './access-key.ts'
import { readDataFiles, sourcesOf } from './arrange.ts'
import { explainOutage } from './explain-outage.ts'
import { homeOf } from './home.ts'
import { freeSpace } from './intake-room.ts'
import type { Tokens } from './mailbox-of.ts'
import { openSnapshot } from './open-snapshot.ts'
import { NO_SETTINGS, readSettings, type Settings, settledConfig } from './setup/settings.ts'
import { StartError } from './start-error.ts'
import type { Output } from './terminal.ts'

/** What was found; a `null` problem is none. */
type Finding = { readonly found: string; readonly problem: string | null }
type Check = { readonly name: string; readonly look: () => Promise<Finding> }

/** A mailbox that does not answer within this time would not serve either. */
const MAILBOX_MS = 60_000

/** Older than this program: no clock that goes right. */
const BUILT_IN = Date.parse('2026-01-01T00:00:00Z')

export async function runDoctor(environment: NodeJS.ProcessEnv, output: Output, clock: Clock): Promise<number> {
  const say = (sign: string, name: string, text: string) =>
    void output.write(`${sign} ${name}: ${printableLines(text).replaceAll('\n', ' ')}\n`)
  const config = readOrSay(environment, say)
  if (config === null) return EXIT.someNotValid
  /** By problem, the name of the check that found it first: one mistake may stop several. */
  const problems = new Map<string, string>()
  for (const { name, look } of checksOf(config, clock, besideService(environment))) {
    const { found, problem } = await look().catch((error: unknown) => failed(error))
    const first = problem === null ? undefined : problems.get(problem)
    if (problem === null) say('✔', name, found)
    else say('✘', name, first === undefined ? problem : `như mục ${first}`)
    if (problem !== null) problems.set(problem, first ?? name)
  }
  return problems.size === 0 ? EXIT.allValid : EXIT.someNotValid
}

function readOrSay(environment: NodeJS.ProcessEnv, say: (sign: string, name: string, text: string) => void) {
  try {
    const config = readConfig(environment, (path) => readFileSync(path, 'utf8'))
    say('✔', 'Cấu hình', 'đọc được')
    return config
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    for (const mistake of error.message.split('\n')) say('✘', 'Cấu hình', mistake)
    return null
  }
}

const good = (found: string): Finding => ({ found, problem: null })
const bad = (problem: string): Finding => ({ found: '', problem })

function failed(error: unknown): Finding {
  if (error instanceof MailSourceError) return bad(explainFault(error.fault))
  return bad(explainOutage(error) ?? (error instanceof Error ? error.message : String(error)))
}

function checksOf(config: Config, clock: Clock, beside: Beside): readonly Check[] {
  const { databaseUrl, redisUrl, mail } = config
  const home = homeOf(config.data, mail.kind === 'practice')
  return [
    { name: 'Đồng hồ', look: async () => lookAtClock(clock) },
    { name: 'Thư mục dữ liệu', look: () => lookAtFolder(home, config.intake.freeBytes) },
    { name: 'Cơ sở dữ liệu', look: () => lookAtDatabase(databaseUrl, home, clock) },
    ...(redisUrl === null ? [] : [{ name: 'Redis', look: () => lookAtRedis(redisUrl) }]),
    { name: 'Danh mục và kế hoạch', look: () => lookAtPlan(config, home, beside) },
    ...(mail.kind === 'practice'
      ? [{ name: 'Hộp thư', look: async () => good('chưa khai báo: chương trình sẽ chạy hộp thư thực hành') }]
      : [
          { name: 'Hộp thư', look: () => lookAtMailboxes(config, home, clock, beside) },
          { name: 'Chứng thư số được tin cậy', look: () => lookAtTrust(config) },
        ]),
    ...(config.watch.backup === null
      ? []
      : [{ name: 'Nơi sao lưu', look: () => lookAtFolder(config.watch.backup ?? '', config.intake.freeBytes) }]),
  ]
}

function lookAtClock(clock: Clock): Finding {
  const now = clock()
  return now < BUILT_IN
    ? bad(`đang chỉ ${vietnameseDateTime(now)}; đồng bộ giờ của máy (NTP)`)
    : good(vietnameseDateTime(now))
}

/** A file is written, synced and removed again. */
async function lookAtFolder(folder: string, demanded: number): Promise<Finding> {
  try {
    await makeFolder(folder, 0o700)
    const trial = join(folder, `doctor-${randomUUID()}`)
    await writeWhole(trial, 'sokyso')
    await rm(trial)
  } catch (error) {
    return bad(`không ghi được vào ${folder}; kiểm tra quyền ghi và dung lượng (${codeOf(error)})`)
  }
  const { free } = await freeSpace(folder)
  const text = `${folder}, còn trống ${vietnameseNumber(free / 1024 ** 3, 1)} GB`
  return free < demanded
    ? bad(`${text}; ít hơn mức tối thiểu, chương trình sẽ không tải thư mới: dọn bớt ổ đĩa`)
    : good(text)
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error))

async function lookAtDatabase(url: string | null, home: string, clock: Clock): Promise<Finding> {
  if (url !== null) return told('PostgreSQL', await examinePostgres({ url, clock, onError: () => undefined }))
  const snapshot = await openSnapshot(null, home)
  await snapshot?.close()
  checkMigrations(snapshot?.migrations ?? [])
  return told('SQLite', snapshot?.migrations.at(-1) ?? null)
}

const told = (database: string, lastStep: string | null): Finding =>
  good(
    `${database}, ${lastStep === null ? 'chưa có bảng nào; được tạo khi chương trình chạy lần đầu' : `cấu trúc ${lastStep}`}`,
  )

async function lookAtRedis(url: string): Promise<Finding> {
  await checkRedis(url)
  const connection = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 })
  connection.on('error', () => undefined)
  try {
    await connection.connect()
    await checkPolicy(connection)
    const isKept = /aof_enabled:1/.test(await connection.info('persistence'))
    return isKept
      ? good('kết nối được, maxmemory-policy noeviction, appendonly yes')
      : bad('chưa bật appendonly; đặt appendonly yes để không phải đưa lại việc sau khi mất điện')
  } catch (error) {
    if (error instanceof RedisSettingError) throw error
    return bad('không kết nối được; chương trình vẫn nhận thư, nhưng kiểm tra chậm lại cho đến khi có Redis')
  } finally {
    connection.disconnect()
  }
}

/** The files, or what was set on the pages. */
async function lookAtPlan(config: Config, home: string, beside: Beside): Promise<Finding> {
  const settings = config.mail.kind === 'practice' ? NO_SETTINGS : await beside.settings(home)
  const { units, campaign } = await readDataFiles(config, settings)
  await choosePolicy(config.policy ?? campaign.policy)
  const plan = `kế hoạch ${campaign.id}, hạn ${vietnameseDateTime(campaign.deadline)}`
  return good(units.length === 0 ? plan : `${vietnameseNumber(units.length)} đơn vị lúc bắt đầu; ${plan}`)
}

async function lookAtMailboxes(config: Config, home: string, clock: Clock, beside: Beside): Promise<Finding> {
  const { mail } = settledConfig(config, await beside.settings(home))
  if (mail.kind === 'elsewhere' || mail.kind === 'practice') {
    return bad('chưa thiết lập xong; mở trang Thiết lập để làm tiếp')
  }
  const sources = sourcesOf(mail, beside, clock)
  const looks = sources.map((source) => lookAtMailbox(source).catch((error: unknown) => failed(error)))
  const findings = await Promise.all(looks)
  const problems = findings.flatMap(({ problem }, place) =>
    problem === null ? [] : [sources.length === 1 ? problem : `${sources[place]?.account}: ${problem}`],
  )
  return problems.length === 0 ? good(findings.map(({ found }) => found).join('; ')) : bad(problems.join('; '))
}

/** As the service does it: opens each folder, searches, and fetches the newest letter. */
async function lookAtMailbox(source: MailSource): Promise<Finding> {
  const session = await source.open(AbortSignal.timeout(MAILBOX_MS))
  try {
    let letters = 0
    for (const name of source.folders) {
      const folder = await session.folder(name)
      const uids = await folder.uids(null)
      const [newest] = await folder.list(uids.slice(-1))
      if (newest) await folder.fetch(newest)
      letters += uids.length
    }
    return good(`mở được để đọc, ${vietnameseNumber(letters)} thư; không có gì bị thay đổi`)
  } finally {
    await session.close()
  }
}

type Beside = Tokens & { readonly settings: (home: string) => Promise<Settings> }

/** What a token server gives anew is kept as the service would: it may have made the one before worthless. */
function besideService(environment: NodeJS.ProcessEnv): Beside {
  const config = readAdministerConfig(environment, (path) => readFileSync(path, 'utf8'))
  const { databaseUrl } = config
  const within = async <T>(use: (store: Store) => Promise<T>): Promise<T> => {
    const snapshot = await openSnapshot(databaseUrl, homeOf(config.data, config.isPractice))
    await snapshot?.close()
    // To open a store is to bring its tables up to date, after which the version before could not open it.
    if (snapshot && pendingSteps(snapshot.migrations).length > 0) throw new StartError(NOT_UP_TO_DATE)
    const { store } = await openAdministered(config)
    try {
      return await use(store)
    } finally {
      await store.close()
    }
  }
  return {
    token: (account) => within((store) => store.token(account)),
    replaceToken: (...token) => within((store) => store.replaceToken(...token)),
    settings: async (home) => {
      const path = join(home, 'access.key')
      if ((await orNull(access(path))) === null) return NO_SETTINGS
      const snapshot = await openSnapshot(databaseUrl, home)
      if (snapshot === null) return NO_SETTINGS
      try {
        return await readSettings(snapshot, openSeal(await openKey(path)))
      } finally {
        await snapshot.close()
      }
    },
  }
}

const NOT_UP_TO_DATE =
  'Cơ sở dữ liệu do phiên bản trước tạo ra; khởi động phiên bản này một lần để nâng cấp, rồi kiểm tra lại hộp thư.'

async function lookAtTrust({ trust, lists }: Config): Promise<Finding> {
  const present = (folder: string | null) => (folder === null ? [] : [folder])
  const evidence = await openImportedEvidence({ trust: present(trust), lists: present(lists) })
  const { anchors } = await evidence.trust()
  const found = `${anchors.length} chứng thư số gốc, ${evidence.held().length} danh sách và phản hồi`
  return anchors.length === 0
    ? bad('không có chứng thư số gốc nào; nhập bằng lệnh npm run -s trust -- import')
    : good(found)
}
