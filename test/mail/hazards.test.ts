/** Inputs about which readers of mail are known to disagree: none of them names a unit, reaches a path or is lost. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sha256 } from '../../src/bytes.ts'
import type { Instant } from '../../src/lang.ts'
import { readLetter } from '../../src/mail/message.ts'
import { openContentFolder } from '../../src/store/content-folder.ts'
import { PDF } from './letters.ts'

const letter = (from: string, name = 'a.pdf') =>
  Buffer.concat([Buffer.from(`${from}\r\nContent-Type: application/pdf; name="${name}"\r\n\r\n`, 'latin1'), PDF])

const senders: readonly { name: string; from: string; sender: string }[] = [
  { name: 'a comment between domain and domain', from: 'From: a@quangtri.gov.vn(x)evil.example', sender: 'malformed' },
  {
    name: 'a quoted local part that begins as an address',
    from: 'From: "ubnd.huc@quangtri.gov.vn x"@evil.example',
    sender: 'malformed',
  },
  { name: 'two From headers', from: 'From: a@quangtri.gov.vn\r\nFrom: b@evil.example', sender: 'several' },
  { name: 'a list of a unit and another', from: 'From: a@quangtri.gov.vn, b@evil.example', sender: 'several' },
  {
    name: 'the address of a unit as display name',
    from: 'From: "a@quangtri.gov.vn" <b@evil.example>',
    sender: 'b@evil.example',
  },
  {
    name: 'a Cyrillic letter',
    from: Buffer.from('From: a@qu\u0430ngtri.gov.vn').toString('latin1'),
    sender: 'malformed',
  },
  { name: 'NUL in the address', from: 'From: a@quangtri.gov.vn\0@evil', sender: 'malformed' },
  { name: 'a group', from: 'From: units: a@quangtri.gov.vn;', sender: 'malformed' },
  { name: 'a group without anybody', from: 'From: undisclosed-recipients:;', sender: 'malformed' },
  {
    name: 'Reply-To and Sender beside no From',
    from: 'Reply-To: a@quangtri.gov.vn\r\nSender: a@quangtri.gov.vn',
    sender: 'absent',
  },
]
for (const { name, from, sender } of senders) {
  test(`sender: ${name}`, async () => {
    const read = await readLetter(letter(from))
    expect(read.sender.kind === 'address' ? read.sender.address : read.sender.reason).toBe(sender)
    expect(read.parts).toHaveLength(1)
  })
}

const names = [
  '../../x',
  '\u202efdp.exe',
  '\u200b.htaccess',
  '<img src=x onerror=alert(1)>',
  'a\r\n b',
  'a\0b',
  'CON',
  '-rf',
  '',
]
for (const name of names) {
  test(`file name: ${JSON.stringify(name)} is shown as it is and reaches no path`, async () => {
    const [part] = (await readLetter(letter('From: a@b.vn', Buffer.from(name).toString('latin1')))).parts
    expect(part?.name).toBe(name.replace('\r\n', ''))
    const folder = mkdtempSync(join(tmpdir(), 'sokyso-hazard-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const files = await openContentFolder(folder, 0 as Instant)
    await files.put(part?.bytes ?? Buffer.alloc(0))
    expect(namesIn(folder)).toEqual([sha256(PDF)])
  })
}

test('raw bytes of Windows-1258 in a file name are its letters', async () => {
  expect((await readLetter(letter('From: a@b.vn', 'B\xe1o c\xe1o.pdf'))).parts[0]?.name).toBe('Báo cáo.pdf')
})

test('a file that scanners know as malware is handled as any other: kept without an ending, never executable', async () => {
  const eicar = `X5O!P%@AP[4\\PZX54(P^)7CC)7}$${'EICAR'}-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`
  const disguised = Buffer.concat([PDF, Buffer.from(eicar)])
  const read = await readLetter(
    Buffer.concat([
      Buffer.from('From: a@b.vn\r\nContent-Type: application/x-msdownload; name=a.exe\r\n\r\n'),
      disguised,
    ]),
  )
  expect(read.parts.map(({ bytes }) => sha256(bytes))).toEqual([sha256(disguised)])
  const alone = await readLetter(
    Buffer.from(`From: a@b.vn\r\nContent-Type: application/x-msdownload; name=a.com\r\n\r\n${eicar}`),
  )
  expect([...alone.parts, ...alone.unopened]).toEqual([])

  const folder = mkdtempSync(join(tmpdir(), 'sokyso-hazard-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const files = await openContentFolder(folder, 0 as Instant)
  await files.put(disguised)
  const path = files.path(sha256(disguised))
  expect(readFileSync(path)).toEqual(disguised)
  expect(path.endsWith(sha256(disguised))).toBe(true)
  expect(statSync(path).mode & 0o111).toBe(0)
})

function namesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
}
