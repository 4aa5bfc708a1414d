/** A campaign as its data file: what `readCampaign` reads. */
import type { Instant } from '../lang.ts'
import type { Campaign } from './campaign.ts'

export function writeCampaign(campaign: Campaign): string {
  const { opensAt, deadline, freezesAt, exceptions } = campaign
  const times = { opensAt: written(opensAt), deadline: written(deadline), freezesAt: written(freezesAt) }
  const terms = exceptions.map((one) => ({ ...one, deadline: one.deadline === null ? null : written(one.deadline) }))
  return `${JSON.stringify({ ...campaign, ...times, exceptions: terms }, null, 2)}\n`
}

const written = (time: Instant) => new Date(time).toISOString()
