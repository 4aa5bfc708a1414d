/** What a change of the plan changes, for the log: each field that is another, as it was and as it is. */
import type { Campaign } from '../../campaign/campaign.ts'
import { officialDate } from '../../report/vietnamese-date.ts'
import { FIELDS, typedOfCampaign } from './campaign-form.ts'
import { CHOICES } from './campaign-page.ts'
import { startOfDay } from './days.ts'

type Name = keyof typeof FIELDS

const NAMES = Object.keys(FIELDS) as readonly Name[]

/** By the names of the fields of the form. */
export function campaignChanges(before: Campaign, after: Campaign): Readonly<Record<string, string>> {
  const [was, is] = [typedOfCampaign(before), typedOfCampaign(after)]
  const changed = NAMES.filter((name) => was[name] !== is[name])
  return Object.fromEntries(changed.map((name) => [name, `${inWords(name, was[name])} → ${inWords(name, is[name])}`]))
}

function inWords(name: Name, value: string): string {
  if (value === '') return 'để trống'
  const labels: Readonly<Record<string, string>> = name in CHOICES ? CHOICES[name as keyof typeof CHOICES] : {}
  const day = startOfDay(value)
  return labels[value] ?? (day === null ? value : officialDate(day))
}
