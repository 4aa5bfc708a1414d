/** What a service needs to be told so that it reads the mailbox of a user on a test's mail server. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Dovecot } from './dovecot.ts'

/** @param folder where the file with the password is put. */
export async function imapSettings(
  { host, port, password }: Pick<Dovecot, 'host' | 'port' | 'password'>,
  user: string,
  folder: string,
): Promise<Readonly<Record<string, string>>> {
  const file = join(folder, 'password')
  await writeFile(file, password)
  return {
    SOKYSO_IMAP_HOST: host,
    SOKYSO_IMAP_PORT: String(port),
    SOKYSO_IMAP_SECURE: 'none',
    SOKYSO_IMAP_USER: user,
    SOKYSO_IMAP_PASSWORD_FILE: file,
  }
}

/** The environment of a service that finds its letters on a mail server, not in a folder. */
export async function imapEnvironment(
  { SOKYSO_MAIL_DIR: _, ...rest }: Readonly<Record<string, string>>,
  ...server: Parameters<typeof imapSettings>
): Promise<Readonly<Record<string, string>>> {
  return { ...rest, ...(await imapSettings(...server)) }
}
