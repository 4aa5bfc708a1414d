/** The form of the mailbox: what is a mailbox, and where a mistake is told. */
import { describe, expect, test } from 'vitest'
import { NO_MAILBOX, readMailbox, type TypedMailbox, typedOf } from '../../src/web/setup/mailbox-form.ts'

const typed: TypedMailbox = { ...NO_MAILBOX, host: 'mail.quangtri.gov.vn', user: 'noivu@quangtri.gov.vn' }

test('a mailbox is what was typed, with the usual port', () => {
  const { mailbox } = readMailbox({ ...typed, readFrom: '2021-07-22', pin: `${'AB:'.repeat(31)}ab` })
  expect(mailbox).toEqual({
    ...{ host: 'mail.quangtri.gov.vn', port: 993, secure: 'tls', user: 'noivu@quangtri.gov.vn', folders: ['INBOX'] },
    ...{ tokens: null, ca: null, pin: 'ab'.repeat(32), readFrom: Date.parse('2021-07-21T17:00:00Z') },
  })
  expect(mailbox && readMailbox(typedOf(mailbox)).mailbox).toEqual(mailbox)
  expect(readMailbox({ ...typed, secure: 'starttls' }).mailbox?.port).toBe(143)
})

test('a mailbox with tokens is one whose token server was typed', () => {
  const place = { tokenUrl: 'https://login.example/token', clientId: 'sokyso' }
  const { mailbox } = readMailbox({ ...typed, ...place, scope: 'imap offline_access' })
  expect(mailbox?.tokens).toEqual({ ...place, scope: 'imap offline_access' })
  expect(mailbox && readMailbox(typedOf(mailbox)).mailbox).toEqual(mailbox)
  expect(readMailbox({ ...typed, ...place }).mailbox?.tokens?.scope).toBeNull()
  expect(readMailbox({ ...typed, clientId: 'left over' }).mailbox?.tokens).toBeNull()
})

describe('a mistake', () => {
  const cases: readonly { readonly change: Partial<TypedMailbox>; readonly fields: readonly string[] }[] = [
    { change: { host: '' }, fields: ['may-chu'] },
    { change: { host: 'mail.example/../x' }, fields: ['may-chu'] },
    { change: { host: 'user@mail.example' }, fields: ['may-chu'] },
    { change: { port: '99999' }, fields: ['cong'] },
    { change: { port: '-1' }, fields: ['cong'] },
    { change: { secure: 'none' }, fields: ['bao-mat'] },
    { change: { secure: 'none-loopback' }, fields: ['bao-mat'] },
    { change: { user: '' }, fields: ['tai-khoan'] },
    { change: { ca: 'x' }, fields: ['ca'] },
    { change: { tokenUrl: 'http://login.example/token', clientId: 'x' }, fields: ['dia-chi-cap-ma'] },
    { change: { tokenUrl: 'https://user:secret@login.example/', clientId: 'x' }, fields: ['dia-chi-cap-ma'] },
    { change: { tokenUrl: 'login.example' }, fields: ['dia-chi-cap-ma', 'ma-ung-dung'] },
    { change: { pin: 'ab' }, fields: ['ghim'] },
    { change: { readFrom: '2021-02-30' }, fields: ['tu-ngay'] },
  ]
  test.each(cases)('$change is told at $fields', ({ change, fields }) => {
    const { faults } = readMailbox({ ...typed, ...change })
    expect(faults?.map(({ field }) => field)).toEqual(fields)
  })
})
