/** The log holds ids and codes, never what a letter says. */
import { expect, test } from 'vitest'
import type { Sha256 } from '../../src/lang.ts'
import { MailSourceError } from '../../src/mail/mail-source.ts'
import { openLog } from '../../src/serve/log.ts'

function logged(error: unknown): string {
  let text = ''
  const log = openLog('info', (line) => {
    text += line
  })
  log.error('job-failed', error, { kind: 'validate', document: 'ab12' as Sha256 })
  return text
}

test('an error is its kind, code and place, without its words and those of its cause', () => {
  const cause = Object.assign(new TypeError('Tờ trình mật của bà Hồ Thị Thử'), { code: 'ERR_READ' })
  const text = logged(new Error('from thu@huonghoa.example', { cause }))
  expect(JSON.parse(text)).toMatchObject({
    event: 'job-failed',
    job: 'validate',
    id: 'ab12',
    error: 'Error',
    cause: { error: 'TypeError', code: 'ERR_READ' },
  })
  expect(text).toContain('log.test.ts')
  expect(text).not.toMatch(/Hồ Thị Thử|Tờ trình|huonghoa/)
})

test('what is not on the list, or is no code, is told as a hash that is equal for equal values', () => {
  let text = ''
  const log = openLog('info', (line) => {
    text += line
  })
  log.info('judged', { document: 'ab12', ms: 7, code: 'Hồ Thị Thử', host: 'thu.huonghoa.example' })
  log.info('again', { host: 'thu.huonghoa.example' })
  expect(text).not.toMatch(/Hồ|huonghoa/)
  const [first = '', second = ''] = text.trim().split('\n')
  expect(JSON.parse(first)).toMatchObject({ document: 'ab12', ms: 7, code: expect.stringMatching(/^#[0-9a-f]{12}$/) })
  expect(JSON.parse(second).host).toBe(JSON.parse(first).host)
})

test('words over several lines do not pass for places in the code', () => {
  expect(logged(new Error('first\n    at second line of a subject'))).not.toContain('second line')
})

test('a fault of the mailbox is told by its code', () => {
  expect(logged(new MailSourceError('login-refused', 'user noivu'))).toContain('"fault":"login-refused"')
})

test('what is thrown and is no error is told by its type alone', () => {
  expect(JSON.parse(logged('a subject'))).toMatchObject({ error: 'string' })
})
