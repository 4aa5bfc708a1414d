/** The part of the service that reads letters, judges documents, and has judged again what may have changed. */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { POOL_LIMITS, validationPool } from '../../workers/pool.ts'
import { TEXT_LIMITS, textPool } from '../../workers/text-pool.ts'
import type { OpenedEvidence } from '../evidence/open-evidence.ts'
import type { Ports } from '../pipeline/ports.ts'
import { work } from '../pipeline/work.ts'
import { choosePolicy } from '../verify/choose-policy.ts'
import { tallyFreezer } from './freeze-tally.ts'
import type { Ground, Task } from './ground.ts'
import { seenFolders } from './seen-folders.ts'
import { openSettling, settle } from './settle.ts'
import { rejudgedTeller } from './tell-rejudged.ts'

/** How soon revocation data that could not be had are looked for again: hosts of authorities come back within the hour. */
const REFETCH_MS = 30 * 60_000

/** @throws PolicyError */
export async function workPart(
  ground: Ground,
  evidence: OpenedEvidence,
  opened: AsyncDisposableStack,
): Promise<readonly Task[]> {
  const { config, arrangement, queue, alone, ports: own, isAlone } = ground
  const { store, attribute, onError } = own
  const policy = await choosePolicy(config.policy ?? arrangement.campaign.policy)
  const onKilled = (cause: string) => own.tell('worker-killed', { cause })
  const size = availableParallelism()
  const pool = validationPool({ ...POOL_LIMITS, size, listPath: evidence.evidencePath, onKilled })
  opened.defer(pool.close)
  const texts = textPool({
    ...TEXT_LIMITS,
    size: availableParallelism(),
    onFault: (why) => ground.log.error('text-unread', new Error(why)),
  })
  opened.defer(texts.close)
  await store.reviveJobs()
  if (isAlone) {
    await store.releaseJobs()
    await store.endLeases()
  }
  const ports: Ports = {
    ...own,
    judge: pool.judge,
    readIdentity: texts.read,
    evidence: upToDate(evidence),
    policy,
    refetchMs: ground.fetch === null ? null : REFETCH_MS,
    programVersion: packageJson.version,
  }
  const settleAlone: Task = async (stop) => {
    const folders = seenFolders(join(ground.home, 'seen-folders'), arrangement.evidence)
    const teller = rejudgedTeller(store, ground.terminal.say)
    const settling = openSettling({ ...ports, evidence, folders, teller })
    const begin = async () => {
      await store.attributeAgain(attribute)
      await settling.begin()
    }
    const freeze = tallyFreezer({ store, campaign: arrangement.campaign, clock: ground.clock })
    const look = async () => {
      await settling.look()
      await freeze()
    }
    await settle({ begin, look }, onError, stop)
  }
  return [(stop) => queue.consume(work(ports), stop), alone('settle', settleAlone)]
}

/**
 * A job may have been made, by another process, for what has just come into the folders: they are looked at before each
 * judgement.
 */
function upToDate(evidence: OpenedEvidence): Ports['evidence'] {
  const trust = async () => {
    await evidence.catchUp()
    return evidence.trust()
  }
  return { ...evidence, trust }
}
