/** The page of personal data: each table of the database that holds some is told of, with why and for how long. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { personalData } from '../../src/web/pages/personal-data.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { openBrowser, useHouse } from './people.ts'

const house = useHouse()

/** They hold nothing of a person: rules, certificates of authorities, work to do, and how the service is. */
const OF_NOBODY = [
  ...['alerts', 'audit_head', 'damaged_files', 'jobs', 'leases', 'notice_settings', 'policies', 'report_drafts'],
  ...['schedules', 'service', 'trust_stores'],
]

test('every table with personal data is on it once', async () => {
  const folder = await temporaryFolder()
  const path = join(folder.path, 'sokyso.db')
  await (await openSqliteStore(path)).close()
  const database = new DatabaseSync(path)
  const names = database
    .prepare(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name not like 'kysely_%'",
    )
    .all()
    .map(({ name }) => String(name))
  database.close()
  await folder.remove()
  const told = personalData(12).flatMap(({ tables }) => tables)
  expect([...told, ...OF_NOBODY].toSorted()).toEqual(names.toSorted())
})

test('is read by whoever has signed in, from the foot of each page, with the time that is configured', async () => {
  const app = house.appWith({}, { refusedMonths: 7 })
  const browser = openBrowser(app, await house.session(await house.add('an', 'auditor')))
  await browser.look('/tai-khoan')
  expect(browser.page()).toContain('href="/du-lieu-ca-nhan"')
  await browser.look('/du-lieu-ca-nhan')
  expect(browser.words()).toContain('hủy 7 tháng sau khi chốt số liệu')
})
