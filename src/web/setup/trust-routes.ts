/** Certificates and lists are taken, and whether lists are fetched is set. */
import type { Sha256 } from '../../lang.ts'
import { entryOf, recordOf } from '../audit-record.ts'
import { field, formMark } from '../form.ts'
import { isSha256 } from '../markup.ts'
import type { WebContext } from '../route.ts'
import { show } from '../show.ts'
import type { WebView } from '../view.ts'
import { filesOf } from './files.ts'
import { readStep } from './frame.ts'
import { goOn } from './go-on.ts'
import type { Setup } from './setup.ts'
import { lookAtSetup } from './steps.ts'
import { type TrustPageView, trustPage } from './trust-page.ts'

/** Lists of a national authority take a few; the fetcher takes 20. */
export const MAX_UPLOAD_BYTES = 24 * 1024 * 1024

export const showTrust = (c: WebContext, view: WebView, setup: Setup): Promise<Response> => answer(c, view, setup, {})

export async function takeTrust(c: WebContext, view: WebView, setup: Setup): Promise<Response> {
  const files = await filesOf(c, 'tep')
  const typed = await field(c, 'ma')
  const pins = readPins(typed)
  const fault = (name: string, label: string, message: string) =>
    answer(c, view, setup, { pins: typed, faults: [{ field: name, label, message }] })
  if (files.length === 0) return fault('tep', 'Chứng thư số và danh sách thu hồi', 'chọn ít nhất một tệp.')
  if (pins === null) return fault('ma', 'Mã SHA-256 đã đối chiếu', 'mỗi mã gồm 64 chữ số thập lục phân.')
  const taken = await setup.trust.take(files, pins)
  const count = (kind: string) => String(taken.filter((one) => one.kind === kind).length)
  const counts = { taken: count('taken'), present: count('present'), refused: count('refused') }
  // Nobody but whoever typed them vouches for what they belong to.
  const facts = pins.length === 0 ? counts : { ...counts, pins: pins.join(' ') }
  await recordOf(c, view, { action: 'trust-imported', facts })
  const isRefused = taken.some(({ kind }) => kind === 'refused')
  return answer(c, view, setup, { taken, pins: isRefused ? typed : '' })
}

export async function takeFetch(c: WebContext, view: WebView, setup: Setup): Promise<Response> {
  const { fetch } = await setup.trust.look()
  if (fetch.by === 'environment') return showTrust(c, view, setup)
  const isOn = (await field(c, 'tai')) === 'co'
  const facts = { setting: 'fetch', value: isOn ? 'on' : 'off' }
  await setup.trust.fetch(isOn, entryOf(c, view, { action: 'setting-changed', facts }))
  return goOn(c, setup, 'chung-thu-so')
}

/** Null where one is none. */
function readPins(text: string): readonly Sha256[] | null {
  const entries = text
    .split(/[\n,;]/)
    .map((line) => line.replaceAll(/[:\s]/g, '').toLowerCase())
    .filter((line) => line !== '')
  const pins = entries.filter((entry) => isSha256(entry))
  return pins.length === entries.length ? pins : null
}

async function answer(c: WebContext, view: WebView, setup: Setup, shown: Partial<TrustPageView>): Promise<Response> {
  const nothing = { pins: '', faults: [], taken: null }
  const state = await lookAtSetup(setup)
  const frame = { state, mark: formMark(c, view.access), done: readStep(c.req.query('da')), now: view.now() }
  const page = trustPage({ ...nothing, ...frame, trust: await setup.trust.look(), ...shown })
  return show(c, view, page, shown.faults === undefined ? 200 : 422)
}
