/** The form of the campaign: there and back, and its mistakes each beside a field. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Campaign } from '../../src/campaign/campaign.ts'
import { readCampaign } from '../../src/campaign/read-campaign.ts'
import type { Instant } from '../../src/lang.ts'
import { readCampaignForm, type TypedCampaign, typedOfCampaign } from '../../src/web/setup/campaign-form.ts'

const plan = readCampaign(readFileSync(new URL('../../src/campaign/campaign.json', import.meta.url), 'utf8'))
const at = (text: string) => Date.parse(text) as Instant

describe('there and back', () => {
  const cases: readonly { readonly name: string; readonly campaign: Partial<Campaign>; readonly strictness: string }[] =
    [
      { name: 'before a day', campaign: {}, strictness: 'truoc' },
      {
        name: 'to the end of a day',
        campaign: { deadline: at('2021-08-29T23:59:59.999+07:00'), deadlineKind: 'until' },
        strictness: 'het',
      },
      {
        name: 'to a minute',
        campaign: { deadline: at('2021-08-29T17:00:00+07:00'), deadlineKind: 'until' },
        strictness: 'luc',
      },
    ]
  for (const { name, campaign, strictness } of cases) {
    test(`a deadline ${name} stays what it is`, () => {
      const whole = { ...plan, ...campaign }
      const before = { ...whole, freezesAt: whole.deadline }
      const typed = typedOfCampaign(before)
      expect(typed['han-cach']).toBe(strictness)
      expect(readCampaignForm(typed, before)).toEqual({ campaign: before, faults: null })
    })
  }

  test('the count is frozen at the end of the day that is named, and units keep what they were granted', () => {
    const exception = { unit: 'xa-huc', required: 2, deadline: null, reason: 'lũ', paper: '1/UBND' } as never
    const before = { ...plan, freezesAt: at('2021-09-06T00:00:00+07:00'), exceptions: [exception] }
    const typed = typedOfCampaign(before)
    expect(typed['chot-ngay']).toBe('2021-09-05')
    expect(readCampaignForm(typed, before).campaign).toEqual(before)
  })

  test('another plan is another campaign, in which nobody was granted anything', () => {
    const exception = { unit: 'xa-huc', required: 2, deadline: null, reason: 'lũ', paper: '1/UBND' } as never
    const typed = { ...typedOfCampaign(plan), 'so-ke-hoach': '15/KH-UBND', 'ngay-ban-hanh': '2022-01-15' }
    const { campaign } = readCampaignForm(typed, { ...plan, exceptions: [exception] })
    expect([campaign?.id, campaign?.exceptions]).toEqual(['15-kh-ubnd-2022', []])
  })
})

describe('a mistake', () => {
  const cases: readonly { readonly typed: Partial<TypedCampaign>; readonly fields: readonly string[] }[] = [
    { typed: { 'so-ke-hoach': '' }, fields: ['so-ke-hoach'] },
    { typed: { 'ngay-ban-hanh': '2021-02-30' }, fields: ['ngay-ban-hanh'] },
    { typed: { huyen: 'Hướng Hóa' }, fields: ['huyen'] },
    { typed: { 'hop-thu': 'không phải thư' }, fields: ['hop-thu'] },
    { typed: { 'so-luong': 'ba' }, fields: ['so-luong'] },
    { typed: { 'so-luong': '0' }, fields: ['so-luong'] },
    { typed: { 'han-ngay': '' }, fields: ['han-ngay'] },
    { typed: { 'han-ngay': '2021-07-01' }, fields: ['tu-ngay'] },
    { typed: { 'han-cach': 'luc', 'han-gio': '25:00' }, fields: ['han-gio'] },
    { typed: { 'chot-ngay': '2021-08-01' }, fields: ['chot-ngay'] },
    { typed: { 'nop-muon': 'x', 'noi-dung': ' ' }, fields: ['noi-dung', 'nop-muon'] },
  ]
  test.each(cases)('$typed is told at $fields', ({ typed, fields }) => {
    const { faults } = readCampaignForm({ ...typedOfCampaign(plan), ...typed }, plan)
    expect(faults?.map(({ field }) => field)).toEqual(fields)
    for (const { message } of faults ?? []) expect(message).not.toMatch(/mục|null|opensAt|deadline/)
  })
})
