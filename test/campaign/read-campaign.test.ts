import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isInTime, termsOf } from '../../src/campaign/campaign.ts'
import { DEFAULT_RULE } from '../../src/campaign/counting-rule.ts'
import { readCampaign } from '../../src/campaign/read-campaign.ts'
import type { UnitId } from '../../src/campaign/unit.ts'
import { writeCampaign } from '../../src/campaign/write-campaign.ts'
import type { Instant } from '../../src/lang.ts'

const shipped = readFileSync(new URL('../../src/campaign/campaign.json', import.meta.url), 'utf8')
const changed = (changes: object): string => JSON.stringify({ ...JSON.parse(shipped), ...changes })

test('the campaign that is shipped asks for three documents before 30/8/2021, Vietnamese time', () => {
  const campaign = readCampaign(shipped)
  expect(campaign.plan).toBe('322/KH-UBND')
  expect(campaign.required).toBe(3)
  expect(isInTime(campaign, Date.parse('2021-08-29T16:59:59.999Z') as Instant)).toBe(true)
  expect(isInTime(campaign, Date.parse('2021-08-29T17:00:00.000Z') as Instant)).toBe(false)
})

test('signatures are judged by the official policy unless the plan names another', () => {
  const { policy: _, ...without } = JSON.parse(shipped)
  expect(readCampaign(JSON.stringify(without)).policy).toBe('official-2021')
  expect(readCampaign(changed({ policy: 'strict' })).policy).toBe('strict')
})

test('a deadline that is read as "until" still takes its own instant', () => {
  const campaign = readCampaign(changed({ deadlineKind: 'until' }))
  expect(isInTime(campaign, campaign.deadline)).toBe(true)
})

describe('what a plan says nothing of', () => {
  test('is not demanded, and no unit is an exception', () => {
    const { rule, exceptions, freezesAt, deadline } = readCampaign(shipped)
    expect(rule).toEqual({
      signatures: 'any',
      provisional: 'apart',
      weakDigest: 'accepted',
      timeStamp: 'optional',
      late: 'refused',
      acceptance: 'one-officer',
    })
    expect(exceptions).toEqual([])
    expect(freezesAt).toBe(deadline)
  })

  test('is not demanded beside what it says', () => {
    const { rule } = readCampaign(changed({ rule: { late: 'noted', signatures: 'both' } }))
    expect(rule).toEqual({ ...DEFAULT_RULE, late: 'noted', signatures: 'both' })
  })
})

describe('an exception', () => {
  const exception = { unit: 'xa-huc', required: 2, reason: 'Mưa lũ', paper: '355/UBND-NV' }
  const campaign = readCampaign(changed({ exceptions: [exception] }))

  test('holds for its unit, as far as it goes', () => {
    expect(termsOf(campaign, 'xa-huc' as UnitId)).toEqual({
      deadline: campaign.deadline,
      deadlineKind: 'before',
      required: 2,
    })
  })

  test('leaves the others what the plan asks', () => {
    expect(termsOf(campaign, 'xa-xy' as UnitId).required).toBe(3)
  })
})

test('writeCampaign: what was read is written so that it reads the same', () => {
  for (const json of [
    changed({}),
    changed({ exceptions: [{ ...EXCEPTION, deadline: '2021-09-01T00:00:00+07:00' }] }),
  ]) {
    expect(readCampaign(writeCampaign(readCampaign(json)))).toEqual(readCampaign(json))
  }
})

const EXCEPTION = { unit: 'xa-huc', required: 2, reason: 'Mưa lũ', paper: '355/UBND-NV' }
const faults: readonly { name: string; json: string; sentence: string }[] = [
  { name: 'text that is no JSON', json: '', sentence: 'không đúng cú pháp JSON' },
  { name: 'a list', json: '[]', sentence: 'phải là các mục trong dấu ngoặc nhọn' },
  {
    name: 'a deadline without a time zone',
    json: changed({ deadline: '2021-08-30T00:00:00' }),
    sentence: 'mục "deadline"',
  },
  { name: 'a day that does not exist', json: changed({ issuedOn: '2021-02-30' }), sentence: 'mục "issuedOn"' },
  { name: 'a required count of none', json: changed({ required: 0 }), sentence: 'phải từ 1 trở lên' },
  { name: 'half a document', json: changed({ required: 2.5 }), sentence: 'phải là số nguyên' },
  { name: 'a mailbox that is none', json: changed({ mailbox: 'hộp thư' }), sentence: 'mục "mailbox"' },
  { name: 'an entry it does not know', json: changed({ late: true }), sentence: 'mục không dùng đến: late' },
  { name: 'a rule it does not know', json: changed({ rule: { seals: 2 } }), sentence: 'mục không dùng đến: seals' },
  {
    name: 'a district without its rank',
    json: changed({ home: { district: 'Hướng Hóa', province: 'Quảng Trị' } }),
    sentence: 'mục "home.district" phải bắt đầu bằng một trong các từ: huyện, quận, thị xã, thành phố',
  },
  { name: 'a late policy it does not know', json: changed({ rule: { late: 'maybe' } }), sentence: 'mục "rule.late"' },
  {
    name: 'an exception without a reason',
    json: changed({ exceptions: [{ ...EXCEPTION, reason: ' ' }] }),
    sentence: 'mục "exceptions.0.reason"',
  },
  {
    name: 'an exception without a paper',
    json: changed({ exceptions: [{ ...EXCEPTION, paper: undefined }] }),
    sentence: 'mục "exceptions.0.paper"',
  },
  {
    name: 'an exception that excepts nothing',
    json: changed({ exceptions: [{ ...EXCEPTION, required: null }] }),
    sentence: 'phải có mục "required" hoặc "deadline"',
  },
  {
    name: 'two exceptions of one unit',
    json: changed({ exceptions: [EXCEPTION, EXCEPTION] }),
    sentence: '"xa-huc" hai lần',
  },
  {
    name: 'a count that is frozen before the deadline',
    json: changed({ freezesAt: '2021-08-29T00:00:00+07:00' }),
    sentence: '"freezesAt" không được trước',
  },
  {
    name: 'an end before the start',
    json: changed({ opensAt: '2022-01-01T00:00:00+07:00' }),
    sentence: '"opensAt" phải trước',
  },
]
for (const { name, json, sentence } of faults) {
  test(`readCampaign: refuses ${name}, naming the entry`, () => {
    expect(() => readCampaign(json)).toThrow(sentence)
  })
}
