/** The files of one letter, one after the other, by mailparser, which no other file knows. RFC 2045, RFC 2046. */
import { type AttachmentStream, MailParser, type MailParserOptions } from 'mailparser'
import { asBuffer, type Bytes } from '../bytes.ts'
import { LetterError } from './letter.ts'

export type MimePart = {
  /** As IMAP numbers parts (RFC 3501, 6.4.5): `2`, `1.3`; a letter without parts is `1`. */
  readonly number: string
  /** Decoded, NFC, '' where none is given. */
  readonly name: string
  /** Lower case, as declared; for application/octet-stream as its file name says. */
  readonly type: string
  readonly bytes: Bytes
}

/** Texts are never shown, so nothing is made of them; nested letters stay whole for a reading of their own. */
const OPTIONS: MailParserOptions & { readonly ignoreEmbedded: boolean } = {
  ignoreEmbedded: true,
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
  checksumAlgo: false,
}

/**
 * Every part but the text of the letter (text/plain, text/html and message/delivery-status that are not attached).
 * Stopping early ends the parser.
 *
 * @throws LetterError where the parser gives up; it does so at 1,000 parts and at a header block beyond 1 MiB.
 */
export async function* readMimeParts(raw: Bytes): AsyncGenerator<MimePart> {
  const parser = new MailParser(OPTIONS)
  const reading: { attachment?: AttachmentStream } = {}
  // A failure while an attachment is being read would otherwise leave its stream without an end.
  parser.on('error', (error) => reading.attachment?.content.destroy(error))
  parser.end(asBuffer(raw))
  try {
    for await (const item of parser as AsyncIterable<AttachmentStream | { readonly type: 'text' }>) {
      if (item.type !== 'attachment') continue
      reading.attachment = item
      const bytes = await readContent(item)
      delete reading.attachment
      yield { number: item.partId ?? '1', name: nameOf(item), type: item.contentType.toLowerCase(), bytes }
    }
  } catch (error) {
    throw new LetterError('unreadable', 'The parts of the letter cannot be read', error)
  } finally {
    parser.destroy()
  }
}

async function readContent(attachment: AttachmentStream): Promise<Bytes> {
  const chunks: Bytes[] = []
  for await (const chunk of attachment.content) chunks.push(chunk)
  attachment.release?.()
  return Buffer.concat(chunks)
}

function nameOf(attachment: AttachmentStream): string {
  return (attachment.filename ?? '').toWellFormed().normalize('NFC')
}
