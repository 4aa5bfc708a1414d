/** A real Dovecot 2.3 on a free loopback port with its own folder and processes, for tests; as root or any other user. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { freePort } from './free-port.ts'
import { missing } from './required.ts'

const DOVECOT = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot'].find(existsSync)

/** For the title of a suite that is skipped; null where Dovecot is there. */
export const dovecotMissing = missing('dovecot', 'dovecot-imapd', DOVECOT !== undefined)

/** The flags of a letter without `\Recent`, which every session sets anew (RFC 3501, 2.3.2), and its MODSEQ (RFC 7162). */
type LetterMarks = { readonly uid: number; readonly flags: readonly string[]; readonly modseq: string }

export type Dovecot = {
  readonly host: '127.0.0.1'
  readonly port: number
  /** Every user name exists, with this password and an empty INBOX. */
  readonly password: string
  /** Into INBOX; resolves to the UID. Letters with CRLF line ends come back byte for byte. */
  readonly deliver: (user: string, raw: Uint8Array, receivedAt?: Date, folder?: string) => Promise<string>
  /** Many letters into INBOX, as an agent of delivery lays them there. */
  readonly fill: (user: string, letters: readonly Uint8Array[]) => Promise<void>
  readonly remove: (user: string, uid: string) => Promise<void>
  /** Gives all letters of INBOX new meanings to their UIDs (RFC 3501, 2.3.1.1). */
  readonly renumber: (user: string, uidValidity: number) => Promise<void>
  readonly markSeen: (user: string, uids: string) => Promise<void>
  readonly makeFolder: (user: string, name: string) => Promise<void>
  /** What it has logged so far. */
  readonly log: () => Promise<string>
  /** Of the processes that serve logged in users. */
  readonly imapProcesses: () => readonly number[]
  readonly marks: (user: string) => Promise<readonly LetterMarks[]>
  /** Ends all its processes at once, without a farewell to anybody. */
  readonly kill: () => Promise<void>
  /** Again, after a kill, with all that it held. */
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
}

export type DovecotOptions = {
  readonly password?: string
  /** Lines of `dovecot.conf` that come last, so that they replace others. */
  readonly settings?: string
}

export async function startDovecot({ password = 'secret', settings = '' }: DovecotOptions = {}): Promise<Dovecot> {
  if (DOVECOT === undefined) throw new Error(dovecotMissing ?? '')
  const folder = await mkdtemp(join(tmpdir(), 'dovecot-'))
  const port = await freePort()
  await prepare(folder, port, password, settings)
  const login = { port, password }
  const program = DOVECOT
  const start = async () => {
    // In a process group of its own, so that killing the group meets its children and nobody else.
    const begun = spawn(program, ['-F', '-c', join(folder, 'dovecot.conf')], { detached: true, stdio: 'ignore' })
    await untilListening(port, begun, join(folder, 'dovecot.log'))
    return begun
  }
  let master = await start()
  return {
    host: '127.0.0.1',
    port,
    password,
    deliver: (user, raw, receivedAt, name) => inbox(login, user, (client) => append(client, raw, receivedAt, name)),
    fill: (user, letters) => fillMaildir(join(folder, 'mail', user), letters),
    remove: (user, uid) => inbox(login, user, async (client) => void (await client.messageDelete(uid, { uid: true }))),
    renumber: async (user, uidValidity) =>
      void execText(
        ...(['doveadm', '-c', join(folder, 'dovecot.conf'), 'mailbox', 'update', '-u', user] as const),
        ...(['--uid-validity', String(uidValidity), 'INBOX'] as const),
      ),
    markSeen: (user, uids) =>
      inbox(login, user, async (client) => void (await client.messageFlagsAdd(uids, ['\\Seen'], { uid: true }))),
    makeFolder: (user, name) => inbox(login, user, async (client) => void (await client.mailboxCreate(name))),
    log: () => readFile(join(folder, 'dovecot.log'), 'utf8'),
    imapProcesses: () => childrenNamed(master.pid ?? 0, 'imap'),
    marks: (user) => inbox(login, user, readMarks),
    kill: () => end(master, 'SIGKILL'),
    start: async () => {
      master = await start()
    },
    stop: async () => {
      await end(master, 'SIGTERM')
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Children of a process by the name of their program. Linux only, as the Debian packages of these tests. */
function childrenNamed(parent: number, name: string): readonly number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      const [, program, , ppid] = /^\d+ \((.*)\) (\S) (\d+)/.exec(readStat(entry)) ?? []
      return program === name && Number(ppid) === parent ? [Number(entry)] : []
    })
}

/** Empty where the process has ended meanwhile. */
function readStat(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return ''
    throw error
  }
}

/** Signals the whole group, and waits for the master to end. */
async function end(master: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (master.pid === undefined || master.exitCode !== null || master.signalCode !== null) return
  const ended = new Promise((resolve) => master.once('exit', resolve))
  process.kill(signal === 'SIGKILL' ? -master.pid : master.pid, signal)
  await ended
}

