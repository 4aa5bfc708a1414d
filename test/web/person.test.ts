/** The requests of one person: what is held of him, and an end of what nothing needs. */
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { openContentFolder } from '../../src/store/content-folder.ts'
import type { Files } from '../../src/store/files.ts'
import { countTally } from '../../src/tally/tally.ts'
import { forgetPerson } from '../../src/upkeep/forget-person.ts'
import { at, hashOf } from '../store/sample-rows.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { campaign } from '../tally/build.ts'
import { useDesk } from './desk.ts'
import { openBrowser, useHouse } from './people.ts'

const house = useHouse()
const desk = useDesk(house)
const SENDER = 'huc@quangtri.gov.vn'
const ASK = '/du-lieu-ca-nhan/trich-xuat'
const FORGET = '/du-lieu-ca-nhan/xoa'

let files: Files
beforeEach(async () => {
  const folder = await temporaryFolder()
  onTestFinished(folder.remove)
  files = await openContentFolder(join(folder.path, 'content'), at(Date.now()))
})

/** An administrator over the rows and the files of the desk. */
async function administrator() {
  const { store } = house
  const tally = desk.view().tally ?? expect.unreachable()
  // Time goes on between the wish and the deed.
  const ports = { store, files, served: tally, campaign, clock: () => at(house.now + 1_000) }
  const person = {
    read: store.person,
    forget: (...asked: readonly [Parameters<typeof forgetPerson>[1], Parameters<typeof forgetPerson>[2]]) =>
      forgetPerson(ports, ...asked),
  }
  const app = house.appWith({}, { ...desk.view(), person })
  const browser = openBrowser(app, await house.session(await house.add('quan-tri', 'admin', { totp: 'x' })))
  await browser.look('/du-lieu-ca-nhan')
  return browser
}

async function send(name: string, code: 'valid' | 'not-signed') {
  await files.put(Buffer.from(`letter ${name}`))
  await files.put(Buffer.from(name))
  await desk.send(name, { code })
}

const left = async (...names: readonly string[]) => {
  const found = await Promise.all(names.map((name) => files.get(hashOf(name))))
  return names.filter((_, index) => found[index] !== null)
}

const freeze = () => house.store.freezeTally(campaign.id, house.now, (...given) => countTally(campaign, ...given))

async function told(browser: Awaited<ReturnType<typeof administrator>>) {
  const answer = await browser.send(ASK, { 'cua-ai': ` ${SENDER.toUpperCase()} ` })
  expect(answer.headers.get('content-disposition')).toContain('du-lieu-ca-nhan.json')
  await browser.look('/du-lieu-ca-nhan')
  return JSON.parse(await answer.text())
}

test('all that is held of a person is told, what nothing needs is destroyed, and what stays is told again', async () => {
  await send('a', 'not-signed')
  await freeze()
  const browser = await administrator()
  const before = await told(browser)
  expect(before).toMatchObject({ name: SENDER, units: ['huc'], letters: [{ subject: 'Nộp a', destroyedAt: null }] })
  expect(before.letters[0].files).toEqual([{ name: 'a.pdf', document: hashOf('a') }])
  expect((await browser.send(FORGET, { 'cua-ai': SENDER })).status).toBe(422)
  expect(browser.words()).toContain('Chưa xóa')
  await browser.send(FORGET, { 'cua-ai': SENDER, 'da-kiem-tra': 'co' })
  expect(browser.words()).toContain('Đã hủy nội dung của 1 thư đã nhận và 0 thư đã gửi.')
  expect(await left('letter a', 'a')).toEqual([])
  await browser.look('/du-lieu-ca-nhan')
  const after = await told(browser)
  expect(after.letters).toMatchObject([{ subject: 'Nộp a', destroyedAt: new Date(house.now).toISOString() }])
  expect(await house.audit()).toEqual([
    'person-exported',
    `content-destroyed ${hashOf('letter a')}`,
    ...['person-forgotten', 'person-exported'],
  ])
  const entries = await house.store.auditEntriesBehind(0, 100)
  expect(JSON.stringify(entries.filter(({ action }) => action.startsWith('person')))).not.toContain(SENDER)
})

test('before the count is frozen no letter goes, and nothing that counts ever does', async () => {
  await send('a', 'not-signed')
  await send('b', 'valid')
  const browser = await administrator()
  await browser.send(FORGET, { 'cua-ai': SENDER, 'da-kiem-tra': 'co' })
  expect(browser.words()).toContain('Chưa chốt số liệu nên nội dung thư đã nhận được giữ')
  expect(await left('letter a', 'a', 'letter b', 'b')).toHaveLength(4)
  const before = await desk.store().progress()
  await freeze()
  await browser.look('/du-lieu-ca-nhan')
  await browser.send(FORGET, { 'cua-ai': SENDER, 'da-kiem-tra': 'co' })
  expect(await left('letter a', 'a', 'letter b', 'b')).toEqual(['letter b', 'b'])
  expect((await desk.store().progress()).documents).toBe(before.documents)
})

test('nobody else is asked, and no name is no person', async () => {
  const browser = await administrator()
  for (const path of [ASK, FORGET]) {
    expect((await browser.send(path, { 'cua-ai': ' ' })).status).toBe(422)
    expect(browser.words()).toContain('Nhập địa chỉ thư hoặc tên đăng nhập')
  }
  const lan = await desk.colleague('Lan')
  await lan.look('/du-lieu-ca-nhan')
  expect(lan.page()).not.toContain('trich-xuat')
})
