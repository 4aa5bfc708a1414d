/** A folder whose server gives its letters no lasting names: they are named by what is known of them, anew in each look. */
import { sha256 } from '../bytes.ts'
import type { ListedLetter, MailFolder } from './mail-source.ts'

/**
 * The names are made of Message-ID, size and INTERNALDATE, and a number where letters share all three. So each look asks for
 * the metadata of the whole folder, and for no body that was read before.
 */
export function unnamedFolder(folder: MailFolder): MailFolder {
  let looked = new Map<string, { readonly letter: ListedLetter; readonly listed: ListedLetter }>()

  async function look(): Promise<readonly string[]> {
    const taken = new Map<string, number>()
    const found = await folder.list(await folder.uids(null))
    looked = new Map(
      found.map((listed) => {
        const facts = JSON.stringify([listed.messageId, listed.size, listed.receivedAt])
        const number = (taken.get(facts) ?? 0) + 1
        taken.set(facts, number)
        const name = sha256(Buffer.from(`${facts} ${number}`))
        return [name, { listed, letter: { ...listed, key: { ...listed.key, uid: name } } }] as const
      }),
    )
    return [...looked.keys()]
  }

  return {
    place: folder.place,
    uids: look,
    allUids: look,
    list: async (uids) => uids.flatMap((uid) => looked.get(uid)?.letter ?? []),
    fetch: async ({ key }) => {
      const listed = looked.get(key.uid)?.listed
      return listed ? folder.fetch(listed) : null
    },
  }
}
