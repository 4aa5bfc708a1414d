/** The authorities and their lists, as the pages show and take them: by the rules of `sokyso trust`. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bytes } from '../../bytes.ts'
import { explainProblem } from '../../evidence/explain-problem.ts'
import type { Clock } from '../../system.ts'
import { takeTrust } from '../../trust/import.ts'
import type { AuthorityRow } from '../../trust/list.ts'
import { listPlaces } from '../../trust/trust.ts'
import { explainCertificate, explainList, listWords, nameOf } from '../../trust/words.ts'
import type { Taken, TrustRow, TrustSetup } from '../../web/setup/setup.ts'

type TrustParts = {
  readonly trust: string
  readonly lists: string | null
  /** Where the service keeps what it fetched. */
  readonly keptIn: string
  readonly clock: Clock
}

type Brought = { readonly name: string; readonly bytes: Bytes }

export function trustSetup({ clock, ...places }: TrustParts): Pick<TrustSetup, 'take'> & {
  readonly list: () => Promise<{ readonly rows: readonly TrustRow[]; readonly problems: readonly string[] }>
} {
  return {
    list: async () => {
      const { rows, problems } = await listPlaces(places, clock)
      return { rows: rows.map((row) => rowOf(row, clock())), problems: problems.map(explainProblem) }
    },
    take: (files, pins) =>
      inFolder(files, async (paths) => {
        const { decisions, brought } = await takeTrust({ ...places, inputs: [...paths.keys()], pins })
        const now = clock()
        return [
          ...brought.unreadable.map(({ path, why }) => refused(`${paths.get(path) ?? ''}\n    ${why}`)),
          ...decisions.certificates.map((one) => ({ kind: one.kind, text: explainCertificate(one, now, 'page') })),
          ...decisions.lists.map((one) => ({ kind: one.kind, text: explainList(one, now) })),
          ...decisions.unmet.map((pin) => refused(`Không có chứng thư số nào mang mã SHA-256 ${pin}.`)),
        ]
      }),
  }
}

const refused = (text: string): Taken => ({ kind: 'refused', text })

/** Files of the names that are ours, with what their owner calls them. */
async function inFolder<T>(
  files: readonly Brought[],
  use: (paths: ReadonlyMap<string, string>) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'sokyso-'))
  try {
    const paths = new Map<string, string>()
    for (const [index, { name, bytes }] of files.entries()) {
      const path = join(folder, String(index))
      await writeFile(path, bytes, { flag: 'wx', mode: 0o600 })
      paths.set(path, name)
    }
    return await use(paths)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function rowOf({ certificate, anchor, isBarred, pin, list }: AuthorityRow, now: ReturnType<Clock>): TrustRow {
  return {
    name: nameOf(certificate),
    kind: anchor ? 'anchor' : isBarred ? 'barred' : 'intermediate',
    sha256: certificate.sha256,
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    pin,
    list: list && { madeAt: list.thisUpdate, nextAt: list.nextUpdate, words: listWords(list, now) },
  }
}
