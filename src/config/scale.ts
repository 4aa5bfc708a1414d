/** What several hosts share: the database and the queue of jobs. */

export type ScaleConfig = {
  /** `postgres://…` with the password in it; null: the data folder holds a database of this machine. */
  readonly databaseUrl: string | null
  /** `redis://…` with the password in it; null: whoever works takes jobs from the database itself. */
  readonly redisUrl: string | null
}

/** What a process does: all of it; or the pages, reading the mailbox, reading letters and judging documents. */
export type Role = 'serve' | 'web' | 'poll' | 'work'

type ScaleValues = {
  readonly SOKYSO_DATABASE_URL?: string | undefined
  readonly SOKYSO_DATABASE_PASSWORD_FILE?: string | undefined
  readonly SOKYSO_REDIS_URL?: string | undefined
  readonly SOKYSO_REDIS_PASSWORD_FILE?: string | undefined
}

/** @param readFile the content of a file; null, and told as a mistake, where it cannot be read. */
export function scaleOf(
  values: ScaleValues,
  role: Role,
  readFile: (variable: string, path: string) => string | null,
  mistake: (sentence: string) => void,
): ScaleConfig {
  const withPassword = (name: 'DATABASE' | 'REDIS'): string | null => {
    const [address, file] = [values[`SOKYSO_${name}_URL`], values[`SOKYSO_${name}_PASSWORD_FILE`]]
    if (file === undefined) return address ?? null
    if (address === undefined) mistake(`SOKYSO_${name}_PASSWORD_FILE cần có SOKYSO_${name}_URL.`)
    const password = readFile(`SOKYSO_${name}_PASSWORD_FILE`, file)?.replace(/\r?\n$/, '')
    if (password === '') mistake(`SOKYSO_${name}_PASSWORD_FILE: tệp ${file} không có mật khẩu.`)
    if (address === undefined || !password) return null
    const url = new URL(address)
    url.password = encodeURIComponent(password)
    return url.href
  }
  const databaseUrl = withPassword('DATABASE')
  if (role !== 'serve' && values.SOKYSO_DATABASE_URL === undefined) {
    mistake(`Thiếu SOKYSO_DATABASE_URL: lệnh ${role} cần cơ sở dữ liệu PostgreSQL mà các máy dùng chung.`)
  }
  return { databaseUrl, redisUrl: withPassword('REDIS') }
}
