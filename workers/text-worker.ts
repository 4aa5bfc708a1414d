/** A sealed process that reads which document a file is: it reads what it is pointed to and answers, nothing else. */
import type { Bytes } from '../src/bytes.ts'
import { digestContent } from '../src/format/pdf/content-digest.ts'
import { type PdfFile, readPdf } from '../src/format/pdf/file.ts'
import { scannedPages } from '../src/format/pdf/scanned-pages.ts'
import { reading } from '../src/format/read.ts'
import type { IdentityReading } from '../src/identity/identity.ts'
import { sketchOf } from '../src/identity/likeness.ts'
import { pageTextOf, readIdentity } from '../src/identity/read-identity.ts'
import { readDocument } from './read-document.ts'
import { loadTextReader, readText, TextError } from './read-text.ts'
import type { TextAnswer, TextQuestion } from './text-messages.ts'

// Nothing here asks the network for anything. What does so by mistake, or by somebody's wish, finds no way.
for (const name of ['fetch', 'WebSocket', 'EventSource']) Reflect.deleteProperty(globalThis, name)

// pdf.js complains at its start that it cannot draw, which it is not asked to.
console.warn = () => undefined
const reader = loadTextReader()

// Only the pool writes to this channel.
process.on('message', async (question: TextQuestion) => process.send?.(await answer(question)))
// The service has gone, however it ended.
process.on('disconnect', () => process.exit())

async function answer({ path, sha256 }: TextQuestion): Promise<TextAnswer> {
  try {
    return await read(path, sha256)
  } catch (error) {
    if (error instanceof TextError) return { kind: 'unread', why: 'unreadable' }
    return { kind: 'failed', why: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

async function read(path: string, sha256: TextQuestion['sha256']): Promise<IdentityReading> {
  const pdfjs = await reader
  if (!pdfjs) return { kind: 'unread', why: 'no-reader' }
  const bytes = readDocument(path, sha256)
  if (typeof bytes === 'string') return { kind: 'unread', why: bytes }
  const file = openFile(bytes)
  const scans = ofFile(file, scannedPages)
  const text = await readText(pdfjs, bytes, scans)
  const identity = readIdentity(text)
  // Guessed letters differ from guess to guess, and are nothing to compare.
  const sketch = identity.text === 'legible' ? sketchOf(pageTextOf(text)) : null
  return { kind: 'read', identity, traces: { content: ofFile(file, digestContent), sketch } }
}

/** Null for what our own reader cannot read, or not within its limits, though pdf.js can. */
function openFile(bytes: Bytes): PdfFile | null {
  const file = readPdf(bytes)
  return file.ok && !file.value.locked ? file.value : null
}

function ofFile<T>(file: PdfFile | null, read: (file: PdfFile) => T): T | null {
  const found = file && reading(() => read(file))
  return found?.ok ? found.value : null
}
