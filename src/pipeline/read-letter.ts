/** The job that reads a stored letter: to submissions, to nothing, or to quarantine. */
import { sha256 } from '../bytes.ts'
import type { Sha256 } from '../lang.ts'
import { type Letter, LetterError } from '../mail/letter.ts'
import { readLetter as readBytes } from '../mail/message.ts'
import type { LetterContent, LetterRow } from '../store/store.ts'
import type { Ports } from './ports.ts'

type LetterPorts = Pick<Ports, 'store' | 'files' | 'attribute' | 'wake' | 'tell'>

/** Of a letter that is no submission nothing stays but its row: neither its bytes nor its subject. */
export async function readLetter(ports: LetterPorts, letter: Sha256): Promise<void> {
  const { store, files } = ports
  const row = await store.letter(letter)
  if (row === null) return
  // A crash came between the two, or the same bytes arrived again.
  if (row.state.kind === 'no-candidate') return files.remove(letter)

  const raw = await files.get(letter)
  if (raw === null) throw new Error(`The content of letter ${letter} is not in the store`)
  try {
    await recordLetter(ports, row, await readBytes(raw))
  } catch (error) {
    if (!(error instanceof LetterError)) throw error
    await store.quarantine(letter, error.reason)
    ports.tell('letter-quarantined', { letter, why: error.reason })
  }
}

async function recordLetter({ store, files, attribute, wake, tell }: LetterPorts, row: LetterRow, letter: Letter) {
  const content = contentOf(row, letter)
  const isCandidate = content.submissions.length > 0 || content.unopened.length > 0
  for (const { kind, bytes } of letter.parts) if (kind === 'pdf') await files.put(bytes)
  await store.recordContent(row.sha256, content, attribute)
  tell('letter-read', { letter: row.sha256, documents: content.documents.length })
  for (const { sha256 } of content.documents) tell('document-found', { letter: row.sha256, document: sha256 })
  if (isCandidate) wake()
  else await files.remove(row.sha256)
}

function contentOf(row: LetterRow, { sender, subject, parts, unopened }: Letter): LetterContent {
  const address = sender.kind === 'address' ? sender.address : null
  const pdfs = parts
    .filter(({ kind }) => kind === 'pdf')
    .map(({ path, name, bytes }) => ({ path, name, sha256: sha256(bytes), bytes: bytes.length }))
  return {
    sender: address,
    subject,
    documents: pdfs,
    submissions: pdfs.map((pdf) => ({
      letter: row.sha256,
      document: pdf.sha256,
      partPath: pdf.path,
      fileName: pdf.name,
      receivedAt: row.receivedAt,
      sender: address,
    })),
    unopened: [
      ...unopened,
      ...parts
        .filter(({ kind }) => kind !== 'pdf')
        .map(({ path, name }) => ({ path, name, reason: 'unsupported-format' as const })),
    ],
  }
}
