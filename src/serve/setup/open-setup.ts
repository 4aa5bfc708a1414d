/** What the pages need to set the service up, over its parts. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readCampaign } from '../../campaign/read-campaign.ts'
import { writeCampaign } from '../../campaign/write-campaign.ts'
import { tryMailbox } from '../../mail/try-mailbox.ts'
import { placeOf } from '../../web/setup/set-mailbox.ts'
import type { By, CampaignSetup, MailboxSetup, Setup, TrustSetup } from '../../web/setup/setup.ts'
import type { Ground } from '../ground.ts'
import { mailboxOf, tokensOfTrial } from '../mailbox-of.ts'
import { openRehearsal } from './rehearsal.ts'
import { rehearsalHome } from './rehearse.ts'
import { accountOf, passwordPurpose, readSettings, writeMailbox } from './settings.ts'
import { trustSetup } from './trust-setup.ts'
import { unitsSetup } from './units-setup.ts'

/** What is under way ends with `opened`. */
export async function openSetup(ground: Ground, opened: AsyncDisposableStack): Promise<Setup> {
  const { given, ports } = ground
  const { store, attribute, clock } = ports
  const read = () => readSettings(store, ground.seal)
  const account = async () => {
    const { mailbox, password } = await read()
    return mailbox === null || password === null ? null : accountOf(mailbox, password)
  }
  // What a process left that died in the middle of one; beside others it may be theirs.
  if (ground.isAlone) await rm(rehearsalHome(ground.home), { recursive: true, force: true })
  const { close, ...rehearsal } = openRehearsal({ ground, account })
  opened.defer(close)
  return {
    startedAt: async () => (given.mail.kind === 'by-setting' ? (await read()).startedAt : 'elsewhere'),
    mailbox: mailboxSetup(ground),
    units: unitsSetup({ register: ground.counted.register, store, attribute, clock }),
    campaign: campaignSetup(ground),
    trust: trustOf(ground),
    rehearsal,
    start: async (entry) => {
      await rehearsal.end()
      await store.changeSettings({ started: String(entry.at) }, entry)
    },
  }
}

function mailboxSetup({ seal, ports: { store, clock } }: Ground): MailboxSetup {
  return {
    saved: async () => {
      const { mailbox, password } = await readSettings(store, seal)
      return mailbox && { mailbox, hasPassword: password !== null }
    },
    password: async (of) => {
      const { mailbox, password } = await readSettings(store, seal)
      return mailbox !== null && placeOf(mailbox) === placeOf(of) ? password : null
    },
    try: (mailbox, password) => {
      const account = accountOf(mailbox, password)
      return tryMailbox(mailboxOf(account, tokensOfTrial(store, account), clock))
    },
    save: (mailbox, password, entry) => {
      const sealed = seal.seal(passwordPurpose(mailbox), password)
      return store.changeSettings({ mailbox: writeMailbox(mailbox), 'mailbox-password': sealed }, entry)
    },
  }
}

function campaignSetup({ given, arrangement, ports: { store } }: Ground): CampaignSetup {
  return {
    // What was saved a moment ago is not counted by yet, and is shown all the same.
    now: async () => {
      if (given.campaign !== null) return { by: 'environment', campaign: arrangement.campaign }
      const { campaign } = (await store.settings()).values
      return campaign === undefined
        ? { by: 'program', campaign: arrangement.campaign }
        : { by: 'pages', campaign: readCampaign(campaign) }
    },
    save: (campaign, entry) => store.changeSettings({ campaign: writeCampaign(campaign) }, entry),
  }
}

function trustOf({ given, home, ports: { store, clock } }: Ground): TrustSetup {
  // The guard of the configuration lets no process that shows pages run without.
  const trust = given.trust ?? join(home, 'trust')
  const { list, take } = trustSetup({ trust, lists: given.lists, keptIn: join(home, 'evidence'), clock })
  return {
    look: async () => {
      const by: By = given.fetchPlaces === null ? 'environment' : 'pages'
      const folders = { trust, lists: given.lists }
      const isOn = given.fetchPlaces === null ? given.fetch !== null : (await store.settings()).values.fetch === 'on'
      return { ...(await list()), folders, fetch: { by, isOn } }
    },
    take,
    fetch: (isOn, entry) => store.changeSettings({ fetch: isOn ? 'on' : 'off' }, entry),
  }
}
