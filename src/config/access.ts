/** At which address people find the pages, and which other service may say who they are. */

type AddressBlock = { readonly address: string; readonly prefix: number }

export const ROLE_GROUPS = ['admin', 'clerk', 'leader', 'auditor'] as const
type RoleGroup = { readonly role: (typeof ROLE_GROUPS)[number]; readonly group: string }

export type AccessConfig = {
  /** `https://so.example.gov.vn` where a proxy stands before the pages; null: they are found where they are served. */
  readonly origin: string | null
  /** Their word about the address of a visitor is taken. */
  readonly proxies: readonly AddressBlock[]
  readonly oidc: OidcConfig | null
}

export type OidcConfig = {
  readonly issuer: string
  readonly client: string
  readonly secret: string
  /** The first that fits decides. */
  readonly groups: readonly RoleGroup[]
}

type AccessValues = {
  readonly SOKYSO_PUBLIC_URL?: string | undefined
  readonly SOKYSO_PROXIES: readonly AddressBlock[]
  readonly SOKYSO_OIDC_ISSUER?: string | undefined
  readonly SOKYSO_OIDC_CLIENT?: string | undefined
  readonly SOKYSO_OIDC_SECRET_FILE?: string | undefined
  readonly SOKYSO_OIDC_GROUPS: readonly RoleGroup[]
}

/** Of `clerk=so-can-bo`; null where it is something else. */
export function readRoleGroup(entry: string): RoleGroup | null {
  const [, name, group = ''] = /^([a-z]+)=(.+)$/.exec(entry) ?? []
  const role = ROLE_GROUPS.find((one) => one === name)
  return role === undefined ? null : { role, group }
}

/** @param readFile the content of a file; null, and told as a mistake, where it cannot be read. */
export function accessOf(
  values: AccessValues,
  readFile: (variable: string, path: string) => string | null,
  mistake: (sentence: string) => void,
): AccessConfig {
  const { SOKYSO_PUBLIC_URL: publicUrl, SOKYSO_PROXIES: proxies } = values
  const url = publicUrl === undefined ? null : new URL(publicUrl)
  if (url !== null && url.href !== `${url.origin}/`) {
    mistake('SOKYSO_PUBLIC_URL phải có dạng https://so.example.gov.vn, không có đường dẫn.')
  }
  return { origin: url?.origin ?? null, proxies, oidc: oidcOf(values, readFile, mistake) }
}

function oidcOf(
  values: AccessValues,
  readFile: (variable: string, path: string) => string | null,
  mistake: (sentence: string) => void,
): OidcConfig | null {
  const { SOKYSO_OIDC_ISSUER: issuer, SOKYSO_OIDC_CLIENT: client, SOKYSO_OIDC_SECRET_FILE: file } = values
  const groups = values.SOKYSO_OIDC_GROUPS
  if (issuer === undefined && client === undefined && file === undefined && groups.length === 0) return null
  if (issuer === undefined || client === undefined || file === undefined || groups.length === 0) {
    mistake(
      'Đăng nhập bằng tài khoản của cơ quan cần đủ SOKYSO_OIDC_ISSUER, SOKYSO_OIDC_CLIENT, SOKYSO_OIDC_SECRET_FILE và SOKYSO_OIDC_GROUPS.',
    )
    return null
  }
  if (values.SOKYSO_PUBLIC_URL === undefined) mistake('Đăng nhập bằng tài khoản của cơ quan cần SOKYSO_PUBLIC_URL.')
  const secret = readFile('SOKYSO_OIDC_SECRET_FILE', file)?.replace(/\r?\n$/, '')
  if (secret === '') mistake(`SOKYSO_OIDC_SECRET_FILE: tệp ${file} không có mật khẩu.`)
  return secret ? { issuer, client, secret, groups } : null
}
