/** The plan is shown in words, and saved. */
import { entryOf } from '../audit-record.ts'
import { field, formMark } from '../form.ts'
import type { WebContext } from '../route.ts'
import { show } from '../show.ts'
import type { WebView } from '../view.ts'
import { campaignChanges } from './campaign-changes.ts'
import { readCampaignForm, typedCampaign, typedOfCampaign } from './campaign-form.ts'
import { type CampaignView, campaignPage } from './campaign-page.ts'
import { readStep } from './frame.ts'
import { goOn } from './go-on.ts'
import type { Setup } from './setup.ts'
import { lookAtSetup } from './steps.ts'

export const showCampaign = (c: WebContext, view: WebView, setup: Setup): Promise<Response> =>
  answer(c, view, setup, {})

export async function takeCampaign(c: WebContext, view: WebView, setup: Setup): Promise<Response> {
  const { by, campaign: before } = await setup.campaign.now()
  if (by === 'environment') return showCampaign(c, view, setup)
  const typed = await typedCampaign(c)
  const { campaign, faults } = readCampaignForm(typed, before)
  // A file on the server may be named by whoever is at the server alone.
  const isForeignPolicy = campaign !== null && campaign.policy !== before.policy && !SHIPPED.includes(campaign.policy)
  if (campaign === null || isForeignPolicy) {
    const policy = { field: 'chinh-sach', label: 'Chính sách kiểm tra chữ ký', message: 'chọn một chính sách có sẵn.' }
    return answer(c, view, setup, { typed, faults: faults ?? [policy] })
  }
  if ((await field(c, 'viec')) !== 'luu') return answer(c, view, setup, { typed, preview: campaign })
  const facts = { setting: 'campaign', ...campaignChanges(before, campaign) }
  await setup.campaign.save(campaign, entryOf(c, view, { action: 'setting-changed', subject: campaign.plan, facts }))
  return goOn(c, setup, 'ke-hoach')
}

const SHIPPED: readonly string[] = ['official-2021', 'strict']

async function answer(c: WebContext, view: WebView, setup: Setup, shown: Partial<CampaignView>): Promise<Response> {
  const { by, campaign } = await setup.campaign.now()
  const nothing = { typed: typedOfCampaign(campaign), faults: [], preview: null }
  const state = await lookAtSetup(setup)
  const frame = { state, mark: formMark(c, view.access), done: readStep(c.req.query('da')) }
  const page = campaignPage({ ...nothing, ...frame, by, ...shown })
  return show(c, view, page, shown.faults === undefined ? 200 : 422)
}