async function append(client: ImapFlow, raw: Uint8Array, receivedAt?: Date, name = 'INBOX'): Promise<string> {
  const appended = await client.append(name, Buffer.from(raw), [], receivedAt)
  if (!appended || appended.uid === undefined) throw new Error('Dovecot did not take the letter')
  return String(appended.uid)
}

let filled = 0

/** https://cr.yp.to/proto/maildir.html: written in `tmp`, and moved to `new` once it is whole. */
async function fillMaildir(folder: string, letters: readonly Uint8Array[]): Promise<void> {
  const { uid, gid } = owners().mail
  for (const place of [folder, ...['cur', 'new', 'tmp'].map((name) => join(folder, name))]) {
    await mkdir(place, { recursive: true })
    await chown(place, uid, gid)
  }
  for (const letter of letters) {
    // Numbered by the server in the order of the names.
    const name = `${Math.floor(Date.now() / 1000)}.M${String(++filled).padStart(9, '0')}.sokyso`
    await writeFile(join(folder, 'tmp', name), letter)
    await chown(join(folder, 'tmp', name), uid, gid)
    await rename(join(folder, 'tmp', name), join(folder, 'new', name))
  }
}

async function readMarks(client: ImapFlow): Promise<readonly LetterMarks[]> {
  const letters = await client.fetchAll('1:*', { uid: true, flags: true })
  return letters.map(({ uid, flags, modseq }) => ({
    uid,
    flags: [...(flags ?? [])].filter((flag) => flag !== '\\Recent').sort(),
    modseq: String(modseq),
  }))
}

type Login = { readonly port: number; readonly password: string }

async function inbox<T>({ port, password }: Login, user: string, work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const auth = { user, pass: password }
  const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, auth, logger: false })
  await client.connect()
  try {
    await client.mailboxOpen('INBOX')
    return await work(client)
  } finally {
    await client.logout()
  }
}

async function untilListening(port: number, master: ChildProcess, log: string): Promise<void> {
  for (let attempt = 0; attempt < 100 && master.exitCode === null; attempt++) {
    if (await accepts(port)) return
    await delay(100)
  }
  await end(master, 'SIGKILL')
  throw new Error(`Dovecot did not start: ${existsSync(log) ? await readFile(log, 'utf8') : 'no log'}`)
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

type Owners = { readonly internal: string; readonly group: string; readonly login: string; readonly mail: Owner }
type Owner = { readonly uid: number; readonly gid: number }

/** As root, Dovecot runs its parts under the package's users and refuses mail owned by root. */
function owners(): Owners {
  const { uid, gid, username } = userInfo()
  if (uid !== 0) return { internal: username, group: execText('id', '-gn'), login: username, mail: { uid, gid } }
  const mail = { uid: Number(execText('id', '-u', 'nobody')), gid: Number(execText('id', '-g', 'nobody')) }
  return { internal: 'dovecot', group: 'dovecot', login: 'dovenull', mail }
}

function execText(program: string, ...args: string[]): string {
  return execFileSync(program, args, { encoding: 'utf8' }).trim()
}

async function prepare(folder: string, port: number, password: string, more: string): Promise<void> {
  const { internal, group, login, mail } = owners()
  const mailFolder = join(folder, 'mail')
  await chmod(folder, 0o755)
  await mkdir(join(folder, 'run'))
  await mkdir(mailFolder)
  await chown(mailFolder, mail.uid, mail.gid)
  const settings = `
    base_dir = ${folder}/run
    state_dir = ${folder}/run
    log_path = ${folder}/dovecot.log
    protocols = imap
    listen = 127.0.0.1
    ssl = no
    disable_plaintext_auth = no
    auth_failure_delay = 0
    default_internal_user = ${internal}
    default_internal_group = ${group}
    default_login_user = ${login}
    mail_location = maildir:${mailFolder}/%u
    mail_uid = ${mail.uid}
    mail_gid = ${mail.gid}
    first_valid_uid = ${mail.uid}
    last_valid_uid = 0
    first_valid_gid = ${mail.gid}
    mailbox_idle_check_interval = 1 secs
    mail_max_userip_connections = 50
    passdb {
      driver = static
      args = password=${password}
    }
    userdb {
      driver = static
      args = uid=${mail.uid} gid=${mail.gid} home=${mailFolder}/%u
    }
    namespace inbox {
      inbox = yes
    }
    service imap-login {
      chroot =
      inet_listener imap {
        address = 127.0.0.1
        port = ${port}
      }
      inet_listener imaps {
        port = 0
      }
    }
    service anvil {
      chroot =
      # One wrong password would slow down every later login from this address.
      unix_listener anvil-auth-penalty {
        mode = 0
      }
    }
    service stats {
      chroot =
    }
    ${more}
  `
  await writeFile(join(folder, 'dovecot.conf'), settings.replace(/^ {4}/gm, ''))
}
