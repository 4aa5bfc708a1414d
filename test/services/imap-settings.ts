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
