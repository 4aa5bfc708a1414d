/** A program for the crash stories: sends what is due, and kills itself at the step it is told of the letter it is told. */
import { sendNext } from '../../src/outbox/send-notices.ts'
import { smtpSender } from '../../src/outbox/smtp.ts'
import { systemClock } from '../../src/system.ts'
import { openPlace } from '../store/open-place.ts'
import { FROM } from './sample-notice.ts'

const [place = '', port, leaseMs, step] = process.argv.slice(2)
const store = await openPlace(place)
let letters = 0
const did = (what: string) => `${what} ${letters}` === step && process.kill(process.pid, 'SIGKILL')

const ports = {
  sender: smtpSender({
    ...{ host: '127.0.0.1', port: Number(port), secure: 'none-loopback', login: null, ca: null },
    ...{ from: FROM, fromName: 'Phòng Nội vụ' },
  }),
  store: {
    takeNotice: async (...given: Parameters<typeof store.takeNotice>) => {
      const leased = await store.takeNotice(...given)
      if (leased !== null) letters++
      did('taken')
      return leased
    },
    beginSending: async (...given: Parameters<typeof store.beginSending>) => {
      did('given')
      const isMine = await store.beginSending(...given)
      did('marked')
      return isMine
    },
    endSending: async (...given: Parameters<typeof store.endSending>) => {
      did('answered')
      await store.endSending(...given)
      did('noted')
    },
  },
  clock: systemClock,
  tell: () => undefined,
  leaseMs: Number(leaseMs),
}

const never = new AbortController().signal
while ((await sendNext(ports, 0, never)) !== 'nothing-due');
await store.close()
