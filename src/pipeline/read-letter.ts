/** The job that reads a stored letter: to submissions, to nothing, or to quarantine. */
import type { Bytes } from '../bytes.ts'
import type { Sha256 } from '../lang.ts'
import { readDeliveryReport } from '../mail/delivery-report.ts'
import { readHeaderBlock } from '../mail/header-block.ts'
import { type Letter, LetterError, type UnopenedPart } from '../mail/letter.ts'
import { readLetterOrigin } from '../mail/letter-origin.ts'
import { readLetter as readBytes } from '../mail/message.ts'
import { readSender } from '../mail/sender.ts'
import type { LetterContent, LetterRow } from '../store/store.ts'
import type { Ports } from './ports.ts'

type LetterPorts = Pick<
  Ports,
  'store' | 'files' | 'attribute' | 'isRegistered' | 'isTrial' | 'originChecks' | 'clock' | 'wake' | 'tell'
>

/** Of a letter that is no submission nothing stays but its row: neither its bytes nor its subject. */
export async function readLetter(ports: LetterPorts, letter: Sha256): Promise<void> {
  const { store, files } = ports
  const row = await store.letter(letter)
  if (row === null) return
  // A crash came between the two, or the same bytes arrived again.
  if (row.state.kind === 'no-candidate') return files.remove(letter)

  const raw = await files.get(letter)
  if (raw === null) throw new Error(`The content of letter ${letter} is not in the store`)
  await noteBounce(ports, raw)
  try {
    await recordLetter(ports, row, raw, await readBytes(raw))
  } catch (error) {
    if (!(error instanceof LetterError)) throw error
    const sender = readSender(readHeaderBlock(raw))
    await store.quarantine(letter, error.reason, ports.clock(), sender.kind === 'address' ? sender.address : null)
    ports.tell('letter-quarantined', { letter, why: error.reason })
  }
}

/** A letter of ours came back: that address takes none. Whoever does not know its Message-ID cannot say so. */
async function noteBounce({ store, clock, tell }: LetterPorts, raw: Bytes): Promise<void> {
  const report = readDeliveryReport(raw)
  if (report === null) return
  const isOurs = await store.recordBounce(report.messageId, report.status, clock())
  if (isOurs) tell('letter-bounced', { code: report.status.replaceAll('.', '-') })
}

async function recordLetter(ports: LetterPorts, row: LetterRow, raw: Bytes, letter: Letter): Promise<void> {
  const { store, files, attribute, originChecks, wake, tell } = ports
  const unopened = [...letter.unopened, ...(await linksOnly(ports, letter))]
  const isCandidate = letter.parts.length > 0 || unopened.length > 0
  // Of other letters nothing is asked of anybody: a question would tell that they were read.
  const origin = isCandidate ? await readLetterOrigin(raw, letter, originChecks, row.receivedAt) : null
  const pdfs: Pdf[] = []
  for (const { path, name, bytes } of letter.parts) {
    pdfs.push({ path, name, sha256: await files.put(bytes), bytes: bytes.length })
  }
  const isTrial = ports.isTrial(letter.subject)
  const content = { ...contentOf(row, letter, pdfs), unopened, origin, isTrial, readAt: ports.clock() }
  await store.recordContent(row.sha256, content, attribute)
  tell('letter-read', { letter: row.sha256, documents: content.documents.length })
  for (const { sha256 } of content.documents) tell('document-found', { letter: row.sha256, document: sha256 })
  if (isCandidate) wake()
  else await files.remove(row.sha256)
}

/** A registered sender who attached nothing and wrote where files lie meant to submit them; links are never followed. */
async function linksOnly({ isRegistered }: LetterPorts, letter: Letter): Promise<readonly UnopenedPart[]> {
  const { sender, parts, unopened, hasFileLinks } = letter
  const hasFiles = parts.length > 0 || unopened.length > 0
  if (!hasFileLinks || hasFiles || sender.kind !== 'address') return []
  return (await isRegistered(sender.address)) ? [{ path: '1', name: '', reason: 'links-only' }] : []
}

type Pdf = { readonly path: string; readonly name: string; readonly sha256: Sha256; readonly bytes: number }

function contentOf(
  row: LetterRow,
  { sender, subject }: Letter,
  pdfs: readonly Pdf[],
): Pick<LetterContent, 'sender' | 'subject' | 'documents' | 'submissions'> {
  const address = sender.kind === 'address' ? sender.address : null
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
      tracedAt: row.tracedAt,
      sender: address,
    })),
  }
}
